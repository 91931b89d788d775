// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.Util;

/**
 * The places of a second unit in non-volatile memory, in the order of INSTALL: for each of them
 * what INSTALL says of it, and behind that its key with state, version and receipt.
 */
final class Places {
  /** How many there can be. */
  static final short MOST = 64;

  /** The length of a place in INSTALL. */
  static final short DESCRIPTION = 6;

  static final byte EMPTY = 0;
  static final byte LOADED = 1;
  static final byte ERASED = 2;

  static final short USAGE = 2;
  static final short ALGORITHM = 4;
  static final short MOST_BYTES = 5;

  // From here on it changes, and is written in one piece.
  static final short CONTENT = DESCRIPTION;
  static final short STATE = CONTENT;
  static final short VERSION = (short) (STATE + 1);
  static final short SUITE = (short) (VERSION + 2);
  static final short KEY_ALGORITHM = (short) (SUITE + 1);
  static final short KEY_LENGTH = (short) (KEY_ALGORITHM + 1);
  static final short KEY = (short) (KEY_LENGTH + 1);
  static final short RECEIPT = (short) (KEY + SealedKeys.ROOM);
  private static final short PLACE = (short) (RECEIPT + Receipts.LENGTH);

  /** The length of what changes. */
  static final short CONTENT_LENGTH = (short) (PLACE - CONTENT);

  private static final short FIRST = 1;
  private static final short NONE = -1;

  /** One byte with the number of places, then the places. */
  final byte[] table = new byte[(short) (FIRST + MOST * PLACE)];

  /**
   * Takes the descriptions of INSTALL, while the unit is blank and nobody looks here.
   *
   * <p>6A80 if one is malformed, 6A84 if they are too many.
   */
  void describe(byte[] descriptions, short at, short length) {
    if ((short) (length % DESCRIPTION) != 0) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    short count = (short) (length / DESCRIPTION);
    for (short i = 0; i < count; i++) {
      short from = (short) (at + (short) (i * DESCRIPTION));
      requireLaidOut(descriptions, from);
      for (short j = at; j < from; j = (short) (j + DESCRIPTION)) {
        if (Util.getShort(descriptions, j) == Util.getShort(descriptions, from)) {
          ISOException.throwIt(Status.WRONG_DATA);
        }
      }
    }
    if (count > MOST) {
      ISOException.throwIt(Status.NO_ROOM);
    }
    for (short i = 0; i < count; i++) {
      short to = place(i);
      short from = (short) (at + (short) (i * DESCRIPTION));
      Util.arrayCopyNonAtomic(descriptions, from, table, to, DESCRIPTION);
      Octets.wipe(table, (short) (to + CONTENT), CONTENT_LENGTH);
    }
    table[0] = (byte) count;
  }

  private static void requireLaidOut(byte[] descriptions, short at) {
    short ref2 = Util.getShort(descriptions, at);
    byte algorithm = descriptions[(short) (at + ALGORITHM)];
    boolean anyUsage = Util.getShort(descriptions, (short) (at + USAGE)) == 0;
    boolean good =
        ref2 != 0
            && ref2 != SecondUnit.TRANSPORT_KEY
            && (anyUsage || KeyRecords.usage(descriptions, (short) (at + USAGE)))
            && (algorithm == 0 || algorithm == KeyRecords.AES || algorithm == KeyRecords.TDES);
    if (!good) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
  }

  private static short place(short index) {
    return (short) (FIRST + (short) (index * PLACE));
  }

  /** Where a place is in the table; 6A88 if there is none of this name. */
  short require(short ref2) {
    short count = table[0];
    for (short i = 0; i < count; i++) {
      short at = place(i);
      if (Util.getShort(table, at) == ref2) {
        return at;
      }
    }
    ISOException.throwIt(Status.NOT_FOUND);
    return NONE;
  }

  /** The state of a place. */
  byte state(short place) {
    return table[(short) (place + STATE)];
  }

  /** KVN of a place. */
  short version(short place) {
    return Util.getShort(table, (short) (place + VERSION));
  }

  /** 6A81 if a place takes no key at all. */
  void requireTakingKeys(short place) {
    if (table[(short) (place + MOST_BYTES)] == 0) {
      ISOException.throwIt(Status.NOT_FOR_THIS_KEY);
    }
  }

  /** Whether a place takes a key such as that of a record. */
  boolean takes(short place, byte[] record, short at, short keyLength) {
    short usage = Util.getShort(table, (short) (place + USAGE));
    byte algorithm = table[(short) (place + ALGORITHM)];
    short most = (short) (table[(short) (place + MOST_BYTES)] & 0xFF);
    return (usage == 0 || usage == Util.getShort(record, (short) (at + KeyRecords.USAGE)))
        && (algorithm == 0 || algorithm == record[(short) (at + KeyRecords.ALGORITHM)])
        && keyLength <= most;
  }

  /** Writes REF2, KVN and state of each place; returns where that ends. */
  short write(byte[] out, short at) {
    short to = at;
    short count = table[0];
    for (short i = 0; i < count; i++) {
      short place = place(i);
      to = Util.arrayCopyNonAtomic(table, place, out, to, (short) 2);
      to = Util.setShort(out, to, version(place));
      out[to] = state(place);
      to++;
    }
    return to;
  }

  /** The length of what {@link #write} writes. */
  short writtenLength() {
    return (short) (table[0] * 5);
  }
}
