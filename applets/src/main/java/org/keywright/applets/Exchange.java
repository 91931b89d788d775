// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * One command and its answer: takes commands short, extended and chained, and hands answers out in
 * pieces (transport.md, sections 1.1 and 1.2).
 *
 * <p>Data and answer share one array. An answer is composed behind the command's data or over them,
 * as the command can bear it, and named by {@link #reply}.
 */
final class Exchange {
  /** The greatest length of a command's data, and of an answer (transport.md, section 2). */
  static final short CAPACITY = 2048;

  private static final byte CHAINING = 0x10;
  private static final byte GET_RESPONSE = (byte) 0xC0;
  private static final short LONGEST_PIECE = 256;

  private static final byte HEADER = 0;
  private static final byte PARAMETERS = 1;
  private static final byte LENGTH = 2;
  private static final byte CHAIN_OPEN = 3;
  private static final byte REPLY_AT = 4;
  private static final byte REPLY_LEFT = 5;
  private static final byte CDATA = 6;
  private static final byte STATES = 7;

  /** The data of the command, from its first byte on, and then the answer. */
  final byte[] data;

  private final short[] state;

  Exchange() {
    data = JCSystem.makeTransientByteArray(CAPACITY, JCSystem.CLEAR_ON_DESELECT);
    state = JCSystem.makeTransientShortArray(STATES, JCSystem.CLEAR_ON_RESET);
  }

  /**
   * Takes the next APDU.
   *
   * @return whether a command is whole and to be carried out
   */
  boolean receive(APDU apdu) {
    byte[] buffer = apdu.getBuffer();
    boolean more = (buffer[ISO7816.OFFSET_CLA] & CHAINING) != 0;
    short header = (short) (Util.getShort(buffer, ISO7816.OFFSET_CLA) & (short) 0xEFFF);
    short parameters = Util.getShort(buffer, ISO7816.OFFSET_P1);
    boolean open = state[CHAIN_OPEN] != 0;
    if (open && (header != state[HEADER] || parameters != state[PARAMETERS])) {
      refuse(Status.CHAIN_BROKEN);
    }
    if (!open) {
      if (buffer[ISO7816.OFFSET_INS] == GET_RESPONSE && !more) {
        if (state[REPLY_LEFT] == 0) {
          ISOException.throwIt(Status.WRONG_STATE);
        }
        return false;
      }
      forget();
      state[HEADER] = header;
      state[PARAMETERS] = parameters;
    }
    append(apdu);
    state[CHAIN_OPEN] = more ? (short) 1 : (short) 0;
    return !more;
  }

  private void append(APDU apdu) {
    byte[] buffer = apdu.getBuffer();
    short received = apdu.setIncomingAndReceive();
    short from = apdu.getOffsetCdata();
    short length = apdu.getIncomingLength();
    state[CDATA] = from;
    if (length < 0 || length > (short) (CAPACITY - state[LENGTH])) {
      refuse(Status.WRONG_LENGTH);
    }
    short left = length;
    while (left > 0) {
      if (received > left) {
        received = left;
      }
      state[LENGTH] = Util.arrayCopyNonAtomic(buffer, from, data, state[LENGTH], received);
      left = (short) (left - received);
      if (left > 0) {
        received = apdu.receiveBytes(from);
      }
    }
  }

  private void refuse(short status) {
    forget();
    ISOException.throwIt(status);
  }

  /** The class byte of the command, without the bit for chaining. */
  byte cla() {
    return (byte) (state[HEADER] >> 8);
  }

  /** The instruction. */
  byte ins() {
    return (byte) state[HEADER];
  }

  /** P1. */
  byte p1() {
    return (byte) (state[PARAMETERS] >> 8);
  }

  /** P2. */
  byte p2() {
    return (byte) state[PARAMETERS];
  }

  /** The length of the command's data. */
  short length() {
    return state[LENGTH];
  }

  /** 6A86 unless P1 and P2 are zero. */
  void requireNoParameters() {
    if (state[PARAMETERS] != 0) {
      ISOException.throwIt(Status.WRONG_PARAMETERS);
    }
  }

  /** 6A86 unless P2 is zero; P1 is the command's. */
  void requireNoSecondParameter() {
    if (p2() != 0) {
      ISOException.throwIt(Status.WRONG_PARAMETERS);
    }
  }

  /** 6700 if a command that takes no data has some. */
  void requireNoData() {
    if (state[LENGTH] != 0) {
      ISOException.throwIt(Status.WRONG_LENGTH);
    }
  }

  /** Says where in {@link #data} the answer is; without it there are no data in the answer. */
  void reply(short at, short length) {
    state[REPLY_AT] = at;
    state[REPLY_LEFT] = length;
  }

  /** Sends the answer, or the next piece of it. */
  void deliver(APDU apdu) {
    if (state[REPLY_LEFT] == 0) {
      return;
    }
    short most = apdu.setOutgoing();
    // 65,536 does not fit a short: one runtime says 32,767 instead, another one zero.
    if (most == 0 && state[CDATA] == ISO7816.OFFSET_EXT_CDATA) {
      most = CAPACITY;
    }
    short piece = state[REPLY_LEFT];
    if (piece > most) {
      piece = most;
    }
    apdu.setOutgoingLength(piece);
    apdu.sendBytesLong(data, state[REPLY_AT], piece);
    state[REPLY_AT] = (short) (state[REPLY_AT] + piece);
    state[REPLY_LEFT] = (short) (state[REPLY_LEFT] - piece);
    short left = state[REPLY_LEFT];
    if (left > 0) {
      ISOException.throwIt((short) (Status.MORE_DATA | (left < LONGEST_PIECE ? left : (short) 0)));
    }
  }

  /** Whether a command is not whole yet, or its answer not yet sent. */
  boolean pending() {
    return state[CHAIN_OPEN] != 0 || state[REPLY_LEFT] != 0;
  }

  /** Erases the command and its answer. */
  void forget() {
    Util.arrayFillNonAtomic(data, (short) 0, CAPACITY, (byte) 0);
    for (short i = 0; i < STATES; i++) {
      state[i] = 0;
    }
  }
}
