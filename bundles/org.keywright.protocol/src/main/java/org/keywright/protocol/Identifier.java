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
    if (text.length() == 2 * length && isHex(text)) {
      return HexFormat.of().parseHex(text);
    }
    if (text.isEmpty() || text.length() > length || !isPrintable(text)) {
      throw new IllegalArgumentException(
          "'%s' is no %s: write %d hex digits, or 1 to %d printable characters"
              .formatted(text, what, 2 * length, length));
    }
    return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintable(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Visible ASCII but for what a CSV file gives a meaning. */
  private static boolean isPrintable(int c) {
    return c > ' ' && c < 0x7F && c != ',' && c != '"';
  }

  /** Writes the characters if {@link #parse} reads them back to the same bytes, else hex digits. */
  static String text(byte[] value) {
    int end = value.length;
    while (end > 0 && value[end - 1] == 0) {
      end--;
    }
    boolean printable = end > 0;
    for (int i = 0; i < end && printable; i++) {
      printable = isPrintable(value[i]);
    }
    return printable
        ? new String(value, 0, end, StandardCharsets.US_ASCII)
        : HexFormat.of().withUpperCase().formatHex(value);
  }
}
