// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.Locale;
import org.keywright.vault.Role;

/**
 * Somebody who is to be an officer, as a command line names him: {@code anna:security-officer}.
 *
 * @param name his name
 * @param role his role
 */
public record Appointee(String name, Role role) {
  /** Reads a name, a colon and a role. */
  public static Appointee parse(String text) {
    int colon = text.indexOf(':');
    String role = text.substring(colon + 1).toUpperCase(Locale.ROOT).replace('-', '_');
    for (Role each : Role.values()) {
      if (colon > 0 && each.name().equals(role)) {
        return new Appointee(text.substring(0, colon), each);
      }
    }
    throw new IllegalArgumentException(
        "'%s' is not NAME:ROLE, with a role of %s"
            .formatted(text, String.join(", ", Coercion.choices(Role.class))));
  }
}
