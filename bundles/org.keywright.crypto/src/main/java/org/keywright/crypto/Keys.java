// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes keys and random bytes, and computes check values.
 *
 * <p>Safe for use by many threads. Random bytes come from a DRBG of NIST SP 800-90A seeded by the
 * platform.
 */
@ProviderType
public interface Keys {
  /**
   * Makes a new random key, which the caller owns; TDES keys get odd parity.
   *
   * @throws IllegalArgumentException for EC keys, which are made in pairs ({@link EcKeys})
   */
  Key generate(KeySpec spec);

  /**
   * Makes a new random key as {@link #generate(KeySpec)}, and mixes a second source into it, such
   * as noise of dice or of another device; the caller owns the key.
   *
   * <p>The key is the exclusive or of what the DRBG gives and of what HKDF makes of the second
   * source under a fresh salt (as the RBG3(XOR) construction of SP 800-90C combines). If the DRBG
   * is good, the second source cannot take anything away, whoever chose it; if that is good and the
   * DRBG is not, the key still has what it gives.
   *
   * @param second at least {@value #LEAST_SECOND_SOURCE} bytes; stays the caller's
   * @throws KeyException if the second source is too short or repeats itself
   * @throws IllegalArgumentException for EC keys, which are made in pairs ({@link EcKeys})
   */
  default Key generate(KeySpec spec, KeyMaterial second) throws KeyException {
    throw new KeyException("this provider of keys takes no second source");
  }

  /** The shortest second source, in bytes. */
  int LEAST_SECOND_SOURCE = 32;

  /** Returns random bytes that are not a key: a challenge, a nonce, an identifier. */
  byte[] random(int length);

  /**
   * Does several operations of one command together, on the calling thread.
   *
   * <p>In between, the provider may keep what it works with ready, key schedules among them; when
   * the work ends, however it ends, all of it is erased once. Single operations erase theirs at
   * once. Work inside work joins the outer one, with whose end it is erased; what the work hands to
   * other threads is no part of it.
   */
  default <R, X extends Exception> R together(Work<R, X> work) throws X {
    return work.run();
  }

  /** What is done together. */
  @FunctionalInterface
  interface Work<R, X extends Exception> {
    /** Does it. */
    R run() throws X;
  }

  /**
   * Computes the check value of a key.
   *
   * @throws KeyException if the method is not one for the key's algorithm
   */
  Kcv kcv(Key key, KcvMethod method) throws KeyException;

  /** Computes the check value that every message carries: CMAC, 5 bytes. */
  default Kcv kcv(Key key) throws KeyException {
    return kcv(key, KcvMethod.CMAC);
  }

  /**
   * Names the publicly known test key that this is, such as {@code GlobalPlatform default key
   * 40..4F}; empty for any other key.
   */
  Optional<String> wellKnownName(Key key);
}
