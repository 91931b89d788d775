// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;

/**
 * What a module does with a transaction key on a link to its central system: opens it, proves that
 * it has it, and uses it.
 *
 * <p>Owns both keys of the link. For one thread at a time.
 */
public final class TransactionKeys implements AutoCloseable {
  /** The label of the exporter (RFC 8446, clause 7.5) that gives the key block protection key. */
  public static final String PROTECTION_LABEL = "EXPORTER-KW2-KBPK";

  /** The label of the exporter that gives the key of receipts. */
  public static final String RECEIPT_LABEL = "EXPORTER-KW2-RCPT";

  private final Cryptography crypto;
  private final SerialNumber module;
  private final Key protection;
  private final Key receipt;

  /**
   * Takes the two keys of a link, which are this object's from now on.
   *
   * @param protection the key block protection key, AES-256
   * @param receipt the key of receipts, AES-256
   */
  public TransactionKeys(Cryptography crypto, SerialNumber module, Key protection, Key receipt) {
    this.crypto = crypto;
    this.module = module;
    this.protection = protection;
    this.receipt = receipt;
  }

  /** Wraps a key as the central system does; the record stays the caller's. */
  KeyLoad wrap(KeyLoad.Form form, int slot, KeyRecord record) throws KeyException {
    byte[] block;
    if (form == KeyLoad.Form.KEY_RECORD) {
      try (KeyMaterial encoded = record.encode()) {
        block = crypto.literal().wrap().wrap(protection, encoded);
      }
    } else {
      block = TransactionBlocks.wrap(crypto.keyBlocks(), record, protection);
    }
    return new KeyLoad(form, slot, record.keyVersion(), Bytes.of(block));
  }

  /**
   * Opens a key that came; the receiver owns the record.
   *
   * @throws Refusal 6988 if the wrap does not open or says another version
   */
  public KeyRecord open(KeyLoad load) throws Refusal {
    try {
      KeyRecord record = opened(load);
      if (record.keyVersion() != load.keyVersion()) {
        record.close();
        throw new Refusal(0x6988, "the key is of another version than the message");
      }
      return record;
    } catch (KeyException e) {
      throw new Refusal(0x6988, "the key block does not open");
    }
  }

  private KeyRecord opened(KeyLoad load) throws KeyException {
    if (load.form() == KeyLoad.Form.KEY_BLOCK) {
      return TransactionBlocks.open(crypto.keyBlocks(), load, protection);
    }
    try (KeyMaterial encoded = crypto.literal().wrap().unwrap(protection, load.block().toArray())) {
      return KeyRecord.decode(encoded);
    }
  }

  /** Proves that the module holds a key that came in a message. */
  public KeyReceipt receipt(KeyLoad load, Key key) throws KeyException {
    Kcv kcv = crypto.keys().kcv(key);
    byte[] covered =
        Labelled.bytes(
            "KW2.OK", module.value().toArray(), kcv.value().toArray(), Sha256.of(load.encode()));
    byte[] mac = crypto.literal().mac().mac(receipt, covered);
    return new KeyReceipt(load.slot(), load.keyVersion(), kcv, Bytes.of(mac));
  }

  /**
   * Computes the MAC over a challenge by which a transaction key shows that it works, under a key
   * derived from it for this module and slot.
   *
   * @param key stays the caller's
   * @param challenge 8 to 64 bytes
   * @throws KeyException if no key can be derived from a key of this kind
   */
  public static byte[] mac(
      Cryptography crypto, SerialNumber module, int slot, Key key, byte[] challenge)
      throws KeyException {
    var suite = crypto.literal();
    byte[] place = {(byte) (slot >> 8), (byte) slot};
    try (Key use =
        suite
            .derivation()
            .diversify(key, "KW2.USE", KeySpec.AES_256, module.value().toArray(), place)) {
      return suite.mac().mac(use, challenge);
    }
  }

  /** Wipes the keys of the link. */
  @Override
  public void close() {
    protection.close();
    receipt.close();
  }
}
