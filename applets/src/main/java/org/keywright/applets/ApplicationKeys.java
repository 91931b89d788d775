// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.Util;

/** The application keys of a first unit in non-volatile memory. */
final class ApplicationKeys {
  /** Flag: each EI gets a key of its own that is derived from this one. */
  static final byte DIVERSIFY = 0x01;

  /** Flag: may leave as it is. */
  static final byte EXPORTABLE = 0x02;

  static final short NONE = -1;

  static final short VERSION = 2;
  static final short USAGE = 4;
  static final short ALGORITHM = 6;
  static final short MODE = 7;
  static final short EXPORTABILITY = 8;
  static final short FLAGS = 9;
  static final short LENGTH = 10;
  static final short CHECK_VALUE = 11;
  static final short KEY = (short) (CHECK_VALUE + CheckValues.LENGTH);

  /** The length of all that one key takes. */
  static final short ENTRY = (short) (KEY + SealedKeys.ROOM);

  private static final short MOST = 120;
  private static final short LISTED = 13;

  /** The keys one behind the other, each beginning with REF1; one with zero there is free. */
  final byte[] table = new byte[(short) (MOST * ENTRY)];

  /** Where a key is, or with zero where another one goes; {@link #NONE} if it is nowhere. */
  short find(short ref1) {
    for (short i = 0; i < (short) table.length; i = (short) (i + ENTRY)) {
      if (Util.getShort(table, i) == ref1) {
        return i;
      }
    }
    return NONE;
  }

  /** KVN of a key. */
  short version(short entry) {
    return Util.getShort(table, (short) (entry + VERSION));
  }

  /** Whether a key has a flag. */
  boolean flag(short entry, byte flag) {
    return (table[(short) (entry + FLAGS)] & flag) != 0;
  }

  /** The length of what {@link #write} writes. */
  short writtenLength() {
    short length = 0;
    for (short i = 0; i < (short) table.length; i = (short) (i + ENTRY)) {
      if (Util.getShort(table, i) != 0) {
        length = (short) (length + LISTED);
      }
    }
    return length;
  }

  /** Writes all keys as LIST KEYS does, in the order of REF1; returns where that ends. */
  short write(byte[] out, short at) {
    short to = at;
    short entry = after((short) 0);
    while (entry != NONE) {
      to = Util.arrayCopyNonAtomic(table, entry, out, to, MODE);
      out[to] = table[(short) (entry + FLAGS)];
      to++;
      short value = (short) (entry + CHECK_VALUE);
      to = Util.arrayCopyNonAtomic(table, value, out, to, CheckValues.LENGTH);
      entry = after(Util.getShort(table, entry));
    }
    return to;
  }

  /** The key with the next REF1. */
  private short after(short ref1) {
    short next = NONE;
    for (short i = 0; i < (short) table.length; i = (short) (i + ENTRY)) {
      if (Octets.compare(Util.getShort(table, i), ref1) > 0
          && (next == NONE
              || Octets.compare(Util.getShort(table, i), Util.getShort(table, next)) < 0)) {
        next = i;
      }
    }
    return next;
  }
}
