// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;

/** A part of a key in lines of 8 bytes, each with a check value, as letters have them. */
final class PartLines {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = 8;
  private static final int LENGTH = 23;
  private static final int POLYNOMIAL = 0x107;

  private PartLines() {}

  static KeyMaterial write(byte[] part) {
    byte[] lines = new byte[part.length / BYTES * LENGTH];
    int at = 0;
    for (int from = 0; from < part.length; from += BYTES) {
      for (int i = from; i < from + BYTES; i++) {
        at = hex(part[i], lines, at);
        if (i % 2 == 1) {
          lines[at++] = ' ';
        }
      }
      at = hex(check(from / BYTES + 1, part, from), lines, at);
      lines[at++] = '\n';
    }
    return KeyMaterial.consume(lines);
  }

  private static int hex(int value, byte[] to, int at) {
    to[at] = HEX[value >> 4 & 0xF];
    to[at + 1] = HEX[value & 0xF];
    return at + 2;
  }

  /** The 8 bytes of a line that was typed. */
  static KeyMaterial read(byte[] typed, int number) throws KeyException {
    byte[] digits = typed.clone();
    try (KeyMaterial line = KeyMaterial.consumeHex(digits)) {
      return line.expose(
          lent -> {
            if (lent.length != BYTES + 1) {
              throw new KeyException("a line has 16 digits, and 2 that check them");
            }
            if (check(number, lent, 0) != (lent[BYTES] & 0xFF)) {
              throw new KeyException("line " + number + " is mistyped: its last two digits say so");
            }
            return KeyMaterial.consume(Arrays.copyOf(lent, BYTES));
          });
    }
  }

  /** CRC-8 over the line's number and its bytes. */
  private static int check(int number, byte[] bytes, int from) {
    int rest = step(0, number);
    for (int i = from; i < from + BYTES; i++) {
      rest = step(rest, bytes[i] & 0xFF);
    }
    return rest;
  }

  private static int step(int rest, int next) {
    int value = rest ^ next;
    for (int bit = 0; bit < 8; bit++) {
      value = value << 1 ^ (value >> 7) * POLYNOMIAL;
    }
    return value;
  }
}
