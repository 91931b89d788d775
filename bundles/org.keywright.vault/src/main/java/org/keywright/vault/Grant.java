// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.Optional;
import java.util.function.Consumer;
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
   * The request by which the act was approved, or the act that this one serves; empty if it needs
   * no approval.
   */
  Optional<Request> approval();

  /**
   * Asks for leave to an act of somebody whom this act serves, such as a device that a server has
   * let in. The actor is he; the right to it comes from this grant, and goes with it.
   *
   * @throws VaultException if this grant was withdrawn or the asking cannot be logged
   */
  Grant below(Act act) throws VaultException;

  /** Like {@link #below}, for what is nothing but an answer ({@link Vault#grantForAnswer}). */
  Grant belowForAnswer(Act act) throws VaultException;

  /**
   * Has somebody told, once, when this grant is withdrawn: the authorised period under which it
   * opened roots has ended, or the vault is being closed. What it has opened is wiped when he
   * returns. He is told at once if that has happened.
   *
   * @param told takes why, in words that can stand alone; called by whoever ends the period or
   *     closes the vault, whom it does not keep
   */
  void onWithdrawal(Consumer<String> told);

  /**
   * Asks whether this leave is still in force: long work does before each of its steps. A period
   * whose time is over by the vault's clock ends by that, though its alarm has not rung yet. The
   * keys that are open under this leave are asked as well: one that was suspended, or whose
   * crypto-period has ended, is used for nothing that it was opened for from a second later on.
   *
   * @throws VaultException if the leave has ended or was withdrawn, or the life of a key that is
   *     open under it does not allow its use any more, saying why
   */
  void requireInForce() throws VaultException;

  /**
   * Opens a key for one operation; the caller owns and closes it. In a vault with officers a
   * transport key, and a root key that is {@link RootPurpose#shared}, takes an authorised period,
   * with whose end it is wiped.
   *
   * @throws VaultException if there is no such key, the operation is not one for it ({@link
   *     KeyMatrix}), its state or crypto-period does not allow it now, or no period covers this act
   *     and key
   */
  Key open(KeyName key, KeyOperation operation) throws VaultException;

  /**
   * Opens the transport key T of a key set, to derive from it; the caller owns and closes it.
   *
   * @throws VaultException if there is no such key set or its transport key is not active
   */
  default Key transportKey(String keySet) throws VaultException {
    return open(new KeyName.Transport(keySet), KeyOperation.DERIVE);
  }

  /**
   * Opens an application key TA in its newest version, to load it; the caller owns and closes it.
   *
   * @throws VaultException if there is no such key, it is not active or may not be loaded
   */
  default Key applicationKey(String keySet, int ref) throws VaultException {
    return open(KeyName.of(keySet, ref), KeyOperation.LOAD);
  }

  /**
   * Opens a root key, for the first of what it is there for ({@link KeyMatrix}); the caller owns
   * and closes it.
   *
   * @throws VaultException if there is no such root key or it is not active
   */
  default Key root(RootPurpose purpose, String name, int generation) throws VaultException {
    KeyOperation first = KeyMatrix.of(purpose).iterator().next();
    return open(new KeyName.Root(purpose, name, generation), first);
  }

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
