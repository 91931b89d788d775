// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

/** dec of pairing.md, section 4.4: a number of 128 bits as its last decimal digits. */
final class Digits {
  /** The most digits that a code has. */
  static final byte MOST = 10;

  private static final byte ZERO = '0';

  private Digits() {}

  /**
   * Writes the last digits of a number, which is divided away meanwhile.
   *
   * @param number 16 bytes, big-endian
   */
  static void write(byte[] number, short at, byte[] out, short to, short count) {
    for (short i = (short) (to + count - 1); i >= to; i--) {
      short rest = 0;
      for (short j = 0; j < 16; j++) {
        short part = (short) ((short) (rest * 256) + (short) (number[(short) (at + j)] & 0xFF));
        number[(short) (at + j)] = (byte) (part / 10);
        rest = (short) (part % 10);
      }
      out[i] = (byte) (ZERO + rest);
    }
  }
}
