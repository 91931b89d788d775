// SPDX-License-Identifier: EPL-2.0
package com.acme.suite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;

/**
 * NIST SP 800-108, counter mode, one block of HMAC-SHA-256; each field has its length before it.
 */
final class HmacDerivation implements Diversification {
  @Override
  public String name() {
    return "SP 800-108 HMAC-SHA-256";
  }

  @Override
  public Key diversify(Key master, String label, KeySpec spec, byte[]... fields)
      throws KeyException {
    if (spec.algorithm() != KeyAlgorithm.AES) {
      throw new KeyException("Acme's suite derives AES keys, not " + spec);
    }
    byte[] block =
        Hmac.of(
            master,
            number(1),
            label.getBytes(StandardCharsets.US_ASCII),
            new byte[1],
            framed(fields),
            number(spec.bits()));
    try {
      return Key.of(spec, KeyMaterial.consume(Arrays.copyOf(block, spec.length())));
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  private static byte[] framed(byte[][] fields) {
    int length = 0;
    for (byte[] field : fields) {
      length += 2 + field.length;
    }
    var all = ByteBuffer.allocate(length);
    for (byte[] field : fields) {
      all.putShort((short) field.length).put(field);
    }
    return all.array();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }
}
