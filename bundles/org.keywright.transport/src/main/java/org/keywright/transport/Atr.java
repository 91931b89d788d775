// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Answer to reset: what a module says when it is switched on (ISO/IEC 7816-3, clause 8). Immutable.
 */
public final class Atr {
  private final byte[] bytes;

  private Atr(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies an answer to reset.
   *
   * @throws IllegalArgumentException if it has not 2 to 33 bytes
   */
  public static Atr of(byte[] bytes) {
    if (bytes.length < 2 || bytes.length > 33) {
      throw new IllegalArgumentException(
          "an answer to reset has 2 to 33 bytes, not " + bytes.length);
    }
    return new Atr(bytes.clone());
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The historical bytes, or none if the interface bytes do not lead to them. */
  public byte[] historicalBytes() {
    int count = bytes[1] & 0x0F;
    int at = 1;
    int announced = bytes[1] >> 4 & 0x0F;
    while (announced != 0) {
      int last = at + Integer.bitCount(announced);
      if (last >= bytes.length) {
        return new byte[0];
      }
      announced = (announced & 8) != 0 ? bytes[last] >> 4 & 0x0F : 0;
      at = last;
    }
    int from = at + 1;
    return from + count <= bytes.length
        ? Arrays.copyOfRange(bytes, from, from + count)
        : new byte[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Atr atr && Arrays.equals(bytes, atr.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Upper-case hex. */
  @Override
  public String toString() {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
