// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.Optional;

/** The instructions of a security module in the personalization protocol. */
public enum Instruction {
  /** Computes a MAC with a transaction key. */
  USE_KEY(0x16),
  /** Installs the identity certificate and the manufacturer's root, once. */
  INSTALL_IDENTITY(0x2E),
  /** Makes the identity key, once for ever, or gives its certification request again. */
  GENERATE_IDENTITY(0x30),
  /** Takes the order E7 and enters the personalization state. */
  BEGIN(0x32),
  /** Gives E8. */
  HELLO(0x34),
  /** Takes E9. */
  PARAMETERS(0x36),
  /** Takes and gives a round EA of the key agreement by TAN; P1 is the round. */
  TAN_ROUND(0x38),
  /** Gives EB. */
  REQUEST(0x3A),
  /** Takes EC, checks all of it and commits. */
  ISSUE(0x3C),
  /** Gives ED, in a run or later. */
  ACKNOWLEDGEMENT(0x3E),
  /** Says the life cycle and versions; nothing secret. */
  STATUS(0x40),
  /** Takes a transaction key F0 from the central system, or F2. */
  KEY_LOAD(0x42),
  /** Takes the TAN from the user, and the interface that it came through. */
  ENTER_TAN(0x44),
  /** Takes a sealed ticket that an appliance carries. */
  TICKET(0x46),
  /** Gives what an appliance carries to the personalization unit to get a ticket. */
  TICKET_REQUEST(0x47),
  /** Opens the local channel; P1 is the step, P2 says to whom. */
  OPEN_CHANNEL(0x48),
  /** The user's act, which arms one opening of the local channel or one ticket request. */
  USER_ACT(0x4A),
  /** Ends a run. */
  ABORT(0x4C),
  /** Erases everything for good, on two signatures. */
  DECOMMISSION(0x4E),
  /** Takes the manufacturer's list of revoked certificates. */
  TAKE_REVOCATIONS(0x50),
  /** Makes a challenge for DECOMMISSION (ISO/IEC 7816-4 GET CHALLENGE). */
  GET_CHALLENGE(0x84),
  /** Gives a certificate that the module holds; P2 says which (ISO/IEC 7816-4 GET DATA). */
  GET_DATA(0xCA);

  private final int ins;

  Instruction(int ins) {
    this.ins = ins;
  }

  /** The instruction of a byte; empty if there is none. */
  public static Optional<Instruction> of(int ins) {
    for (Instruction instruction : values()) {
      if (instruction.ins == ins) {
        return Optional.of(instruction);
      }
    }
    return Optional.empty();
  }

  /** The instruction byte. */
  public int ins() {
    return ins;
  }
}
