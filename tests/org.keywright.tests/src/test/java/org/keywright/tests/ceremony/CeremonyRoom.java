// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import java.nio.file.Path;
import java.util.Optional;
import org.keywright.audit.internal.VaultAudit;
import org.keywright.ceremony.Ceremonies;
import org.keywright.ceremony.internal.VaultCeremonies;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.jce.internal.PartedKeys;
import org.keywright.letters.Letters;
import org.keywright.letters.internal.PdfLetters;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.tests.vault.TestVault;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeySet;
import org.keywright.vault.VaultException;

/** A vault in a folder, with the engine of ceremonies over it. */
final class CeremonyRoom implements AutoCloseable {
  final TestCrypto crypto = new TestCrypto();
  final KeyParts parts = new PartedKeys(crypto.primitives);
  final Letters letters = new PdfLetters(parts);
  final TestVault vault;
  final Ceremonies ceremonies;

  /** A room whose vault is not made yet. */
  CeremonyRoom(Path folder) {
    vault = new TestVault(folder);
    ceremonies =
        new VaultCeremonies(
            vault.vaults,
            new VaultAudit(vault.vaults, TestCurves.ecKeys()),
            crypto.keys,
            parts,
            crypto.suites,
            letters);
  }

  /** The check value of a key that is in the vault. */
  Optional<String> stored(KeyName key) throws VaultException {
    var keySets = vault.vaults.require().keySets();
    return switch (key) {
      case KeyName.Transport transport ->
          keySets.find(transport.keySet()).map(KeySet::transportKcv).map(Object::toString);
      case KeyName.Application named when keySets.find(named.keySet()).isPresent() ->
          keySets
              .findKey(named.keySet(), named.ref())
              .map(ApplicationKey::kcv)
              .map(Object::toString);
      default -> Optional.empty();
    };
  }

  /** How many keys are in the vault, transport keys too. */
  int count() throws VaultException {
    var keySets = vault.vaults.require().keySets();
    int count = 0;
    for (KeySet each : keySets.all()) {
      count += 1 + keySets.keys(each.name()).size();
    }
    return count;
  }

  @Override
  public void close() {
    vault.close();
  }
}
