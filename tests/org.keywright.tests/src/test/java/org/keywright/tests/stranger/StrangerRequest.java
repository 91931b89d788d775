// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

/** What PREPARE armed. */
final class StrangerRequest {
  private final int suite;
  private final int reference;
  private final int place;
  private final byte[] challenge;
  private final byte[] e0;
  private final long since;

  StrangerRequest(int suite, int reference, int place, byte[] challenge, byte[] e0, long since) {
    this.suite = suite;
    this.reference = reference;
    this.place = place;
    this.challenge = challenge;
    this.e0 = e0;
    this.since = since;
  }

  int suite() {
    return suite;
  }

  int reference() {
    return reference;
  }

  int place() {
    return place;
  }

  byte[] challenge() {
    return challenge;
  }

  byte[] e0() {
    return e0;
  }

  long since() {
    return since;
  }
}
