// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * Reads the data of a command strictly, in the order in which the protocol lists the tags
 * (transport.md, section 2), and writes answers. Whatever is not as listed is 6A80.
 *
 * <p>Values are not copied: {@link #take} gives where one begins.
 */
final class Tlv {
  private static final byte AT = 0;
  private static final byte END = 1;
  private static final byte OUTER_END = 2;
  private static final byte LENGTH = 3;
  private static final byte STATES = 4;

  private static final short ONE_BYTE_LENGTH = 0x80;
  private static final short TWO_BYTE_LENGTH = 0x100;

  private final byte[] source;
  private final short[] state;

  /** Makes a reader of the array in which all commands come. */
  Tlv(byte[] source) {
    this.source = source;
    state = JCSystem.makeTransientShortArray(STATES, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Begins with the first byte of the array. */
  void begin(short length) {
    state[AT] = 0;
    state[END] = length;
  }

  /** Takes a value of one length, which must come next; returns where it begins. */
  short take(byte tag, short length) {
    return take(tag, length, length);
  }

  /** Takes a value of a length between two bounds; {@link #length} tells it. */
  short take(byte tag, short least, short most) {
    short length = open(tag);
    if (length < least || length > most) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    short value = state[AT];
    state[LENGTH] = length;
    state[AT] = (short) (value + length);
    return value;
  }

  /** The length of the value that was taken last. */
  short length() {
    return state[LENGTH];
  }

  /** Has {@link #length} tell a length that was taken earlier. */
  void recall(short length) {
    state[LENGTH] = length;
  }

  /** Where the next tag stands. */
  short position() {
    return state[AT];
  }

  /** Whether nothing is left, of the template if one was entered. */
  boolean atEnd() {
    return state[AT] == state[END];
  }

  /** Whether this tag comes next. */
  boolean nextIs(byte tag) {
    return !atEnd() && source[state[AT]] == tag;
  }

  /** Goes into a template, which must come next. */
  void enter(byte tag) {
    short length = open(tag);
    state[OUTER_END] = state[END];
    state[END] = (short) (state[AT] + length);
  }

  /** Leaves the template; nothing of it may be left. */
  void leave() {
    end();
    state[END] = state[OUTER_END];
  }

  /** Says that nothing more may follow. */
  void end() {
    if (!atEnd()) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
  }

  /** Takes tag and length. */
  private short open(byte tag) {
    short left = (short) (state[END] - state[AT]);
    if (left < 2 || source[state[AT]] != tag) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    short at = (short) (state[AT] + 1);
    short length = source[at];
    at++;
    if (length < 0) {
      short bytes = (short) (length & 0x7F);
      if (bytes < 1 || bytes > 2 || left < (short) (bytes + 2)) {
        ISOException.throwIt(Status.WRONG_DATA);
      }
      length = bytes == 1 ? (short) (source[at] & 0xFF) : Util.getShort(source, at);
      // A length over 7FFF is a negative number here, and refused with those that are too short.
      if (length < (bytes == 1 ? ONE_BYTE_LENGTH : TWO_BYTE_LENGTH)) {
        ISOException.throwIt(Status.WRONG_DATA);
      }
      at = (short) (at + bytes);
    }
    if (length > (short) (state[END] - at)) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    state[AT] = at;
    return length;
  }

  /** Writes a whole element; returns where the next one goes. */
  static short put(byte[] out, short at, byte tag, byte[] value, short offset, short length) {
    short next = open(out, at, tag, length);
    return Util.arrayCopyNonAtomic(value, offset, out, next, length);
  }

  /** Writes an element of one byte; returns where the next one goes. */
  static short put(byte[] out, short at, byte tag, byte value) {
    short next = open(out, at, tag, (short) 1);
    out[next] = value;
    return (short) (next + 1);
  }

  /** Writes tag and length of a value that is written next; returns where it goes. */
  static short open(byte[] out, short at, byte tag, short length) {
    short next = at;
    out[next++] = tag;
    if (length >= TWO_BYTE_LENGTH) {
      out[next++] = (byte) 0x82;
      out[next++] = (byte) (length >> 8);
    } else if (length >= ONE_BYTE_LENGTH) {
      out[next++] = (byte) 0x81;
    }
    out[next++] = (byte) length;
    return next;
  }

  /** The room that tag and length take in front of a value. */
  static short headerLength(short length) {
    return length < ONE_BYTE_LENGTH ? (short) 2 : length < TWO_BYTE_LENGTH ? (short) 3 : (short) 4;
  }

  /** Writes tag and length in front of content that is there already; returns where they begin. */
  static short close(byte[] out, short content, byte tag, short end) {
    short length = (short) (end - content);
    short begin = (short) (content - headerLength(length));
    open(out, begin, tag, length);
    return begin;
  }
}
