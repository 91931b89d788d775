// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.Util;

/**
 * The places for pairing data (PDT) of a removable module in non-volatile memory, and which of them
 * another pairing goes into (pairing.md, section 8.3).
 */
final class Rows {
  /** How many there can be. */
  static final short MOST = 32;

  static final short NONE = -1;

  static final byte PAIRED = 1;
  static final byte HALF = 2;

  // In the order of tag B1 of LIST.
  static final short STATE = 0;
  static final short LOCKED = 1;
  static final short HOST = 2;
  static final short SUITE = (short) (HOST + Unit.ID_LENGTH);
  static final short ACTIVITY = (short) (SUITE + 1);
  static final short CHRONOLOGY = (short) (ACTIVITY + 4);
  static final short INDEX = (short) (CHRONOLOGY + 4);
  static final short GENERATION = (short) (INDEX + 4);
  static final short FAILURES = (short) (GENERATION + 2);
  static final short CRYPTOGRAM_LENGTH = (short) (FAILURES + 1);
  static final short CRYPTOGRAM = (short) (CRYPTOGRAM_LENGTH + 1);
  static final short LONGEST_CRYPTOGRAM = 64;
  static final short KEY = (short) (CRYPTOGRAM + LONGEST_CRYPTOGRAM);

  /** The length of all that one place takes. */
  static final short ROW = (short) (KEY + SealedKeys.ROOM);

  private static final short COUNTER = 4;
  private static final short BY_USE = 8;

  /** The places one behind the other. */
  final byte[] table = new byte[(short) (MOST * ROW)];

  private final byte[] free = new byte[ROW];
  private final byte[] count;
  private final short countAt;

  /** Makes the places; how many of them count stands in an array of the module. */
  Rows(byte[] count, short countAt) {
    this.count = count;
    this.countAt = countAt;
  }

  private short end() {
    return (short) (count[countAt] * ROW);
  }

  /** Where the place of a number is. */
  static short at(short place) {
    return (short) (place * ROW);
  }

  /** The number of a place. */
  static byte number(short row) {
    return (byte) (row / ROW);
  }

  /** The state of a place; zero if it is free. */
  byte state(short row) {
    return table[(short) (row + STATE)];
  }

  /** How many places hold a pairing. */
  byte occupied() {
    byte occupied = 0;
    for (short row = 0; row < end(); row = (short) (row + ROW)) {
      if (state(row) != 0) {
        occupied++;
      }
    }
    return occupied;
  }

  /** Where the pairing with a host is. */
  short find(byte[] host, short at) {
    for (short row = 0; row < end(); row = (short) (row + ROW)) {
      if (state(row) != 0
          && Util.arrayCompare(table, (short) (row + HOST), host, at, Unit.ID_LENGTH) == 0) {
        return row;
      }
    }
    return NONE;
  }

  /** Where a pairing with a host goes: its own place, a free one, or a victim's. */
  short placeFor(byte[] host, short at, byte victims) {
    short own = find(host, at);
    if (own != NONE) {
      return own;
    }
    for (short row = 0; row < end(); row = (short) (row + ROW)) {
      if (state(row) == 0) {
        return row;
      }
    }
    return victims == Policy.VICTIM_REFUSE ? NONE : victim(victims);
  }

  private short victim(byte victims) {
    // Activity and chronology stand side by side: together they are the order of use.
    short field = victims == Policy.VICTIM_OLDEST ? CHRONOLOGY : ACTIVITY;
    short length = victims == Policy.VICTIM_OLDEST ? COUNTER : BY_USE;
    short victim = NONE;
    for (short row = 0; row < end(); row = (short) (row + ROW)) {
      if (table[(short) (row + LOCKED)] == 0
          && (victim == NONE || below(row, victim, field, length))) {
        victim = row;
      }
    }
    return victim;
  }

  private boolean below(short row, short other, short field, short length) {
    return Octets.compare(table, (short) (row + field), table, (short) (other + field), length) < 0;
  }

  /** Writes the lowest activity of all places but one, or zero without others. */
  void writeStart(short except, byte[] out, short to) {
    short lowest = NONE;
    for (short row = 0; row < end(); row = (short) (row + ROW)) {
      if (row != except
          && state(row) != 0
          && (lowest == NONE || below(row, lowest, ACTIVITY, COUNTER))) {
        lowest = row;
      }
    }
    if (lowest == NONE) {
      Octets.wipe(out, to, COUNTER);
    } else {
      Util.arrayCopyNonAtomic(table, (short) (lowest + ACTIVITY), out, to, COUNTER);
    }
  }

  /**
   * Counts one verification, and halves all counters that one comes to its limit; within a
   * transaction.
   */
  void count(short row) {
    table[(short) (row + STATE)] = PAIRED;
    Octets.increment(table, (short) (row + ACTIVITY), COUNTER);
    if (table[(short) (row + ACTIVITY)] < 0) {
      for (short each = 0; each < end(); each = (short) (each + ROW)) {
        Octets.halve(table, (short) (each + ACTIVITY), COUNTER);
      }
    }
  }

  /** Erases a place; within a transaction. */
  void erase(short row) {
    Util.arrayCopy(free, (short) 0, table, row, ROW);
  }

  /** Writes a place as LIST shows it, in tag B1; returns where that ends. */
  short write(short row, byte[] out, short at) {
    short cryptogram = table[(short) (row + CRYPTOGRAM_LENGTH)];
    short length = (short) (1 + CRYPTOGRAM_LENGTH + cryptogram);
    short to = Tlv.open(out, at, Tags.ROW, length);
    out[to] = number(row);
    to++;
    to = Util.arrayCopyNonAtomic(table, row, out, to, CRYPTOGRAM_LENGTH);
    return Util.arrayCopyNonAtomic(table, (short) (row + CRYPTOGRAM), out, to, cryptogram);
  }
}
