// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyState;

/**
 * A set S: the modules that share one transport key, and the application keys for them.
 *
 * @param name what people call it; unique in the vault
 * @param setId SET, 8 bytes; unique in the vault
 * @param suite the suite's id
 * @param transportKeyVersion TVER, 1 to 65535
 * @param transportKcv the check value of T
 * @param transportSpec the kind of T
 * @param life how T stands in its life
 * @param wellKnown the name of the public test key that T is, if it is one
 * @param created when it was made
 */
public record KeySet(
    String name,
    Bytes setId,
    int suite,
    int transportKeyVersion,
    Kcv transportKcv,
    KeySpec transportSpec,
    KeyLife life,
    Optional<String> wellKnown,
    Instant created) {
  /** The state of T. */
  public KeyState state() {
    return life.state();
  }

  /** The same key set with T at another point of its life. */
  public KeySet at(KeyLife another) {
    return new KeySet(
        name,
        setId,
        suite,
        transportKeyVersion,
        transportKcv,
        transportSpec,
        another,
        wellKnown,
        created);
  }
}
