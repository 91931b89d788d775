// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.Optional;
import org.keywright.crypto.Bytes;

/**
 * What one side of a run does next.
 *
 * @param message what it says, if anything
 * @param last whether the run is over once that is said: the link is to be closed
 */
public record Step(Optional<Bytes> message, boolean last) {
  static Step say(byte[] message) {
    return new Step(Optional.of(Bytes.of(message)), false);
  }

  static Step end(byte[] message) {
    return new Step(Optional.of(Bytes.of(message)), true);
  }

  static Step end() {
    return new Step(Optional.empty(), true);
  }
}
