// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import java.util.Arrays;

/** A command APDU taken apart: transport.md, section 1. Le is checked and forgotten. */
final class StrangerApdu {
  private static final int WRONG_LENGTH = 0x6700;
  private static final int MORE_TO_COME = 0x10;

  private final byte[] head;
  private final byte[] data;

  private StrangerApdu(byte[] head, byte[] data) {
    this.head = head;
    this.data = data;
  }

  static StrangerApdu read(byte[] frame) {
    Refusal.unless(frame.length >= 4, WRONG_LENGTH);
    var head = Arrays.copyOf(frame, 4);
    int length = frame.length;
    if (length <= 5) {
      return new StrangerApdu(head, new byte[0]);
    }
    if (frame[4] != 0) {
      int lc = frame[4] & 0xFF;
      Refusal.unless(length == 5 + lc || length == 6 + lc, WRONG_LENGTH);
      return new StrangerApdu(head, Arrays.copyOfRange(frame, 5, 5 + lc));
    }
    Refusal.unless(length >= 7, WRONG_LENGTH);
    if (length == 7) {
      return new StrangerApdu(head, new byte[0]);
    }
    int lc = StrangerTlv.number(Arrays.copyOfRange(frame, 5, 7));
    Refusal.unless(lc > 0 && (length == 7 + lc || length == 9 + lc), WRONG_LENGTH);
    return new StrangerApdu(head, Arrays.copyOfRange(frame, 7, 7 + lc));
  }

  /** The class without the bit of command chaining. */
  int cla() {
    return head[0] & 0xFF & ~MORE_TO_COME;
  }

  int ins() {
    return head[1] & 0xFF;
  }

  int p1() {
    return head[2] & 0xFF;
  }

  int p2() {
    return head[3] & 0xFF;
  }

  byte[] data() {
    return data;
  }

  boolean hasMore() {
    return (head[0] & MORE_TO_COME) != 0;
  }

  boolean goesOnWith(StrangerApdu other) {
    return cla() == other.cla() && ins() == other.ins() && p1() == other.p1() && p2() == other.p2();
  }

  StrangerApdu joined(StrangerApdu other) {
    return new StrangerApdu(other.head, StrangerCrypto.join(data, other.data));
  }
}
