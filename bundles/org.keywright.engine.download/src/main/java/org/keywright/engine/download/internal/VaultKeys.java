// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.util.HashMap;
import java.util.Map;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeyState;
import org.keywright.engine.download.LoadTarget;
import org.keywright.transport.StatusWord;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.KeySet;
import org.keywright.vault.VaultException;

/** What the vault's keys may be used for as a first unit's, and how they are opened. */
final class VaultKeys {
  private VaultKeys() {}

  /**
   * Checks that a key may leave for modules.
   *
   * @throws KeyException with the standard's words if it is not active, or may not leave; a key
   *     that is not exportable may leave only as keys derived from it (X9.143, exportability N)
   */
  static void requireMayLeave(ApplicationKey key) throws KeyException {
    if (key.state() != KeyState.ACTIVE) {
      throw refusal(key, 0x6985, "the key is " + key.state().word());
    }
    boolean stays = key.attributes().exportability() == Exportability.NON_EXPORTABLE;
    if (stays && !key.diversify()) {
      throw refusal(key, 0x6982, "the key is not exportable and is not marked to be diversified");
    }
  }

  /** Checks that T of a key set is in use. */
  static void requireActive(KeySet keySet) throws KeyException {
    if (keySet.state() != KeyState.ACTIVE) {
      throw new KeyException(
          "the transport key of %s is %s: %s"
              .formatted(keySet.name(), keySet.state().word(), new StatusWord(0x6985)));
    }
  }

  private static KeyException refusal(ApplicationKey key, int status, String why) {
    return new KeyException(
        "EXPORT KEY %s/%d refused: %s (%s)"
            .formatted(key.keySet(), key.ref(), new StatusWord(status), why));
  }

  /** Opens TA for an operation with what is said about it; the caller closes the record. */
  static KeyRecord open(Grant grant, ApplicationKey key, KeyOperation operation)
      throws VaultException {
    Key opened = grant.open(KeyName.of(key.keySet(), key.ref()), operation);
    return new KeyRecord(key.attributes(), key.keyVersion(), opened);
  }

  /** What a report shows of a key. */
  static Map<String, String> facts(LoadTarget target, ApplicationKey key) {
    var facts = new HashMap<String, String>();
    facts.put("keySet", target.keySet());
    facts.put("key", key.label().isEmpty() ? target.key() : key.label());
    facts.put("ref", Integer.toString(key.ref()));
    key.wellKnown().ifPresent(name -> facts.put("wellKnown", name));
    return facts;
  }
}
