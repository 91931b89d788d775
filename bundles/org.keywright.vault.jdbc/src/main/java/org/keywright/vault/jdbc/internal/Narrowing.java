// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.EnumSet;
import java.util.Set;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.vault.KeyMatrix;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.VaultException;

/** From which attributes of a key a way leads to which: to those that allow less, never back. */
final class Narrowing {
  private Narrowing() {}

  /** Refuses what allows anything that was not allowed before, and what changes nothing. */
  static void require(KeyAttributes before, KeyAttributes after, String what)
      throws VaultException {
    if (before.equals(after)) {
      throw new VaultException("%s is %s already: nothing is narrowed".formatted(what, before));
    }
    if (before.mode() != after.mode() && !narrower(before.mode(), after.mode())) {
      throw new VaultException(
          "%s has mode %c (%s), and %c (%s) is not narrower: make a new key for another purpose"
              .formatted(
                  what,
                  before.mode().letter(),
                  before.mode().meaning(),
                  after.mode().letter(),
                  after.mode().meaning()));
    }
    if (!narrowed(before.exportability()).contains(after.exportability())) {
      throw new VaultException(
          "%s has exportability %c (%s), and %c (%s) is not narrower"
              .formatted(
                  what,
                  before.exportability().letter(),
                  before.exportability().meaning(),
                  after.exportability().letter(),
                  after.exportability().meaning()));
    }
  }

  private static boolean narrower(KeyMode before, KeyMode after) {
    Set<KeyOperation> was = KeyMatrix.of(before);
    Set<KeyOperation> would = KeyMatrix.of(after);
    return was.containsAll(would) && !would.containsAll(was);
  }

  private static Set<Exportability> narrowed(Exportability before) {
    return switch (before) {
      case SENSITIVE -> EnumSet.allOf(Exportability.class);
      case EXPORTABLE -> EnumSet.of(Exportability.EXPORTABLE, Exportability.NON_EXPORTABLE);
      case NON_EXPORTABLE -> EnumSet.of(Exportability.NON_EXPORTABLE);
    };
  }
}
