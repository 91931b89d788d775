// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ProviderType;

/**
 * AES in CBC mode (NIST SP 800-38A, clause 6.2) for whole blocks, as secure messaging of modules
 * uses it. It hides and does not protect: a MAC belongs to it.
 *
 * <p>Safe for use by many threads.
 */
@ProviderType
public interface Cbc {
  /** The length of a block in bytes. */
  int BLOCK = 16;

  /**
   * Enciphers blocks.
   *
   * @param key an AES key, which stays the caller's
   * @param iv {@value #BLOCK} bytes
   * @param blocks a multiple of {@value #BLOCK} bytes
   * @throws KeyException if the key is of another kind or a length is not as said
   */
  byte[] encipher(Key key, byte[] iv, byte[] blocks) throws KeyException;

  /** Deciphers blocks; the result is the caller's to wipe. */
  byte[] decipher(Key key, byte[] iv, byte[] blocks) throws KeyException;
}
