// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol;

import java.nio.ByteBuffer;
import org.keywright.transport.CommandApdu;

/** The applications of modules and their AIDs (transport protocol, clause "Applications"). */
public enum Application {
  /** The first unit, which holds application keys and gives them out. */
  AS(0xF04B575254415301L),
  /** A second unit, which takes application keys. */
  EI(0xF04B575254454901L),
  /** A security module that is personalized. */
  SM(0xF04B575254534D01L),
  /** A removable module that is paired. */
  MS(0xF04B5752544D5301L),
  /** A host that is paired. */
  MH(0xF04B5752544D4801L),
  /** The management centre, where desks ask for codes. */
  MC(0xF04B5752544D4301L);

  /** All have eight bytes. */
  private final long aid;

  Application(long aid) {
    this.aid = aid;
  }

  /** The application identifier; the array is the caller's. */
  public byte[] aid() {
    return ByteBuffer.allocate(Long.BYTES).putLong(aid).array();
  }

  /** The command that selects the application. */
  public CommandApdu select() {
    return new CommandApdu(0x00, 0xA4, 0x04, 0x00, aid());
  }
}
