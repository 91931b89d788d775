// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.security.DrbgParameters;
import java.security.DrbgParameters.Capability;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The JDK's DRBG (NIST SP 800-90A) at 256 bits of strength, seeded by the platform.
 *
 * <p>Several generators, so that threads seldom wait for one another. Nonces are cut from a batch,
 * because one call of the generator costs as much as twenty nonces; keys never are. Each batch is
 * held against the one before (the continuous test of FIPS 140-2, clause 4.9.2).
 */
final class DrbgRandom implements RandomSource {
  private static final int BATCH = 512;
  private static final int HEAD = 16;
  private static final int STRENGTH = 256;

  private final Generator[] generators;

  DrbgRandom(int count) {
    generators = new Generator[count];
    for (int i = 0; i < count; i++) {
      generators[i] = new Generator();
    }
  }

  @Override
  public void key(byte[] out) {
    mine().key(out);
  }

  @Override
  public void nonce(byte[] out) {
    mine().nonce(out);
  }

  private Generator mine() {
    return generators[(int) (Thread.currentThread().threadId() % generators.length)];
  }

  private static final class Generator {
    private final SecureRandom drbg;
    private final byte[] batch = new byte[BATCH];
    private byte[] lastHead = new byte[HEAD];
    private int used = BATCH;

    Generator() {
      try {
        drbg =
            SecureRandom.getInstance(
                "DRBG", DrbgParameters.instantiation(STRENGTH, Capability.RESEED_ONLY, null));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this Java runtime has no DRBG of 256 bits", e);
      }
    }

    void key(byte[] out) {
      drbg.nextBytes(out);
    }

    synchronized void nonce(byte[] out) {
      if (out.length > BATCH) {
        drbg.nextBytes(out);
        return;
      }
      if (out.length > BATCH - used) {
        refill();
      }
      System.arraycopy(batch, used, out, 0, out.length);
      Arrays.fill(batch, used, used + out.length, (byte) 0);
      used += out.length;
    }

    private void refill() {
      drbg.nextBytes(batch);
      byte[] head = Arrays.copyOf(batch, HEAD);
      if (Arrays.equals(head, lastHead)) {
        throw new IllegalStateException("the random number generator repeats itself");
      }
      lastHead = head;
      used = 0;
    }
  }
}
