// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import java.util.Arrays;
import java.util.Optional;

/** E1 and CAS: download.md, section 5. */
final class StrangerLoadMessage {
  private final byte[] e1;
  private final byte[] cas;
  private final int suite;
  private final byte[] serial;
  private final int place;
  private final byte[] challenge;
  private final byte[] answer;
  private final int version;
  private final byte[] sequence;
  private final byte[] wrap;
  private final Optional<byte[]> sas;

  StrangerLoadMessage(byte[] data) {
    var outer = new StrangerTlv(data);
    var inner = new StrangerTlv(outer.take(0xE1, 0, data.length));
    e1 = outer.read();
    cas = outer.take(0x8E, 16);
    outer.end();
    suite = inner.takeNumber(0x80, 1);
    serial = inner.take(0x81, 16);
    place = inner.takeNumber(0x83, 2);
    challenge = inner.take(0x84, 16);
    answer = inner.take(0x85, 16);
    version = inner.takeNumber(0x86, 2);
    sequence = inner.take(0x87, 8);
    wrap = inner.take(0x88, 24, 512);
    sas = inner.takeIf(0x89, 16);
    inner.end();
  }

  byte[] e1() {
    return e1;
  }

  byte[] cas() {
    return cas;
  }

  int suite() {
    return suite;
  }

  byte[] serial() {
    return serial;
  }

  int place() {
    return place;
  }

  byte[] challenge() {
    return challenge;
  }

  /** R_AS. */
  byte[] answer() {
    return answer;
  }

  int version() {
    return version;
  }

  byte[] sequence() {
    return sequence.clone();
  }

  byte[] wrap() {
    return Arrays.copyOf(wrap, wrap.length);
  }

  Optional<byte[]> sas() {
    return sas;
  }
}
