// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Leave to carry out one act; it ends with {@link #close} or with the vault.
 *
 * <p>Used by the threads of the act that it was given for.
 */
@ProviderType
public interface Grant extends AutoCloseable {
  /** What it was given for. */
  Act act();

  /**
   * Opens the transport key T of a key set; the caller owns and closes it.
   *
   * @throws VaultException if there is no such key set or its transport key is not active
   */
  Key transportKey(String keySet) throws VaultException;

  /**
   * Opens an application key TA; the caller owns and closes it.
   *
   * @throws VaultException if there is no such key or it is not active
   */
  Key applicationKey(String keySet, int ref) throws VaultException;

  /**
   * Opens a root key; the caller owns and closes it.
   *
   * @throws VaultException if there is no such root key or it is not active
   */
  Key root(RootPurpose purpose, String name, int generation) throws VaultException;

  /**
   * Opens the transaction number of a work order, its digits in ASCII; the caller owns and closes
   * it.
   *
   * @throws VaultException if there is no such order or it has no number any more
   */
  KeyMaterial transactionNumber(long order) throws VaultException;

  /**
   * Opens a transaction key; the caller owns and closes it.
   *
   * @throws VaultException if there is no such key or it was wiped
   */
  Key transactionKey(String central, String module, int keyVersion) throws VaultException;

  /** Says that the act ended well, with a result in words that holds no secret. */
  void succeeded(String result);

  /** Says why the act failed or was refused, in words that hold no secret. */
  void failed(String reason);

  /**
   * Ends the grant and logs how the act ended.
   *
   * @throws VaultException if that cannot be logged
   */
  @Override
  void close() throws VaultException;
}
