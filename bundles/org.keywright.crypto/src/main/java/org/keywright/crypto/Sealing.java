// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Seals secrets for storage by AES-256-GCM, bound to what they belong to.
 *
 * <p>Safe for use by many threads. The sealed form is nonce (12 bytes), ciphertext, tag (16 bytes).
 */
@ProviderType
public interface Sealing {
  /**
   * Seals a secret under a key.
   *
   * @param key an AES-256 key
   * @param belongsTo the identity of the place that holds it; opening needs the same
   * @param secret stays the caller's
   */
  byte[] seal(Key key, byte[] belongsTo, KeyMaterial secret) throws KeyException;

  /**
   * Opens a sealed secret, which the caller then owns.
   *
   * @throws KeyException if the key is another one, or the bytes or the identity were changed; the
   *     message does not say which
   */
  KeyMaterial open(Key key, byte[] belongsTo, byte[] sealed) throws KeyException;

  /**
   * Computes a code of what is stored, by which a change of it shows: AES-CMAC (SP 800-38B), 16
   * bytes.
   *
   * @param key an AES-256 key, which seals nothing
   */
  byte[] code(Key key, byte[] stored) throws KeyException;
}
