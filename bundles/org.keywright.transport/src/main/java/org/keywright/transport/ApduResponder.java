// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

/** The module's end of a link: something that answers commands, such as a simulated unit. */
public interface ApduResponder {
  /** What it says when it is switched on. */
  Atr atr();

  /**
   * Answers one encoded command APDU; called by one thread at a time for one connection.
   *
   * @throws LinkException if it gives no answer: the server cuts the connection
   */
  byte[] respond(byte[] command) throws LinkException;
}
