// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.keywright.vault.Officer;
import org.keywright.vault.Vault;

/** How the open vault stands, in the few words that a prompt has room for. */
final class Standing {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.systemDefault());

  private Standing() {}

  /** As in {@code (anna, security officer; period until 14:05)}. */
  static String of(Vault vault) {
    if (vault.officers().onePerson()) {
      return " (vault for one person)";
    }
    return " (%s%s)"
        .formatted(
            vault.officers().signedIn().map(Officer::words).orElse("nobody is signed in"),
            vault
                .periods()
                .current()
                .map(period -> "; period until " + CLOCK.format(period.until()))
                .orElse(""));
  }
}
