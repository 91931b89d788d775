// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.time.Duration;

/**
 * How long a security module waits on the network.
 *
 * @param connecting for a line
 * @param handshake for all of a handshake
 * @param message for all of a message of a personalization unit; a central system may be silent
 */
public record Patience(Duration connecting, Duration handshake, Duration message) {
  /** As the protocol document has it. */
  public static final Patience USUAL =
      new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));
}
