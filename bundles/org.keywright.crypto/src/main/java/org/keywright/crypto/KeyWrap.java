// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Wraps secrets under a key and unwraps them: ALGO2 and ALGO2P of the download method.
 *
 * <p>Implementations are safe for use by many threads and keep nothing of a call.
 */
@ConsumerType
public interface KeyWrap {
  /** The algorithm's name as its standard has it. */
  String name();

  /** Wraps a secret, which stays the caller's. */
  byte[] wrap(Key kek, KeyMaterial secret) throws KeyException;

  /**
   * Unwraps a secret, which the caller then owns.
   *
   * @throws KeyException if its integrity does not hold; nothing of the secret is given out
   */
  KeyMaterial unwrap(Key kek, byte[] wrapped) throws KeyException;
}
