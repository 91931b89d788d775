// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * E2: the proof of an EI that it holds a key.
 *
 * @param ref2 the place
 * @param keyVersion KVN
 * @param kcv the check value of the key, by CMAC
 * @param mac RECEIPT, 16 bytes
 */
public record LoadReceipt(int ref2, int keyVersion, Kcv kcv, Bytes mac) {
  /** Encodes the template E2 whole. */
  public byte[] encode() {
    var content =
        new TlvWriter(48)
            .putNumber(0x83, ref2, 2)
            .putNumber(0x86, keyVersion, 2)
            .put(0x96, kcv.value().toArray())
            .put(0x8E, mac.toArray());
    return content.toTemplate(0xE2);
  }

  /**
   * Reads the template E2 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static LoadReceipt decode(byte[] encoded) throws TlvException {
    var reader = TlvReader.of(encoded);
    var in = reader.nested(0xE2);
    reader.end();
    int ref2 = in.takeNumber(0x83, 2);
    int version = in.takeNumber(0x86, 2);
    byte[] kcv = in.take(0x96, KcvMethod.CMAC.length());
    byte[] mac = in.take(0x8E, 16);
    in.end();
    return new LoadReceipt(ref2, version, new Kcv(KcvMethod.CMAC, Bytes.of(kcv)), Bytes.of(mac));
  }
}
