// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Answer to reset: what a module says when it is switched on (ISO/IEC 7816-3, clause 8). Immutable.
 */
public final class Atr {
  /** Bits of the third byte of the card capabilities (ISO/IEC 7816-4, clause 12.1.1.9). */
  static final int CHAINING = 0x80;

  static final int EXTENDED = 0x40;

  private final byte[] bytes;

  /**
   * One part of an answer to reset.
   *
   * @param name how the standard calls it: TS, T0, TA1 and so on, or what kind of historical byte
   * @param hex its bytes
   * @param meaning what it says, in the standard's words
   */
  public record Part(String name, String hex, String meaning) {}

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

  /** Takes it apart, as far as the standard says what the parts mean. */
  public List<Part> parts() {
    return AtrParts.of(bytes);
  }

  /**
   * Whether the module says that it takes extended lengths (ISO/IEC 7816-4, clause 12.1.1.9: card
   * capabilities in the historical bytes). One that says nothing of it takes short ones only.
   */
  public boolean takesExtendedLengths() {
    byte[] historical = historicalBytes();
    if (historical.length == 0 || (historical[0] & 0x7F) != 0) {
      return false;
    }
    int at = 1;
    while (at + 3 < historical.length) {
      if ((historical[at] & 0xFF) == 0x73) {
        return (historical[at + 3] & EXTENDED) != 0;
      }
      at += 1 + (historical[at] & 0x0F);
    }
    return false;
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
