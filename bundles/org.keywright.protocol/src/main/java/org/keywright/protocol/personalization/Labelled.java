// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What signatures, MACs and derivations cover: a label that says what for, a zero byte, and each
 * value with its length of 2 bytes in front.
 */
final class Labelled {
  private Labelled() {}

  static byte[] bytes(String label, byte[]... values) {
    var out = new ByteArrayOutputStream(256);
    out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    out.write(0);
    for (byte[] value : values) {
      out.write(value.length >> 8);
      out.write(value.length);
      out.writeBytes(value);
    }
    return out.toByteArray();
  }
}
