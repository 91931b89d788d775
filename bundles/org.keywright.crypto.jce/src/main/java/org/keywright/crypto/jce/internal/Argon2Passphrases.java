// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Passphrases;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Passphrases to keys by Argon2id. */
@Component
public final class Argon2Passphrases implements Passphrases {
  private static final byte[] NONE = {};
  private static final int SHORTEST_SALT = 16;
  private static final int MOST_MEMORY_KIB = 4 << 20;
  private static final int MOST_ITERATIONS = 1000;
  private static final int MOST_LANES = 64;
  private static final int MEMORY_PER_LANE = 8;

  private final Argon2id argon2id;

  /** Takes the proved algorithms. */
  @Activate
  public Argon2Passphrases(@Reference Primitives primitives) {
    argon2id = primitives.argon2id();
  }

  @Override
  public Key stretch(KeyMaterial passphrase, Bytes salt, Cost cost) throws KeyException {
    if (passphrase.length() == 0) {
      throw new KeyException("the passphrase is empty");
    }
    if (salt.length() < SHORTEST_SALT) {
      throw new KeyException("a salt has at least " + SHORTEST_SALT + " bytes");
    }
    check(cost);
    byte[] made =
        passphrase.expose(lent -> argon2id.stretch(lent, salt.toArray(), NONE, NONE, cost));
    return Key.of(KeySpec.AES_256, KeyMaterial.consume(made));
  }

  /** A cost may come from a file that somebody changed: it must not take all memory or all day. */
  private static void check(Cost cost) throws KeyException {
    boolean fits =
        cost.lanes() >= 1
            && cost.lanes() <= MOST_LANES
            && cost.iterations() >= 1
            && cost.iterations() <= MOST_ITERATIONS
            && cost.memoryKib() >= MEMORY_PER_LANE * cost.lanes()
            && cost.memoryKib() <= MOST_MEMORY_KIB;
    if (!fits) {
      throw new KeyException(
          "the cost of the passphrase is out of range: "
              + cost.memoryKib()
              + " KiB, "
              + cost.iterations()
              + " iterations, "
              + cost.lanes()
              + " lanes");
    }
  }
}
