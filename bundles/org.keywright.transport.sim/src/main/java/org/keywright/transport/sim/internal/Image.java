// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A memory as it is stored: length of the public part (4 bytes), public part, sealed secrets.
 *
 * <p>A private value of its maker and reader; the arrays are not copied.
 */
final class Image {
  private final byte[] publicPart;
  private final byte[] sealed;

  private Image(byte[] publicPart, byte[] sealed) {
    this.publicPart = publicPart;
    this.sealed = sealed;
  }

  byte[] publicPart() {
    return publicPart;
  }

  byte[] sealed() {
    return sealed;
  }

  static byte[] join(byte[] publicPart, byte[] sealed) {
    return ByteBuffer.allocate(4 + publicPart.length + sealed.length)
        .putInt(publicPart.length)
        .put(publicPart)
        .put(sealed)
        .array();
  }

  static Image split(byte[] stored) throws IOException {
    int length = stored.length < 4 ? -1 : ByteBuffer.wrap(stored).getInt();
    if (length < 0 || length > stored.length - 4) {
      throw new IOException("the state of the unit is cut short");
    }
    return new Image(
        Arrays.copyOfRange(stored, 4, 4 + length),
        Arrays.copyOfRange(stored, 4 + length, stored.length));
  }
}
