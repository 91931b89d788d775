// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim;

import java.io.IOException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.Refusal;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A simulated security module: a unit of role SM, which also has a keypad, a button, and a network
 * side of its own, by which it dials a personalization unit and its central system.
 *
 * <p>Faults strike at messages of the network side too: their instruction byte is the tag of the
 * message that the module receives, as in {@code cut-inside@EC}.
 */
@ProviderType
public interface SimulatedModule extends SimulatedUnit {
  /**
   * The user presses the button: arms one opening of the local channel, or one ticket request.
   *
   * @throws Refusal 6985 before the module has its identity
   */
  void userAct() throws Refusal;

  /**
   * The user enters a TAN at the module's own keypad.
   *
   * @param tan eleven digits in ASCII; stays the caller's
   * @throws Refusal 6985 before the module has its identity, 6A80 if the check digit does not fit
   */
  void enterTan(KeyMaterial tan) throws Refusal;

  /**
   * Dials a personalization unit and is personalized; returns once that is done and the link is
   * closed.
   *
   * @throws Refusal if module or unit refuses
   * @throws IOException if the link does not come to be or breaks
   */
  void personalize(String host, int port) throws IOException, Refusal;

  /**
   * Waits for the end of the personalization that the last ticket began: as soon as a module has a
   * ticket, it dials the unit by itself, and the appliance that carried the ticket is not needed
   * any more. What came of it is told once.
   *
   * @throws Refusal 6985 if no ticket has begun one, else if module or unit refused
   * @throws IOException if the link did not come to be or broke
   */
  void awaitPersonalization() throws IOException, Refusal;

  /**
   * Dials its central system, where the personalization said that it is.
   *
   * @throws Refusal 6985 if the module is not in operation
   * @throws IOException if the link does not come to be, or it is not the module's central system
   */
  CentralLink attach() throws IOException, Refusal;

  /** Dials its central system at an address of choice. */
  CentralLink attach(String host, int port) throws IOException, Refusal;

  /** A link to the central system, on which a thread of its own answers until it is closed. */
  interface CentralLink extends AutoCloseable {
    /** Whether it is open still. */
    boolean open();

    /** Waits until it is closed, by whichever end. */
    void awaitEnd() throws InterruptedException;

    /** Closes it. */
    @Override
    void close();
  }
}
