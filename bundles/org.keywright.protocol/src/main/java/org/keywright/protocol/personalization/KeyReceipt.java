// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * F1: the module's proof that it holds a transaction key.
 *
 * @param slot where
 * @param keyVersion KVN
 * @param kcv the check value, by CMAC
 * @param mac 16 bytes
 */
public record KeyReceipt(int slot, int keyVersion, Kcv kcv, Bytes mac) {
  /** Encodes the template F1 whole. */
  public byte[] encode() {
    return new TlvWriter(48)
        .putNumber(0x81, slot, 2)
        .putNumber(0x82, keyVersion, 2)
        .put(0x84, kcv.value().toArray())
        .put(0x8E, mac.toArray())
        .toTemplate(0xF1);
  }

  /**
   * Reads the template F1 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static KeyReceipt decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xF1);
    int slot = in.takeNumber(0x81, 2);
    int version = in.takeNumber(0x82, 2);
    var kcv = Tags.take(in, 0x84, KcvMethod.CMAC.length());
    var mac = Tags.take(in, 0x8E, 16);
    in.end();
    return new KeyReceipt(slot, version, new Kcv(KcvMethod.CMAC, kcv), mac);
  }
}
