// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.Optional;
import org.keywright.console.spi.CommandException;
import org.keywright.vault.Vault;

/** Keys that everybody can look up, and what they protect, are for vaults marked as test. */
final class TestKeys {
  private TestKeys() {}

  /**
   * Refuses what such a key protects, but in a vault marked as test.
   *
   * @param wellKnown the key's name, if it is one
   * @param what names the key for people
   */
  static void refuse(Vault vault, Optional<String> wellKnown, String what) throws CommandException {
    if (wellKnown.isPresent() && !vault.info().test()) {
      throw new CommandException(
          "the %s is a well-known test key: %s".formatted(what, wellKnown.get()),
          "only a vault that was made with --test takes what it protects");
    }
  }
}
