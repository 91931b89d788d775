// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/**
 * A private key with its public key; it owns the private one.
 *
 * @param privateKey of kind {@link KeySpec#EC_P256}
 * @param publicKey the point that belongs to it
 */
public record EcKeyPair(Key privateKey, EcPublicKey publicKey) implements AutoCloseable {
  /** Checks the kind. */
  public EcKeyPair {
    if (!privateKey.spec().equals(KeySpec.EC_P256)) {
      throw new IllegalArgumentException("a key pair is not made of a key " + privateKey.spec());
    }
  }

  /** Wipes the private key. */
  @Override
  public void close() {
    privateKey.close();
  }
}
