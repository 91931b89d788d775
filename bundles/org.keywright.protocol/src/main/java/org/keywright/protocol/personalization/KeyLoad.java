// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * F0: a transaction key on its way from the central system to a module (claim 11).
 *
 * @param form how the key is wrapped
 * @param slot where the module shall keep it, 1 to 65535
 * @param keyVersion KVN, 1 to 65535
 * @param block the wrapped key
 */
public record KeyLoad(Form form, int slot, int keyVersion, Bytes block) {
  /** How a transaction key is wrapped. */
  public enum Form {
    /** A key record under AES key wrap. */
    KEY_RECORD(0x01),
    /** A key block of version D (TR-31, ANSI X9.143). */
    KEY_BLOCK(0x02);

    private final int code;

    Form(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** Encodes the template F0 whole. */
  public byte[] encode() {
    return new TlvWriter(256)
        .putNumber(0x80, form.code(), 1)
        .putNumber(0x81, slot, 2)
        .putNumber(0x82, keyVersion, 2)
        .put(0x83, block.toArray())
        .toTemplate(0xF0);
  }

  /**
   * Reads the template F0 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length,
   *     or a value is none
   */
  public static KeyLoad decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xF0);
    int form = in.takeNumber(0x80, 1);
    int slot = in.takeNumber(0x81, 2);
    int version = in.takeNumber(0x82, 2);
    var block = Tags.take(in, 0x83, 24, 512);
    in.end();
    if (form < 1 || form > Form.values().length || slot == 0 || version == 0) {
      throw new TlvException("the form, slot or version of the key is none");
    }
    return new KeyLoad(Form.values()[form - 1], slot, version, block);
  }
}
