// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

/** To whom a module opens its local channel; the code is P2 of OPEN CHANNEL. */
public enum ChannelPeer {
  /** A personalization unit, to which it shows its identity. */
  UNIT(0x00, "PU"),
  /** Its central system, to which it shows its module certificate. */
  CENTRAL(0x01, "CS");

  private final int code;
  private final String letters;

  ChannelPeer(int code, String letters) {
    this.code = code;
    this.letters = letters;
  }

  /** P2. */
  public int code() {
    return code;
  }

  String letters() {
    return letters;
  }
}
