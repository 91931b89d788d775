// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.time.Instant;
import java.util.Set;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Sealing;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.VaultException;

/**
 * Seals what the vault keeps under its data key, or its roots under the key of these, each secret
 * bound to its row: what was moved, or whose row was edited, does not open. Owns the data key. Safe
 * for use by many threads.
 */
final class Seals implements AutoCloseable {
  private static final byte[] MARK = {'K'};

  private final Sealing sealing;
  private final Key dataKey;
  private final String vault;

  Seals(Sealing sealing, Key dataKey, String vault) {
    this.sealing = sealing;
    this.dataKey = dataKey;
    this.vault = vault;
  }

  /** Seals of the same vault under another key, which they own. */
  Seals under(Key other) {
    return new Seals(sealing, other, vault);
  }

  /** The vault's id, which every row is bound to. */
  String vault() {
    return vault;
  }

  /** The beginning of the identity of a row of a table of this vault. */
  Lv identity(String table) {
    return new Lv().add(vault).add(table);
  }

  Bytes seal(Lv identity, KeyMaterial secret) throws VaultException {
    try {
      return Bytes.of(sealing.seal(dataKey, identity.encoded(), secret));
    } catch (KeyException e) {
      throw new VaultException("the secret could not be sealed: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw closedOr(e);
    }
  }

  /** Opens a secret, which the caller then owns; {@code what} names it for people. */
  KeyMaterial open(Lv identity, Bytes sealed, String what) throws VaultException {
    try {
      return sealing.open(dataKey, identity.encoded(), sealed.toArray());
    } catch (KeyException e) {
      throw new VaultException(
          what + " is damaged or was changed outside Keywright: restore a backup", e);
    } catch (IllegalStateException e) {
      throw closedOr(e);
    }
  }

  /**
   * Opens a key for an operation; the caller owns it.
   *
   * @param allowed what the key is for
   * @throws VaultException if it is not for that, or neither its state nor its crypto-period allows
   *     it now, or its row was changed
   */
  Key openKey(LifeRow row, Set<KeyOperation> allowed, KeyOperation operation, Instant now)
      throws VaultException {
    KeyStanding key = row.standing();
    Lives.require(allowed, operation, key.life(), now, row.what());
    try {
      return Key.of(key.spec(), open(row.identity(this), row.sealed(), row.what()));
    } catch (KeyException e) {
      throw new VaultException(row.what() + " is damaged: " + e.getMessage(), e);
    }
  }

  /** A code of what is stored under a key that seals nothing, by which a change of them shows. */
  byte[] code(Key key, byte[] stored) throws VaultException {
    try {
      return sealing.code(key, stored);
    } catch (KeyException e) {
      throw new VaultException("the vault cannot be added up: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw closedOr(e);
    }
  }

  /** Seals nothing but the identity: proof that whoever wrote it held the data key. */
  Bytes mark(Lv identity) throws VaultException {
    try (var mark = KeyMaterial.copyOf(MARK)) {
      return seal(identity, mark);
    }
  }

  /** Whether the mark is of this identity and this vault. */
  boolean marked(Lv identity, Bytes mark) throws VaultException {
    try (var opened = sealing.open(dataKey, identity.encoded(), mark.toArray())) {
      return opened.length() == MARK.length;
    } catch (KeyException e) {
      return false;
    } catch (IllegalStateException e) {
      throw closedOr(e);
    }
  }

  /**
   * Refuses a row whose mark is not of its identity.
   *
   * @param what names it for people
   */
  void requireMarked(Lv identity, Bytes mark, String what) throws VaultException {
    if (!marked(identity, mark)) {
      throw new VaultException(
          what + " is damaged or was changed outside Keywright: restore a backup");
    }
  }

  /** Wipes the data key. */
  @Override
  public void close() {
    dataKey.close();
  }

  private VaultException closedOr(IllegalStateException e) {
    if (dataKey.material().wiped()) {
      return Store.isClosed();
    }
    throw e;
  }
}
