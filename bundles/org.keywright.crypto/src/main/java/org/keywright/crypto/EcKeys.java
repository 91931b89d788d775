// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes key pairs on P-256, and works with them: signatures by ECDSA with SHA-256 (FIPS 186-5,
 * clause 6), shared secrets by ECDH (SP 800-56A, clause 5.7.1.2).
 *
 * <p>Safe for use by many threads. Private keys are given by handle and stay the caller's.
 */
@ProviderType
public interface EcKeys {
  /** The length of a signature in bytes: r and s, 32 bytes each, big-endian. */
  int SIGNATURE_LENGTH = 64;

  /** The length of a shared secret in bytes. */
  int SECRET_LENGTH = 32;

  /**
   * Makes a key pair of the platform's noise, which has signed and verified before it is given out;
   * the caller owns it.
   */
  EcKeyPair generate();

  /**
   * Makes a key pair of the platform's noise for one agreement; the caller owns it. It has not
   * signed and verified as others have: if it did not fit together, nothing would be agreed.
   */
  EcKeyPair ephemeral();

  /**
   * Makes a key pair of a module's noise and a variation value; the caller owns it.
   *
   * <p>An HMAC-DRBG (SP 800-90A, clause 10.1.2) is seeded from the noise alone; the variation value
   * goes in as additional input with each request, so a value that an attacker chose takes nothing
   * away, and one that he does not know helps a poor source. The same noise with the same value
   * gives the same pair. The private key is drawn by rejection (FIPS 186-5, A.2.2), and the pair
   * has signed and verified before it is given out.
   *
   * @param source asked once for 48 bytes
   * @param variation at most 64 bytes; empty for none
   * @throws KeyException if the variation value is too long or the noise fails its health test
   */
  EcKeyPair generate(EntropySource source, byte[] variation) throws KeyException;

  /**
   * Computes the public key of a private key.
   *
   * @throws KeyException if it is no private key, or its number is out of range
   */
  EcPublicKey publicKey(Key privateKey) throws KeyException;

  /**
   * Signs a message. The nonce is made of key and message (RFC 6979), so that the same message
   * gives the same signature.
   *
   * @return r and s, {@link #SIGNATURE_LENGTH} bytes
   * @throws KeyException if it is no private key, or its number is out of range
   */
  byte[] sign(Key privateKey, byte[] message) throws KeyException;

  /** Whether the signature is one over the message; false for whatever has not the form of one. */
  boolean verify(EcPublicKey publicKey, byte[] message, byte[] signature);

  /**
   * Computes the secret that two pairs share: the x coordinate, {@link #SECRET_LENGTH} bytes. It is
   * no key yet, but input to {@link Hkdf}; the caller owns it.
   *
   * @throws KeyException if it is no private key, or its number is out of range
   */
  KeyMaterial agree(Key privateKey, EcPublicKey peer) throws KeyException;
}
