// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeySet;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * All that an editor shows of a key set.
 *
 * @param set the key set
 * @param keys its keys by reference
 * @param summary what is said about it
 * @param targets where its keys went
 * @param others the names of the vault's other key sets
 */
public record KeySetContents(
    KeySet set,
    List<ApplicationKey> keys,
    KeySetSummary summary,
    KeyTargets targets,
    List<String> others) {
  /** Copies the lists. */
  public KeySetContents {
    keys = List.copyOf(keys);
    others = List.copyOf(others);
  }

  /** Reads it from the open vault. */
  public static KeySetContents of(Desk desk, String name) throws VaultException {
    Vault vault = desk.requireVault();
    return new KeySetContents(
        vault.keySets().require(name),
        vault.keySets().keys(name),
        KeySetSummary.of(desk, name),
        KeyTargets.of(vault, name),
        vault.keySets().all().stream()
            .map(KeySet::name)
            .filter(each -> !each.equals(name))
            .toList());
  }
}
