// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyUsage;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * One entry of LIST KEYS of a first unit; in tag 98 thirteen bytes: REF1 (2), KVN (2), usage (2),
 * algorithm (1), flags (1), KCV (5).
 *
 * @param ref1 the reference
 * @param keyVersion KVN
 * @param usage what it is for
 * @param algorithm its algorithm
 * @param flags a sum of {@link #DIVERSIFY} and {@link #EXPORTABLE}
 * @param kcv its check value by CMAC
 */
public record FirstUnitKey(
    int ref1, int keyVersion, KeyUsage usage, KeyAlgorithm algorithm, int flags, Kcv kcv) {
  /** Each EI gets its own key derived from this one. */
  public static final int DIVERSIFY = 1;

  /** EXPORTKEY may give the key itself. */
  public static final int EXPORTABLE = 2;

  private static final int ENCODED = 13;

  /** Encodes the template E6 whole. */
  public static byte[] encode(List<FirstUnitKey> keys) {
    var list = new ByteArrayOutputStream();
    for (var key : keys) {
      list.writeBytes(SessionKeys.u16(key.ref1));
      list.writeBytes(SessionKeys.u16(key.keyVersion));
      list.writeBytes(key.usage.code().getBytes(StandardCharsets.US_ASCII));
      list.write(key.algorithm.letter());
      list.write(key.flags);
      list.writeBytes(key.kcv.value().toArray());
    }
    return new TlvWriter().nest(0xE6, new TlvWriter().put(0x98, list.toByteArray())).toBytes();
  }

  /**
   * Reads the template E6 and nothing beside it.
   *
   * @throws TlvException if it is not laid out as said above
   */
  public static List<FirstUnitKey> decode(byte[] encoded) throws TlvException {
    var reader = TlvReader.of(encoded);
    var in = reader.nested(0xE6);
    reader.end();
    byte[] list = in.take(0x98, 0, TlvReader.LIMIT);
    in.end();
    if (list.length % ENCODED != 0) {
      throw new TlvException("tag 98 is not a list of keys");
    }
    var keys = new ArrayList<FirstUnitKey>();
    try {
      for (int at = 0; at < list.length; at += ENCODED) {
        keys.add(
            new FirstUnitKey(
                ((list[at] & 0xFF) << 8) | (list[at + 1] & 0xFF),
                ((list[at + 2] & 0xFF) << 8) | (list[at + 3] & 0xFF),
                KeyUsage.of(new String(list, at + 4, 2, StandardCharsets.US_ASCII)),
                KeyAlgorithm.of((char) list[at + 6]),
                list[at + 7] & 0xFF,
                new Kcv(KcvMethod.CMAC, Bytes.of(Arrays.copyOfRange(list, at + 8, at + ENCODED)))));
      }
    } catch (KeyException e) {
      throw new TlvException("tag 98: " + e.getMessage());
    }
    return keys;
  }
}
