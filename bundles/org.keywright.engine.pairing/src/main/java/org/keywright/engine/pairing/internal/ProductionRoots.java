// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * The root keys that all units of one production have in common. The owner closes it.
 *
 * @param rootGeneration of the module root
 * @param generations k_g by generation, the newest ones, as many as a module holds
 * @param hostGeneration of the host root
 */
record ProductionRoots(
    PairingEstate estate,
    Suite suite,
    int rootGeneration,
    Key moduleRoot,
    SortedMap<Integer, Key> generations,
    int hostGeneration,
    Key hostRoot)
    implements AutoCloseable {
  /** Opens the newest root keys of an estate that are in use, and not revoked. */
  static ProductionRoots open(Vault vault, Suites suites, Grant grant, String name)
      throws VaultException, KeyException {
    var estate = vault.pairings().requireEstate(name);
    var suite = suites.require(estate.suite());
    int root =
        EstateRoots.active(vault, RootPurpose.PAIRING_MODULE_ROOT, name).getLast().generation();
    int host = EstateRoots.active(vault, RootPurpose.HOST_ROOT, name).getLast().generation();
    List<RootKey> usable = EstateRoots.generations(vault, name);
    List<RootKey> newest =
        usable.subList(Math.max(0, usable.size() - ModuleStatus.MOST_GENERATIONS), usable.size());
    var opened = new ArrayList<Key>();
    boolean whole = false;
    try {
      var generations = new TreeMap<Integer, Key>();
      for (RootKey key : newest) {
        Key generation = grant.root(RootPurpose.CY_KEY, name, key.generation());
        opened.add(generation);
        generations.put(key.generation(), generation);
      }
      Key moduleRoot = grant.root(RootPurpose.PAIRING_MODULE_ROOT, name, root);
      opened.add(moduleRoot);
      Key hostRoot = grant.root(RootPurpose.HOST_ROOT, name, host);
      var roots = new ProductionRoots(estate, suite, root, moduleRoot, generations, host, hostRoot);
      whole = true;
      return roots;
    } finally {
      if (!whole) {
        opened.forEach(Key::close);
      }
    }
  }

  /** The newest generation of cryptogram keys. */
  int newest() {
    return generations.lastKey();
  }

  /** k_g of the newest generation. */
  Key newestKey() {
    return generations.lastEntry().getValue();
  }

  @Override
  public void close() {
    moduleRoot.close();
    generations.values().forEach(Key::close);
    hostRoot.close();
  }
}
