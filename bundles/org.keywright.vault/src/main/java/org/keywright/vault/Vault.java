// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An open vault.
 *
 * <p>Owned by {@link Vaults}, which closes it. Safe for use by many threads; every change is
 * durable when the method returns. Reading needs no grant; opening a key and changing anything
 * does.
 */
@ProviderType
public interface Vault {
  /**
   * What is said about the vault itself, counted now.
   *
   * @throws IllegalStateException if the vault is closed or fails; the message is for people
   */
  VaultInfo info();

  /**
   * Asks for leave to act, and has the asking logged before it is given.
   *
   * <p>This is the one place where rights, approvals and audit attach. The caller closes the grant,
   * saying before how it ended ({@link Grant#succeeded}); a grant closed without that is logged as
   * failed. In a vault with officers the actor is whoever is signed in, whatever the act says; what
   * he may do is the table {@link Right}.
   *
   * @throws VaultException if the act is refused, which is logged too, or cannot be logged
   */
  Grant grant(Act act) throws VaultException;

  /**
   * Asks for leave to an act that is nothing but an answer, such as a code: its asking is logged in
   * the commit that ends it, and the answer must not be given before.
   *
   * <p>Keys may be opened with it, and {@link PairingRegister#conclude} ends it; it is no leave to
   * change anything else. Closed without a conclusion it is logged as asked and failed.
   *
   * @throws VaultException if the act is refused
   */
  Grant grantForAnswer(Act act) throws VaultException;

  /** The officers, and who of them is signed in. */
  Officers officers();

  /** The time in which roots can be opened. */
  Periods periods();

  /** What was asked for and has to be approved. */
  Requests requests();

  /** Key sets and their keys. */
  KeySets keySets();

  /** The lives of keys: states, crypto-periods, destruction. */
  KeyLives lives();

  /** Root keys. */
  Roots roots();

  /** CertificateRegister that the parties of this vault have issued. */
  CertificateRegister certificates();

  /** Work orders of personalization units. */
  WorkOrders workOrders();

  /** Whose certificates the parties of this vault go by. */
  Enrolments enrolments();

  /** Modules that central systems have admitted. */
  CentralModules centralModules();

  /** The management centre's books on pairings. */
  PairingRegister pairings();

  /** Which plug-ins are let in beside the vault. */
  PluginRules plugins();

  /** Who this vault is on lines under TLS, and whom it trusts there. */
  TlsRecords tls();

  /** Backups, and the check of the vault. */
  Upkeep upkeep();

  /** Devices and their history. */
  Devices devices();

  /** Jobs and the records of their items. */
  JobRecords jobs();

  /** The log of acts. */
  ActLog log();

  /** What was signed of the log of acts. */
  Checkpoints checkpoints();

  /** Where the log of acts is forwarded to. */
  LogForwarding forwarding();
}
