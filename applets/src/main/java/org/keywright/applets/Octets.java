// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.Util;

/** Comparing, counting and searching in arrays, with big-endian numbers without a sign. */
final class Octets {
  private Octets() {}

  /** Whether two stretches are alike, in a time that does not depend on where they differ. */
  static boolean same(byte[] one, short at, byte[] other, short from, short length) {
    byte difference = 0;
    for (short i = 0; i < length; i++) {
      difference = (byte) (difference | (one[(short) (at + i)] ^ other[(short) (from + i)]));
    }
    return difference == 0;
  }

  /** Whether all bytes of a stretch are zero. */
  static boolean zero(byte[] bytes, short at, short length) {
    byte found = 0;
    for (short i = 0; i < length; i++) {
      found = (byte) (found | bytes[(short) (at + i)]);
    }
    return found == 0;
  }

  /**
   * Compares two numbers of the same length: below, at or above zero as the first is to the other.
   */
  static byte compare(byte[] one, short at, byte[] other, short from, short length) {
    for (short i = 0; i < length; i++) {
      short a = (short) (one[(short) (at + i)] & 0xFF);
      short b = (short) (other[(short) (from + i)] & 0xFF);
      if (a != b) {
        return a < b ? (byte) -1 : (byte) 1;
      }
    }
    return 0;
  }

  /** Compares two numbers of two bytes. */
  static byte compare(short one, short other) {
    // Without a sign, which is turned here, 8000 is above 7FFF.
    short a = (short) (one ^ (short) 0x8000);
    short b = (short) (other ^ (short) 0x8000);
    return a < b ? (byte) -1 : a > b ? (byte) 1 : (byte) 0;
  }

  /** Adds one; all ones become zeros. */
  static void increment(byte[] number, short at, short length) {
    for (short i = (short) (at + length - 1); i >= at; i--) {
      number[i] = (byte) (number[i] + 1);
      if (number[i] != 0) {
        return;
      }
    }
  }

  /** Halves a number. */
  static void halve(byte[] number, short at, short length) {
    byte carry = 0;
    short end = (short) (at + length);
    for (short i = at; i < end; i++) {
      short here = (short) (number[i] & 0xFF);
      number[i] = (byte) ((short) (here >> 1) | (short) (carry << 7));
      carry = (byte) (here & 1);
    }
  }

  /** Whether a byte stands in a stretch. */
  static boolean contains(byte[] bytes, short at, short length, byte wanted) {
    for (short i = 0; i < length; i++) {
      if (bytes[(short) (at + i)] == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Erases a stretch. */
  static void wipe(byte[] bytes, short at, short length) {
    Util.arrayFillNonAtomic(bytes, at, length, (byte) 0);
  }
}
