// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.List;
import java.util.Optional;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.protocol.SetId;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** The keys that a script expects in the vault, made up for a rehearsal, of the same kinds. */
final class Props {
  private static final int SUITE = 0x01;
  private static final KeyUsage USAGE = new KeyUsage("D0");

  private final Vault stage;
  private final Tools tools;
  private final Journal journal;

  Props(Vault stage, Tools tools, Journal journal) {
    this.stage = stage;
    this.tools = tools;
    this.journal = journal;
  }

  /**
   * Makes them up.
   *
   * @param real the vault that is open, whose kinds of keys are taken
   */
  void makeUp(CeremonyScript script, Optional<Vault> real)
      throws CeremonyException, VaultException, KeyException {
    for (KeyName name : Prerequisites.expected(script)) {
      journal.perform(Happening.PROP, 0, List.of(), grant -> makeUp(grant, name, real));
    }
  }

  private String makeUp(Grant grant, KeyName name, Optional<Vault> real)
      throws CeremonyException, VaultException, KeyException {
    String keySet = VaultKeys.keySet(name);
    if (stage.keySets().find(keySet).isEmpty()) {
      KeySpec kind = tools.suites().require(SUITE).keySpec();
      try (Key key = tools.keys().generate(kind)) {
        stage
            .keySets()
            .create(grant, keySet, Bytes.of(tools.keys().random(SetId.LENGTH)), SUITE, key);
      }
    }
    if (name instanceof KeyName.Application application) {
      try (Key key = tools.keys().generate(kind(name, real))) {
        var attributes = new KeyAttributes(USAGE, KeyMode.usual(USAGE), Exportability.EXPORTABLE);
        var description = new NewKey(application.ref(), "made up", attributes, false, "made up");
        stage.keySets().addKey(grant, keySet, description, key, false);
      }
    }
    return "made up " + name;
  }

  private KeySpec kind(KeyName name, Optional<Vault> real)
      throws CeremonyException, VaultException, KeyException {
    if (real.isPresent()) {
      var stored = new VaultKeys(real.get(), tools.suites(), "");
      if (stored.holds(name)) {
        return stored.kind(name);
      }
    }
    return KeySpec.AES_128;
  }
}
