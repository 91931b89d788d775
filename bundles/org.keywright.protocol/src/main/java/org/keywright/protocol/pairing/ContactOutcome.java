// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import org.keywright.protocol.SerialNumber;
import org.keywright.transport.StatusWord;

/** How a contact ended. */
public sealed interface ContactOutcome {
  /** SN of the host. */
  SerialNumber host();

  /**
   * They were paired already; the session is open.
   *
   * @param module MSID
   */
  record Verified(SerialNumber module, SerialNumber host) implements ContactOutcome {}

  /**
   * They were paired anew; the session is open.
   *
   * @param module MSID
   * @param index N of the pairing
   * @param before what the module had for the host before
   */
  record Paired(SerialNumber module, SerialNumber host, long index, RowState before)
      implements ContactOutcome {}

  /**
   * A code is needed and was not there.
   *
   * @param prompt what the host shows
   */
  record CodeNeeded(CodePrompt prompt) implements ContactOutcome {
    @Override
    public SerialNumber host() {
      return prompt.host();
    }
  }

  /**
   * One side refused.
   *
   * @param host SN; zeros if the host refused at once
   * @param step the command that was refused; it tells which side
   * @param status the reason
   */
  record Refused(SerialNumber host, Instruction step, StatusWord status)
      implements ContactOutcome {}
}
