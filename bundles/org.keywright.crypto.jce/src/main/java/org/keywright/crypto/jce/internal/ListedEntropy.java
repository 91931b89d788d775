// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.bouncycastle.crypto.prng.EntropySource;

/** Noise that is there already, one entry for each seed; Bouncy Castle wipes what it takes. */
final class ListedEntropy implements EntropySource {
  private final Queue<byte[]> seeds;

  ListedEntropy(byte[]... seeds) {
    this.seeds = new ArrayDeque<>(List.of(seeds));
  }

  @Override
  public boolean isPredictionResistant() {
    return false;
  }

  @Override
  public byte[] getEntropy() {
    return seeds.remove();
  }

  @Override
  public int entropySize() {
    return 8 * Drbg.ENTROPY;
  }
}
