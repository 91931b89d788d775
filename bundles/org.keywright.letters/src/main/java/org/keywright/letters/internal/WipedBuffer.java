// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keywright.crypto.KeyMaterial;

/** Bytes that grow, and are wiped wherever they were when they have moved or are given up. */
final class WipedBuffer implements AutoCloseable {
  private static final int FIRST = 1 << 14;

  private byte[] bytes = new byte[FIRST];
  private int length;

  int length() {
    return length;
  }

  WipedBuffer add(byte one) {
    if (length == bytes.length) {
      byte[] before = bytes;
      bytes = Arrays.copyOf(before, 2 * length);
      Arrays.fill(before, (byte) 0);
    }
    bytes[length++] = one;
    return this;
  }

  /** Adds a text that is no secret; each character is one byte. */
  WipedBuffer add(String text) {
    for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
      add(each);
    }
    return this;
  }

  WipedBuffer add(WipedBuffer other) {
    for (int i = 0; i < other.length; i++) {
      add(other.bytes[i]);
    }
    return this;
  }

  /** A copy of what was added, for who needs it as a secret. */
  KeyMaterial toMaterial() {
    return KeyMaterial.consume(Arrays.copyOf(bytes, length));
  }

  /** A copy of what was added, which holds no secret. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
