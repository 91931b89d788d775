// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * F3: the MAC that a module makes with a transaction key.
 *
 * @param slot where the key is
 * @param keyVersion KVN
 * @param mac 16 bytes
 */
public record KeyAnswer(int slot, int keyVersion, Bytes mac) {
  /** Encodes the template F3 whole. */
  public byte[] encode() {
    return new TlvWriter(32)
        .putNumber(0x81, slot, 2)
        .putNumber(0x82, keyVersion, 2)
        .put(0x8E, mac.toArray())
        .toTemplate(0xF3);
  }

  /**
   * Reads the template F3 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static KeyAnswer decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xF3);
    int slot = in.takeNumber(0x81, 2);
    int version = in.takeNumber(0x82, 2);
    var mac = Tags.take(in, 0x8E, 16);
    in.end();
    return new KeyAnswer(slot, version, mac);
  }
}
