// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.time.Duration;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Passphrases;

/**
 * Finds what a passphrase shall cost on this machine: as many passes over the memory as take the
 * wanted time (RFC 9106, clause 4, step 5), and never fewer than asked for.
 */
final class CostTuning {
  private static final int MOST_ITERATIONS = 64;
  private static final int SALT_BYTES = 16;

  private final Passphrases passphrases;

  CostTuning(Passphrases passphrases) {
    this.passphrases = passphrases;
  }

  Passphrases.Cost tuned(Passphrases.Cost least, Duration wanted) throws KeyException {
    if (wanted.isZero()) {
      return least;
    }
    long begun = System.nanoTime();
    try (var some = KeyMaterial.copyOf(new byte[SALT_BYTES]);
        Key _ = passphrases.stretch(some, Bytes.of(new byte[SALT_BYTES]), least)) {
      return forTime(least, Duration.ofNanos(System.nanoTime() - begun), wanted);
    }
  }

  /** The cost that takes the wanted time where {@code least} took {@code took}. */
  static Passphrases.Cost forTime(Passphrases.Cost least, Duration took, Duration wanted) {
    long each = Math.max(1, took.toNanos() / least.iterations());
    long passes = (wanted.toNanos() + each - 1) / each;
    int iterations = Math.clamp(passes, least.iterations(), MOST_ITERATIONS);
    return new Passphrases.Cost(least.memoryKib(), iterations, least.lanes());
  }
}
