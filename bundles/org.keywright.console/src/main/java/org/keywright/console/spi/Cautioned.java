// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import java.util.Optional;

/**
 * A value that may come with a warning, which is shown with it wherever it is shown.
 *
 * @param value the value in words
 * @param caution the warning, if there is one
 */
public record Cautioned(String value, Optional<String> caution) {
  /** Makes a value without a warning. */
  public static Cautioned plain(String value) {
    return new Cautioned(value, Optional.empty());
  }

  /** The value, and a warning sign if it has a warning. */
  @Override
  public String toString() {
    return caution.isPresent() ? (value + " \u26A0").strip() : value;
  }
}
