// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes that is not secret: an identifier, a check value, a receipt.
 *
 * <p>Safe for use by many threads. {@link #toString} is upper-case hex, so a secret must never be
 * put here; secrets live in {@link KeyMaterial}.
 */
public final class Bytes implements Comparable<Bytes> {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** Returns a copy of the given bytes. */
  public static Bytes of(byte... content) {
    return new Bytes(content.clone());
  }

  /**
   * Reads hex digits of either case, without separators.
   *
   * @throws IllegalArgumentException if the text is not an even number of hex digits
   */
  public static Bytes ofHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /** The number of bytes. */
  public int length() {
    return content.length;
  }

  /** The byte at a position, 0 to 255. */
  public int at(int index) {
    return content[index] & 0xFF;
  }

  /** Returns a copy that belongs to the caller. */
  public byte[] toArray() {
    return content.clone();
  }

  /** The bytes as upper-case hex digits. */
  public String hex() {
    return HEX.formatHex(content);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return hex();
  }
}
