// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingModule;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** What the centre knows of one module beyond its row: its suite, its settings, its keys. */
record CentreKeys(Suite suite, PairingModule module, SerialNumber id) {
  static CentreKeys of(Vault vault, Suites suites, PairingModule module)
      throws VaultException, KeyException {
    int suite = vault.pairings().requireEstate(module.estate()).suite();
    return new CentreKeys(suites.require(suite), module, SerialNumber.parse(module.id()));
  }

  /** K_MS; the caller closes it. */
  Key moduleKey(Grant grant) throws VaultException, KeyException {
    try (Key root =
        grant.root(RootPurpose.PAIRING_MODULE_ROOT, module.estate(), module.rootGeneration())) {
      return PairingKeys.moduleKey(suite, root, id);
    }
  }

  /** K_PIN; the caller closes it. */
  Key codeKey(Grant grant) throws VaultException, KeyException {
    try (Key moduleKey = moduleKey(grant)) {
      return PairingKeys.codeKey(suite, moduleKey, id);
    }
  }

  PolicySettings settings() throws VaultException {
    return settings(module);
  }

  /** What a module was last set to. */
  static PolicySettings settings(PairingModule module) throws VaultException {
    try {
      var in = TlvReader.of(module.policy().toArray());
      var policy = PolicyRecord.read(in);
      in.end();
      return policy.settings();
    } catch (TlvException e) {
      throw new VaultException("the policy of module " + module.id() + " is damaged", e);
    }
  }
}
