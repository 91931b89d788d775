// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.Util;

/**
 * What a first unit gave out last, and DSEQ, in non-volatile memory (download.md, sections 8.4 and
 * 8.5). Of SN and R of an export their hash is kept, which serves as well to know them again.
 */
final class Exports {
  /** The length of a mark: the beginning of SHA-256 over SN and R. */
  static final short MARK_LENGTH = 16;

  static final short DIGEST_LENGTH = 32;
  static final short SEQUENCE_LENGTH = 8;

  static final short NONE = -1;

  private static final byte SENT = 1;
  private static final byte CONFIRMED = 2;

  private static final short REMEMBERED = 256;
  private static final short DIGEST = MARK_LENGTH;
  private static final short STATE = (short) (DIGEST + DIGEST_LENGTH);
  private static final short ENTRY = (short) (STATE + 1);

  private static final short NEWEST = SEQUENCE_LENGTH;

  /** DSEQ of the last export, and where that one is. */
  final byte[] head = new byte[(short) (NEWEST + 2)];

  private final byte[] table = new byte[(short) (REMEMBERED * ENTRY)];

  private short newest() {
    return Util.getShort(head, NEWEST);
  }

  /** 6985 for the request of the newest export while it is under way, 9E05 for any other. */
  void refuseRepeated(byte[] mark, short at) {
    for (short i = 0; i < (short) table.length; i = (short) (i + ENTRY)) {
      byte state = table[(short) (i + STATE)];
      if (state != 0 && Util.arrayCompare(table, i, mark, at, MARK_LENGTH) == 0) {
        boolean underWay = i == newest() && state == SENT;
        ISOException.throwIt(underWay ? Status.WRONG_STATE : Status.REPEATED);
      }
    }
  }

  /**
   * Writes an export down, in the place of the oldest; within a transaction.
   *
   * @param sequence where its DSEQ is
   * @param entry where mark and receipt digest are, one behind the other
   */
  void add(byte[] sequence, short sequenceAt, byte[] entry, short at) {
    short next = newest();
    if (table[(short) (next + STATE)] != 0) {
      next = (short) (next + ENTRY);
    }
    if (next == (short) table.length) {
      next = 0;
    }
    Util.arrayCopy(entry, at, table, next, STATE);
    table[(short) (next + STATE)] = SENT;
    Util.arrayCopy(sequence, sequenceAt, head, (short) 0, SEQUENCE_LENGTH);
    Util.setShort(head, NEWEST, next);
  }

  /** Where the export with a receipt digest is; {@link #NONE} if there is none. */
  short find(byte[] digest, short at) {
    for (short i = 0; i < (short) table.length; i = (short) (i + ENTRY)) {
      if (table[(short) (i + STATE)] != 0
          && Util.arrayCompare(table, (short) (i + DIGEST), digest, at, DIGEST_LENGTH) == 0) {
        return i;
      }
    }
    return NONE;
  }

  /** Whether the receipt of an export has come already. */
  boolean confirmed(short export) {
    return table[(short) (export + STATE)] == CONFIRMED;
  }

  /** Writes down that the receipt has come; within a transaction. */
  void confirm(short export) {
    table[(short) (export + STATE)] = CONFIRMED;
  }
}
