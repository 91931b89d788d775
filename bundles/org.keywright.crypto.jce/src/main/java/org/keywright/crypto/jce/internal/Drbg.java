// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.prng.EntropySource;
import org.bouncycastle.crypto.prng.drbg.HMacSP800DRBG;
import org.bouncycastle.crypto.prng.drbg.SP80090DRBG;

/** Makes HMAC-DRBGs with SHA-256 (SP 800-90A, clause 10.1.2) of 256 bits of strength. */
@FunctionalInterface
interface Drbg {
  /** What a generator is seeded with, in bytes. */
  int ENTROPY = 32;

  /** The nonce that goes along at the start, in bytes. */
  int NONCE = 16;

  /** The implementation of Bouncy Castle. */
  Drbg BOUNCY_CASTLE =
      (source, nonce) ->
          new HMacSP800DRBG(new HMac(new SHA256Digest()), 8 * ENTROPY, source, null, nonce);

  /** Makes a generator, which asks the source for {@link #ENTROPY} bytes now and at each reseed. */
  SP80090DRBG seeded(EntropySource source, byte[] nonce);
}
