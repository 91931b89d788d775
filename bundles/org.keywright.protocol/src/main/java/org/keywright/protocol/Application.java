// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol;

import java.util.HexFormat;
import org.keywright.transport.CommandApdu;

/** The applications of modules and their AIDs (transport protocol, clause "Applications"). */
public enum Application {
  /** The first unit, which holds application keys and gives them out. */
  AS("F04B575254415301"),
  /** A second unit, which takes application keys. */
  EI("F04B575254454901"),
  /** A security module that is personalized. */
  SM("F04B575254534D01"),
  /** A removable module that is paired. */
  MS("F04B5752544D5301"),
  /** A host that is paired. */
  MH("F04B5752544D4801"),
  /** The management centre, where desks ask for codes. */
  MC("F04B5752544D4301");

  private final String aid;

  Application(String aid) {
    this.aid = aid;
  }

  /** The application identifier; the array is the caller's. */
  public byte[] aid() {
    return HexFormat.of().parseHex(aid);
  }

  /** The command that selects the application. */
  public CommandApdu select() {
    return new CommandApdu(0x00, 0xA4, 0x04, 0x00, aid());
  }
}
