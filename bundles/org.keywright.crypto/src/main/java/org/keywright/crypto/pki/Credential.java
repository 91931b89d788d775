// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;

/**
 * What one proves one's name with (RFC 4949): a private key and the chain of its certificate. It
 * owns the key.
 *
 * @param privateKey of kind {@link KeySpec#EC_P256}
 * @param chain its leaf certifies the key that belongs to it
 */
public record Credential(Key privateKey, CertificateChain chain) implements AutoCloseable {
  /** Checks the kind of key. */
  public Credential {
    if (!privateKey.spec().equals(KeySpec.EC_P256)) {
      throw new IllegalArgumentException("a credential is not made of a key " + privateKey.spec());
    }
  }

  /** Its own certificate. */
  public Certificate certificate() {
    return chain.leaf();
  }

  /** Wipes the private key. */
  @Override
  public void close() {
    privateKey.close();
  }

  @Override
  public String toString() {
    return "credential of " + certificate().subject();
  }
}
