// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

/** The instructions of the download protocol; the class byte is 80. */
public enum Instruction {
  /** EI: makes a challenge and asks for a key. */
  PREPARE(0x10),
  /** EI: takes a key; the one command that changes it. */
  IMPORT_KEY(0x12),
  /** EI: gives the last receipt of a place. */
  GET_LOAD_STATUS(0x14),
  /** EI and AS: computes a MAC with a loaded key. */
  USE_KEY(0x16),
  /** EI: erases a place; authorised by the first unit. */
  ERASE_KEY(0x18),
  /** EI: gives a blank unit its serial number, set, transport key and places. */
  INSTALL_UNIT(0x1A),
  /** EI: raises the lowest suite that it accepts; authorised by the first unit. */
  RAISE_FLOOR(0x1C),
  /** AS: gives out a key for one EI; the one command to the first unit. */
  EXPORT_KEY(0x20),
  /** AS: takes the receipt of a load. */
  CONFIRM(0x22),
  /** AS: lists the references of its keys. */
  LIST_KEYS(0x24),
  /** AS: authorises an administrative command to one EI. */
  AUTHORISE(0x26),
  /** AS: takes an application key, in a secured room. */
  LOAD(0x28),
  /** AS: takes the transport key of a set, in a secured room. */
  INSTALL_SET(0x2A),
  /** AS: destroys a transport key or an application key. */
  DESTROY(0x2C),
  /** Both: life cycle and versions; nothing secret. */
  STATUS(0x40),
  /** EI: makes a challenge for an authorised command (ISO/IEC 7816-4 GET CHALLENGE). */
  GET_CHALLENGE(0x84);

  private final int ins;

  Instruction(int ins) {
    this.ins = ins;
  }

  /** The instruction byte. */
  public int ins() {
    return ins;
  }
}
