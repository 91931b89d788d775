// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyState;

/**
 * What is said about a root key, from which other keys are derived or with which others are signed;
 * the key itself is opened by {@link Grant#root}.
 *
 * @param purpose what it is for
 * @param name what people call it; unique with purpose and generation
 * @param generation 1 to 65535
 * @param spec its kind
 * @param kcv its check value, if its algorithm has one
 * @param publicPart the certificate or public key of a private key; empty for others
 * @param life how it stands in its life
 * @param wellKnown the name of the public test key that it is, if it is one
 * @param created when it was made
 */
public record RootKey(
    RootPurpose purpose,
    String name,
    int generation,
    KeySpec spec,
    Optional<Kcv> kcv,
    Bytes publicPart,
    KeyLife life,
    Optional<String> wellKnown,
    Instant created) {
  /** Its state. */
  public KeyState state() {
    return life.state();
  }

  /** The same key at another point of its life. */
  public RootKey at(KeyLife another) {
    return new RootKey(
        purpose, name, generation, spec, kcv, publicPart, another, wellKnown, created);
  }
}
