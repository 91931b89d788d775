// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads and writes identifiers of a fixed length as people write them. */
final class Identifier {
  private Identifier() {}

  /**
   * Reads hex digits of the full length, or printable ASCII, which is filled up with zero bytes.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static byte[] parse(String what, String text, int length) {
    if (text.length() == 2 * length && text.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      return HexFormat.of().parseHex(text);
    }
    boolean printable = text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ',' && c != '"');
    if (text.isEmpty() || text.length() > length || !printable) {
      throw new IllegalArgumentException(
          "'%s' is no %s: write %d hex digits, or 1 to %d printable characters"
              .formatted(text, what, 2 * length, length));
    }
    return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
  }

  /** Writes the characters if {@link #parse} reads them back to the same bytes, else hex digits. */
  static String text(byte[] value) {
    int end = value.length;
    while (end > 0 && value[end - 1] == 0) {
      end--;
    }
    boolean printable = end > 0;
    for (int i = 0; i < end && printable; i++) {
      printable = value[i] > ' ' && value[i] < 0x7F && value[i] != ',' && value[i] != '"';
    }
    return printable
        ? new String(value, 0, end, StandardCharsets.US_ASCII)
        : HexFormat.of().withUpperCase().formatHex(value);
  }
}
