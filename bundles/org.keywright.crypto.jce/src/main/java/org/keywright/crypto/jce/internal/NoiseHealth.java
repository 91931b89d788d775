// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.keywright.crypto.KeyException;

/**
 * The repetition count test (SP 800-90B, clause 4.4.1) over the noise of one seed: a source that is
 * stuck makes no key.
 *
 * <p>The cut-off is that of 8 bits for each byte and a false alarm in 2<sup>40</sup>.
 */
final class NoiseHealth {
  private static final int CUT_OFF = 6;

  private NoiseHealth() {}

  /** Refuses noise in which a byte comes {@link #CUT_OFF} times in a row. */
  static void check(byte[] noise) throws KeyException {
    int run = 1;
    for (int i = 1; i < noise.length; i++) {
      run = noise[i] == noise[i - 1] ? run + 1 : 1;
      if (run == CUT_OFF) {
        throw new KeyException("the noise source repeats itself: no key is made of it");
      }
    }
  }
}
