// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.Util;

/**
 * T of each set that a first unit knows, in non-volatile memory; one that was destroyed is named.
 */
final class TransportKeys {
  static final byte ACTIVE = 1;
  static final byte DESTROYED = 2;

  static final short NONE = -1;

  static final short VERSION = DownloadKeys.SET_LENGTH;
  static final short STATE = (short) (VERSION + 2);
  static final short LENGTH = (short) (STATE + 1);
  static final short KEY = (short) (LENGTH + 1);

  /** The length of all that one set takes. */
  static final short ENTRY = (short) (KEY + SealedKeys.ROOM);

  private static final short MOST = 16;

  /** The sets one behind the other; one without a state is free. */
  final byte[] table = new byte[(short) (MOST * ENTRY)];

  /** Where a set is; {@link #NONE} if it is not known. */
  short find(byte[] set, short at) {
    for (short i = 0; i < (short) table.length; i = (short) (i + ENTRY)) {
      if (state(i) != 0 && Util.arrayCompare(table, i, set, at, DownloadKeys.SET_LENGTH) == 0) {
        return i;
      }
    }
    return NONE;
  }

  /** Where another set goes; {@link #NONE} if there is no room. */
  short free() {
    for (short i = 0; i < (short) table.length; i = (short) (i + ENTRY)) {
      if (state(i) == 0) {
        return i;
      }
    }
    return NONE;
  }

  /** Whether no set is known at all: none is ever forgotten. */
  boolean empty() {
    return state((short) 0) == 0;
  }

  /** The state of a set. */
  byte state(short entry) {
    return table[(short) (entry + STATE)];
  }

  /** TVER of a set. */
  short version(short entry) {
    return Util.getShort(table, (short) (entry + VERSION));
  }

  /** The length of what {@link #write} writes. */
  short writtenLength() {
    short length = 0;
    for (short i = 0; i < (short) table.length && state(i) != 0; i = (short) (i + ENTRY)) {
      length = (short) (length + STATE + 1);
    }
    return length;
  }

  /** Writes SET, TVER and whether it is active, for each set; returns where that ends. */
  short write(byte[] out, short at) {
    short to = at;
    for (short i = 0; i < (short) table.length && state(i) != 0; i = (short) (i + ENTRY)) {
      to = Util.arrayCopyNonAtomic(table, i, out, to, STATE);
      out[to] = state(i) == ACTIVE ? (byte) 1 : (byte) 0;
      to++;
    }
    return to;
  }
}
