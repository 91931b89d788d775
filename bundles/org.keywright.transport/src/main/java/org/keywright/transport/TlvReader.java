// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.Arrays;

/**
 * Reads BER-TLV strictly, in the order in which the protocol lists the tags.
 *
 * <p>Lengths follow DER (shortest form, definite). An unknown, doubled, missing or out-of-order tag
 * is an error, and so are bytes left over. Tags have one byte; values up to 2,048 bytes; depth is
 * the caller's nesting. For one thread; the source is not copied and must not change.
 */
public final class TlvReader {
  /** The greatest whole length that is read. */
  public static final int LIMIT = 2048;

  private final byte[] source;
  private final int end;
  private int at;

  private TlvReader(byte[] source, int from, int end) {
    this.source = source;
    this.at = from;
    this.end = end;
  }

  /**
   * Begins to read.
   *
   * @throws TlvException if the source is longer than {@link #LIMIT}
   */
  public static TlvReader of(byte[] source) throws TlvException {
    if (source.length > LIMIT) {
      throw new TlvException("data of " + source.length + " bytes; the limit is " + LIMIT);
    }
    return new TlvReader(source, 0, source.length);
  }

  /** Whether nothing is left. */
  public boolean atEnd() {
    return at == end;
  }

  /** Whether the next tag is this one. */
  public boolean nextIs(int tag) {
    return at < end && (source[at] & 0xFF) == tag;
  }

  /**
   * The next tag, which stays to be read; for readers that only show what is there.
   *
   * @throws TlvException if nothing is left
   */
  public int nextTag() throws TlvException {
    if (atEnd()) {
      throw new TlvException("a tag is missing");
    }
    return source[at] & 0xFF;
  }

  /** The position of the next byte in the source; for MACs over what was read so far. */
  public int position() {
    return at;
  }

  /** Reads a value that must come next and have the given length. */
  public byte[] take(int tag, int length) throws TlvException {
    return take(tag, length, length);
  }

  /** Reads a value that must come next, of a length between two bounds. */
  public byte[] take(int tag, int least, int most) throws TlvException {
    int length = enter(tag, least, most);
    byte[] value = Arrays.copyOfRange(source, at, at + length);
    at += length;
    return value;
  }

  /** Reads a number of one to three bytes, big-endian, that must come next. */
  public int takeNumber(int tag, int bytes) throws TlvException {
    return (int) takeLong(tag, bytes);
  }

  /**
   * Reads a number of one to eight bytes, big-endian, that must come next; eight bytes have a sign.
   */
  public long takeLong(int tag, int bytes) throws TlvException {
    long number = 0;
    for (int left = enter(tag, bytes, bytes); left > 0; left--) {
      number = number << 8 | (source[at++] & 0xFF);
    }
    return number;
  }

  /** Reads a template that must come next; its content is read by the returned reader. */
  public TlvReader nested(int tag) throws TlvException {
    int length = enter(tag);
    var inner = new TlvReader(source, at, at + length);
    at += length;
    return inner;
  }

  /** Says that nothing more may follow. */
  public void end() throws TlvException {
    if (at != end) {
      throw new TlvException("tag %02X is unexpected here".formatted(source[at] & 0xFF));
    }
  }

  private int enter(int tag, int least, int most) throws TlvException {
    int length = enter(tag);
    if (length < least || length > most) {
      throw new TlvException(
          least == most
              ? "tag %02X has %d bytes instead of %d".formatted(tag, length, least)
              : "tag %02X has %d bytes; %d to %d are allowed".formatted(tag, length, least, most));
    }
    return length;
  }

  private int enter(int tag) throws TlvException {
    if (at >= end) {
      throw new TlvException("tag %02X is missing".formatted(tag));
    }
    int found = source[at] & 0xFF;
    if (found != tag) {
      throw new TlvException("tag %02X stands where %02X is expected".formatted(found, tag));
    }
    at++;
    int length = length(tag);
    if (length > end - at) {
      throw new TlvException("the value of tag %02X is cut short".formatted(tag));
    }
    return length;
  }

  private int length(int tag) throws TlvException {
    int first = at < end ? source[at++] & 0xFF : 0xFF;
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7F;
    if (count < 1 || count > 2 || end - at < count) {
      throw new TlvException("the length of tag %02X is malformed".formatted(tag));
    }
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | (source[at++] & 0xFF);
    }
    if (length < (count == 1 ? 0x80 : 0x100)) {
      throw new TlvException("the length of tag %02X is not in its shortest form".formatted(tag));
    }
    return length;
  }
}
