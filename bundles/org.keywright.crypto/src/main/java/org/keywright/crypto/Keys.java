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
  /** Makes a new random key, which the caller owns; TDES keys get odd parity. */
  Key generate(KeySpec spec);

  /** Returns random bytes that are not a key: a challenge, a nonce, an identifier. */
  byte[] random(int length);

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
