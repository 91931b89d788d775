// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decimal digits made of a derived value, for people to read out and type in: the value as a number
 * modulo 10<sup>d</sup>, with leading zeros.
 *
 * <p>Of 128 bits and ten digits, no digit is more likely than another by more than 2<sup>-94</sup>.
 */
public final class DecimalCode {
  /** The most digits that are made of one value. */
  public static final int MOST_DIGITS = 10;

  private DecimalCode() {}

  /**
   * Makes a secret code, ASCII digits that the caller owns.
   *
   * @param value what was derived for this one use; stays the caller's
   * @param digits 1 to {@value #MOST_DIGITS}
   */
  public static KeyMaterial secret(Key value, int digits) {
    return value.material().expose((byte[] lent) -> KeyMaterial.consume(digits(lent, digits)));
  }

  /**
   * Makes digits that are shown, and are secret to nobody who reads them.
   *
   * @param value what was derived for this one use; stays the caller's
   * @param digits 1 to {@value #MOST_DIGITS}
   */
  public static String shown(Key value, int digits) {
    return value
        .material()
        .expose((byte[] lent) -> new String(digits(lent, digits), StandardCharsets.US_ASCII));
  }

  /**
   * The digits of a code as text, for a screen on which somebody is to read them. This gives the
   * code out: the text cannot be wiped, so it is made where it is shown, and nowhere else.
   *
   * @param code ASCII digits; stays the caller's
   */
  public static String read(KeyMaterial code) {
    return code.expose((byte[] lent) -> new String(lent, StandardCharsets.US_ASCII));
  }

  private static byte[] digits(byte[] value, int digits) {
    if (digits < 1 || digits > MOST_DIGITS) {
      throw new IllegalArgumentException("a code has 1 to " + MOST_DIGITS + " digits");
    }
    long modulus = 1;
    for (int i = 0; i < digits; i++) {
      modulus *= 10;
    }
    long rest = 0;
    for (byte b : value) {
      rest = (rest << 8 | (b & 0xFF)) % modulus;
    }
    byte[] ascii = new byte[digits];
    Arrays.fill(ascii, (byte) '0');
    for (int i = digits - 1; i >= 0; i--) {
      ascii[i] += (byte) (rest % 10);
      rest /= 10;
    }
    return ascii;
  }
}
