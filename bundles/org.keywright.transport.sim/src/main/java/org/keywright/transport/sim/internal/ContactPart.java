// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import org.keywright.crypto.KeyException;
import org.keywright.protocol.Refusal;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvException;

/** One command of a contact between a removable module and a host, on either side. */
@FunctionalInterface
interface ContactPart {
  byte[] carryOut(CommandApdu command) throws Refusal, TlvException, KeyException;

  /** Carries it out; whatever is refused, and whatever else breaks it off, ends the contact. */
  default byte[] carryOutOr(Runnable endContact, CommandApdu command)
      throws Refusal, TlvException, KeyException {
    boolean done = false;
    try {
      byte[] answer = carryOut(command);
      done = true;
      return answer;
    } finally {
      if (!done) {
        endContact.run();
      }
    }
  }
}
