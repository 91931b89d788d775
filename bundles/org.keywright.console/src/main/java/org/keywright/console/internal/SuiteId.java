// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.Optional;
import org.keywright.console.spi.Cautioned;
import org.keywright.crypto.Suites;

/**
 * A suite as people write it.
 *
 * @param value 01 to FF
 */
public record SuiteId(int value) {
  /**
   * Reads two hex digits.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SuiteId parse(String text) {
    if (!text.matches("[0-9A-Fa-f]{1,2}") || Integer.parseInt(text, 16) == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no suite: write its id in hex, as in 01 (suite:list shows them)");
    }
    return new SuiteId(Integer.parseInt(text, 16));
  }

  /** The suite's id and name, with its caution. */
  static Cautioned describe(Suites suites, int id) {
    return suites
        .find(id)
        .map(
            suite ->
                new Cautioned(
                    suite.toString(), suite.caution().map(c -> "Suite %02X: %s".formatted(id, c))))
        .orElse(
            new Cautioned(
                "%02X".formatted(id),
                Optional.of(
                    "Suite %02X is not here; the bundle that brings it is missing".formatted(id))));
  }

  @Override
  public String toString() {
    return "%02X".formatted(value);
  }
}
