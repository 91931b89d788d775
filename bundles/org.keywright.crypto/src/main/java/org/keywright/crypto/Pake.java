// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One run of a password-authenticated key agreement. Both ends do the same: they send what each
 * step returns, and give what the other one sent to the next.
 *
 * <p>For one thread; owned by who began it and closed by him, which wipes what it holds. A step out
 * of turn is an {@link IllegalStateException}; a step that refuses ends the run. A wrong password
 * shows at {@link #confirm} and not before.
 */
@ProviderType
public interface Pake extends AutoCloseable {
  /** The length of the first message in bytes. */
  int FIRST_LENGTH = 324;

  /** The length of the second message in bytes. */
  int SECOND_LENGTH = 162;

  /** The length of the confirmation in bytes. */
  int CONFIRMATION_LENGTH = 32;

  /** Makes the first message. */
  byte[] first();

  /**
   * Takes the other end's first message and makes the second.
   *
   * @throws KeyException if it is malformed or its proofs do not hold
   */
  byte[] second(byte[] peerFirst) throws KeyException;

  /**
   * Takes the other end's second message and makes the confirmation.
   *
   * @throws KeyException if it is malformed or its proof does not hold
   */
  byte[] confirmation(byte[] peerSecond) throws KeyException;

  /**
   * Takes the other end's confirmation and gives the key, an HMAC key of 256 bits that the caller
   * owns.
   *
   * @throws KeyException if the other end has another password, name or binding; which one, nobody
   *     learns
   */
  Key confirm(byte[] peerConfirmation) throws KeyException;

  /** Wipes what it holds and ends the run. */
  @Override
  void close();
}
