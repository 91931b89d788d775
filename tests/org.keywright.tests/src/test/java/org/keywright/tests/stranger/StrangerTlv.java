// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import java.util.Arrays;
import java.util.Optional;

/** TLVs in a given order, read as strictly as transport.md, section 2, asks for. */
final class StrangerTlv {
  private static final int WRONG_DATA = 0x6A80;
  private static final int LONGEST = 2_048;

  private final byte[] data;
  private int at;

  StrangerTlv(byte[] data) {
    Refusal.unless(data.length <= LONGEST, WRONG_DATA);
    this.data = data;
  }

  /** The value of the next TLV, which has this tag and from least to most bytes. */
  byte[] take(int tag, int least, int most) {
    Refusal.unless(at < data.length && next() == tag, WRONG_DATA);
    at++;
    int length = length();
    Refusal.unless(length >= least && length <= most && length <= data.length - at, WRONG_DATA);
    at += length;
    return Arrays.copyOfRange(data, at - length, at);
  }

  byte[] take(int tag, int length) {
    return take(tag, length, length);
  }

  /** The next TLV if it has this tag. */
  Optional<byte[]> takeIf(int tag, int length) {
    return at < data.length && next() == tag ? Optional.of(take(tag, length)) : Optional.empty();
  }

  int takeNumber(int tag, int bytes) {
    return number(take(tag, bytes));
  }

  /** All bytes from the beginning to here. */
  byte[] read() {
    return Arrays.copyOf(data, at);
  }

  void end() {
    Refusal.unless(at == data.length, WRONG_DATA);
  }

  static int number(byte[] value) {
    int result = 0;
    for (byte b : value) {
      result = result << 8 | (b & 0xFF);
    }
    return result;
  }

  static byte[] tlv(int tag, byte[]... values) {
    var value = StrangerCrypto.join(values);
    byte[] length =
        value.length < 0x80
            ? StrangerCrypto.number(value.length, 1)
            : value.length < 0x100
                ? StrangerCrypto.number(0x8100L | value.length, 2)
                : StrangerCrypto.number(0x820000L | value.length, 3);
    return StrangerCrypto.join(StrangerCrypto.number(tag, 1), length, value);
  }

  private int next() {
    return data[at] & 0xFF;
  }

  private int length() {
    int first = lengthByte();
    if (first < 0x80) {
      return first;
    }
    Refusal.unless(first == 0x81 || first == 0x82, WRONG_DATA);
    int length = lengthByte();
    if (first == 0x81) {
      Refusal.unless(length >= 0x80, WRONG_DATA);
      return length;
    }
    length = length << 8 | lengthByte();
    Refusal.unless(length >= 0x100, WRONG_DATA);
    return length;
  }

  private int lengthByte() {
    Refusal.unless(at < data.length, WRONG_DATA);
    return data[at++] & 0xFF;
  }
}
