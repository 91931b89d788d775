// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.ClearCommand;
import org.keywright.transport.TlvWriter;

/**
 * The one command that carries a secret in clear: from a keypad into the module that it is part of.
 */
public final class SecuredRoom {
  /** The interface of the module's own keypad. */
  public static final int OWN_KEYPAD = 0x00;

  private SecuredRoom() {}

  /**
   * ENTER TAN; the caller wipes the command after it is sent.
   *
   * @param tan eleven digits in ASCII; stays the caller's
   * @param through the interface that it comes through: {@link #OWN_KEYPAD}, or the number of the
   *     one to which an identification unit is attached
   */
  public static byte[] enterTan(KeyMaterial tan, int through) {
    return new ClearCommand(Instruction.ENTER_TAN.ins())
        .raw(new TlvWriter(3).putNumber(0x80, through, 1).toBytes())
        .secret(0x81, tan)
        .toBytes();
  }
}
