// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes keys of shared secrets: HKDF with SHA-256 (RFC 5869), in its two steps.
 *
 * <p>Safe for use by many threads. Secrets and keys stay with their owners; what is made belongs to
 * the caller.
 */
@ProviderType
public interface Hkdf {
  /** What {@link #extract} makes and {@link #expand} takes: a key of 256 bits for HMAC. */
  KeySpec PSEUDORANDOM_KEY = new KeySpec(KeyAlgorithm.HMAC, 256);

  /**
   * Concentrates a secret into a pseudorandom key.
   *
   * @param salt not secret; empty for none
   * @param secret the input keying material
   */
  Key extract(byte[] salt, KeyMaterial secret);

  /**
   * Concentrates a secret under a key into a pseudorandom key, which is good if either of the two
   * is secret (SP 800-56C, clause 5).
   *
   * @param salt any symmetric key
   * @param secret the input keying material
   */
  Key extract(Key salt, KeyMaterial secret);

  /**
   * Expands a pseudorandom key to a key for one purpose; TDES keys get odd parity.
   *
   * @param key of kind {@link #PSEUDORANDOM_KEY}
   * @param info what the new key is for, and whom it binds
   * @param spec the kind of key wanted
   * @throws KeyException if the key is of another kind, or an EC key is wanted
   */
  Key expand(Key key, byte[] info, KeySpec spec) throws KeyException;

  /** HMAC with SHA-256 (FIPS 198-1), which HKDF is made of; for keys of HMAC. */
  Mac hmac();
}
