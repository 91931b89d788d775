// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ProviderType;

/** Makes keys of passphrases by Argon2id (RFC 9106). Safe for use by many threads. */
@ProviderType
public interface Passphrases {
  /** The cost that is asked for where nothing else is said; about a third of a second. */
  Cost DEFAULT_COST = new Cost(65_536, 3, 1);

  /**
   * Stretches a passphrase to an AES-256 key, slowly.
   *
   * @param passphrase its UTF-8 bytes; stays the caller's
   * @param salt at least 16 random bytes
   * @param cost the work to do
   */
  Key stretch(KeyMaterial passphrase, Bytes salt, Cost cost) throws KeyException;

  /**
   * The cost of one stretching.
   *
   * @param memoryKib memory in KiB
   * @param iterations passes over it
   * @param lanes degree of parallelism
   */
  record Cost(int memoryKib, int iterations, int lanes) {}
}
