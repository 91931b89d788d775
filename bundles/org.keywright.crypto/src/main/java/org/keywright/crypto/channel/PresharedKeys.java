// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.channel;

import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Who knows the shared keys that the other end may name. Called in the handshake, by its thread.
 */
@FunctionalInterface
@ConsumerType
public interface PresharedKeys {
  /**
   * Finds the key of a name that came from the other end and is not proved. The handshake closes
   * what it is given, so a copy is given; whoever wants a key used once counts here.
   */
  Optional<PresharedKey> find(Bytes identity);
}
