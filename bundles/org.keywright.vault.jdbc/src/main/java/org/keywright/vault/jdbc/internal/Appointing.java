// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Sealing;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Role;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.OfficerRow.Head;

/** Makes what an officer opens with his passphrase: the data key, and his private key. */
final class Appointing {
  private static final int SHORTEST_PASSPHRASE = 8;
  private static final int SALT_BYTES = 32;

  private final Sealing sealing;
  private final Passphrases passphrases;
  private final Keys keys;
  private final Settings settings;

  Appointing(Sealing sealing, Passphrases passphrases, Keys keys, Settings settings) {
    this.sealing = sealing;
    this.passphrases = passphrases;
    this.keys = keys;
    this.settings = settings;
  }

  static void requireLong(KeyMaterial passphrase) throws VaultException {
    if (passphrase.length() < SHORTEST_PASSPHRASE) {
      throw new VaultException("a passphrase has at least " + SHORTEST_PASSPHRASE + " bytes");
    }
  }

  /** What passphrases cost that are made now. */
  Passphrases.Cost cost() throws VaultException {
    Duration wanted = settings.stretching();
    try {
      return new CostTuning(passphrases).tuned(settings.cost(), wanted);
    } catch (KeyException e) {
      throw new VaultException("passphrases cannot be stretched: " + e.getMessage(), e);
    }
  }

  /** An officer with a new key pair, if he is to hold a share. */
  OfficerRow appointed(
      EcKeys ecKeys, String vault, NewOfficer fresh, String by, Passphrases.Cost cost, Key dataKey)
      throws VaultException {
    requireLong(fresh.passphrase());
    Names.requireName(fresh.name());
    try {
      if (fresh.role() != Role.SECURITY_OFFICER) {
        return sealed(vault, head(fresh, by, Bytes.of(), cost), fresh.passphrase(), dataKey, null);
      }
      try (EcKeyPair pair = ecKeys.generate()) {
        Head head = head(fresh, by, pair.publicKey().point(), cost);
        return sealed(vault, head, fresh.passphrase(), dataKey, pair.privateKey());
      }
    } catch (KeyException e) {
      throw new VaultException(fresh.name() + " cannot be appointed: " + e.getMessage(), e);
    }
  }

  private Head head(NewOfficer fresh, String by, Bytes publicKey, Passphrases.Cost cost) {
    Clock clock = settings.clock();
    return new Head(fresh.name(), fresh.role(), true, clock.instant(), by, publicKey, salt(), cost);
  }

  private Bytes salt() {
    return Bytes.of(keys.random(SALT_BYTES));
  }

  /** The same officer under another passphrase. */
  OfficerRow underPassphrase(String vault, SigningIn.Unlocked known, KeyMaterial passphrase)
      throws VaultException {
    requireLong(passphrase);
    Head before = known.row().head();
    var head =
        new Head(
            before.name(),
            before.role(),
            before.active(),
            before.since(),
            before.appointedBy(),
            before.publicKey(),
            salt(),
            cost());
    try {
      if (!known.row().holdsShare()) {
        return sealed(vault, head, passphrase, known.dataKey(), null);
      }
      try (Key privateKey = known.privateKey(sealing, vault)) {
        return sealed(vault, head, passphrase, known.dataKey(), privateKey);
      }
    } catch (KeyException e) {
      throw new VaultException("the passphrase cannot be changed: " + e.getMessage(), e);
    }
  }

  private OfficerRow sealed(
      String vault, Head head, KeyMaterial passphrase, Key dataKey, @Nullable Key privateKey)
      throws KeyException {
    try (Key stretched = passphrases.stretch(passphrase, head.salt(), head.cost())) {
      return new OfficerRow(
          head,
          Bytes.of(sealing.seal(stretched, head.ofDataKey(vault), dataKey.material())),
          privateKey == null
              ? Bytes.of()
              : Bytes.of(sealing.seal(stretched, head.ofPrivateKey(vault), privateKey.material())));
    }
  }

  /** The key that opens the roots; who has it made shares it out. */
  Key rootsKey() {
    return keys.generate(KeySpec.AES_256);
  }
}
