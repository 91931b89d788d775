// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.Arrays;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;

/**
 * TANs: ten random decimal digits and a check digit, in ASCII. The check digit, by ISO/IEC 7812-1,
 * annex B, finds one mistyped or two swapped digits before a try is lost.
 */
public final class TransactionNumbers {
  /** The number of digits, the check digit among them. */
  public static final int LENGTH = 11;

  /** Bytes from here on would make small digits more frequent. */
  private static final int UNBIASED = 250;

  private TransactionNumbers() {}

  /** Makes one; the caller owns it. */
  public static KeyMaterial make(Keys keys) {
    byte[] digits = new byte[LENGTH];
    int at = 0;
    while (at < LENGTH - 1) {
      byte[] drawn = keys.random(2 * LENGTH);
      for (int i = 0; i < drawn.length && at < LENGTH - 1; i++) {
        if ((drawn[i] & 0xFF) < UNBIASED) {
          digits[at++] = (byte) ('0' + (drawn[i] & 0xFF) % 10);
        }
      }
      Arrays.fill(drawn, (byte) 0);
    }
    digits[LENGTH - 1] = '0';
    digits[LENGTH - 1] += (byte) ((10 - sum(digits)) % 10);
    return KeyMaterial.consume(digits);
  }

  /** Whether these are eleven digits of which the last fits the others. */
  public static boolean wellFormed(byte[] digits) {
    if (digits.length != LENGTH) {
      return false;
    }
    for (byte digit : digits) {
      if (digit < '0' || digit > '9') {
        return false;
      }
    }
    return sum(digits) == 0;
  }

  /** The Luhn sum modulo 10: every second digit from the right, without the last, counts double. */
  private static int sum(byte[] digits) {
    int sum = 0;
    for (int i = 0; i < LENGTH; i++) {
      int digit = digits[i] - '0';
      boolean doubled = (LENGTH - 1 - i) % 2 == 1;
      int counted = doubled ? 2 * digit : digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10;
  }
}
