// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

/**
 * The field of 256 elements with the polynomial of AES (FIPS 197, clause 4.2). No table and no
 * branch depends on an element, for elements are secrets.
 */
final class Gf256 {
  private static final int POLYNOMIAL = 0x1B;

  private Gf256() {}

  static int multiply(int a, int b) {
    int product = 0;
    int left = a;
    for (int bit = 0; bit < 8; bit++) {
      product ^= left & -(b >> bit & 1);
      left = (left << 1 ^ (POLYNOMIAL & -(left >> 7 & 1))) & 0xFF;
    }
    return product;
  }

  /** The inverse of an element other than zero: its power of 254. */
  static int inverse(int a) {
    int power = a;
    int inverse = 1;
    for (int bit = 1; bit < 8; bit++) {
      power = multiply(power, power);
      inverse = multiply(inverse, power);
    }
    return inverse;
  }
}
