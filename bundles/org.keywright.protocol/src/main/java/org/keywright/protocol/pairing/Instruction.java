// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import org.keywright.transport.CommandApdu;

/** The instructions of the pairing protocol, each with the one class byte that it has. */
public enum Instruction {
  /** Module and host: identities and keys for a blank one, in a secured room. */
  INSTALL(0x80, 0x1A),
  /** Module and host: life cycle and counters; nothing secret. */
  STATUS(0x80, 0x40),

  /** Module: greets a host and says whether it is paired with it. */
  HELLO(0x80, 0x50),
  /** Module: proves the pairing both ways and opens a session. */
  VERIFY(0x80, 0x52),
  /** Module: begins a pairing with the host's cryptogram CY. */
  PAIR(0x80, 0x54),
  /** Module: takes the secret code, stores the pairing and hands the pairing key over. */
  CODE(0x80, 0x56),
  /** Module: takes and gives protected data in a session. */
  DATA(0x84, 0x4A),
  /** Module: gives a control word in a session. */
  CONTROL_WORD(0x84, 0x4C),
  /** Module: erases the pairing with one host; in a session, by a code that its user typed. */
  ERASE_BY_CODE(0x84, 0x4E),
  /** Module: takes the key of another generation of cryptograms; ordered by the centre. */
  LOAD_GENERATION(0x84, 0x46),
  /** Module: takes a policy record; ordered by the centre. */
  SET_POLICY(0x84, 0x48),
  /** Module: lists the places with their counters; ordered by the centre. */
  LIST(0x84, 0x58),
  /** Module: erases the pairing with one host; ordered by the centre. */
  ERASE(0x84, 0x5A),
  /** Module: locks or unlocks the place of one host; ordered by the centre. */
  LOCK(0x84, 0x5C),
  /** Module: gives all tries for a code back; ordered by the centre. */
  UNBLOCK(0x84, 0x5E),

  /** Host: begins a contact. */
  BEGIN(0x80, 0x70),
  /** Host: takes the module's answer to HELLO. */
  GREETED(0x80, 0x72),
  /** Host: takes the module's answer to PAIR and says what the user is shown. */
  ASKED(0x80, 0x74),
  /** Host: takes the code from its own keypad. */
  ENTER_CODE(0x80, 0x76),
  /** Host: takes the module's answer to CODE and keeps the pairing key. */
  PAIRED(0x80, 0x78),
  /** Host: takes the module's answer to VERIFY; the session is open. */
  VERIFIED(0x80, 0x7A),
  /** Host: protects data for the module. */
  PROTECT(0x80, 0x7C),
  /** Host: opens what the module protected. */
  OPEN(0x80, 0x7E),
  /** Host: takes another cryptogram, and another leaf with it; ordered by the centre. */
  RENEW(0x84, 0x44),
  /** Host: forgets its pairing key for one module, or for all. */
  FORGET(0x80, 0x4E);

  private final int cla;
  private final int ins;

  Instruction(int cla, int ins) {
    this.cla = cla;
    this.ins = ins;
  }

  /** The name as the protocol document has it: {@code ERASE BY CODE}. */
  @Override
  public String toString() {
    return name().replace('_', ' ');
  }

  /** The class byte. */
  public int cla() {
    return cla;
  }

  /** The instruction byte. */
  public int ins() {
    return ins;
  }

  /** The command with P1 and P2 zero. */
  public CommandApdu command(byte[] data) {
    return new CommandApdu(cla, ins, 0, 0, data);
  }
}
