// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;
import java.util.Optional;
import org.keywright.crypto.KeyMaterial;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The officers of a vault, and who of them is signed in. A vault for one person has none.
 *
 * <p>Safe for use by many threads; every change is durable when the method returns, and stands in
 * the log, as every refusal does. A wrong passphrase is counted, on the disk, before it is compared
 * with anything. What changes the officers themselves takes the security officers of a {@link
 * #threshold}, each by his passphrase: what they open together is what signs the list of officers.
 */
@ProviderType
public interface Officers {
  /** Whether this is a vault for one person, who may do everything; never for production. */
  boolean onePerson();

  /** How many security officers open the roots together; 0 in a vault for one person. */
  int threshold();

  /** Who is signed in. */
  Optional<Officer> signedIn();

  /** All officers by name, former ones too. */
  List<Officer> all() throws VaultException;

  /**
   * Has another officer signed in; work that is under way goes on.
   *
   * @throws VaultException if the passphrase is wrong, or he is locked or no officer
   */
  Officer signIn(SignIn who) throws VaultException;

  /** Has nobody signed in: no act is granted until somebody signs in again. */
  void signOut() throws VaultException;

  /**
   * Has an officer show that he is there; who is signed in stays so. For what needs several people
   * in one room.
   *
   * @throws VaultException if the passphrase is wrong, or he is locked or no officer
   */
  Officer present(SignIn who) throws VaultException;

  /**
   * Has the person of a vault for one person show that it is he, by the vault's passphrase; nothing
   * else changes. For a program that was left alone for a while.
   *
   * @param who the account's name, for the log, and the passphrase
   * @throws VaultException if the passphrase is wrong, or this is a vault with officers
   */
  void confirm(SignIn who) throws VaultException;

  /**
   * Tests an officer's passphrase, the key pair behind it and his share, if he holds one, as far as
   * that goes without the others: whether each is the one that was given to him.
   *
   * @throws VaultException if one is not; the message says which
   */
  Officer test(SignIn who) throws VaultException;

  /** Changes an officer's own passphrase; no key and no share changes. */
  void changePassphrase(SignIn who, KeyMaterial fresh) throws VaultException;

  /**
   * Lets an officer try again who was locked.
   *
   * @throws VaultException if the one who is signed in is no other security officer
   */
  Officer unlock(String name) throws VaultException;

  /** Appoints an officer. For a security officer the roots key is made and shared out anew. */
  Officer add(NewOfficer fresh, List<SignIn> quorum) throws VaultException;

  /**
   * Ends an officer's appointment. For a security officer the roots key is made and shared out
   * anew, so that his old share opens nothing that is stored from now on.
   *
   * @throws VaultException if fewer security officers than the threshold would be left
   */
  Officer remove(String name, List<SignIn> quorum) throws VaultException;

  /**
   * Gives an officer another role. What he opens is made anew under the passphrase that he has;
   * when he becomes a security officer, or is one no more, the roots key is made and shared out
   * anew.
   *
   * @param who the officer, with his own passphrase: nobody has another role without his knowledge
   * @throws VaultException if it is his role already, he is signed in, or fewer security officers
   *     than the threshold would be left
   */
  Officer changeRole(SignIn who, Role role, List<SignIn> quorum) throws VaultException;

  /** Appoints an officer in place of another of the same role, as one change. */
  Officer replace(String name, NewOfficer fresh, List<SignIn> quorum) throws VaultException;

  /**
   * Gives an officer whose passphrase is lost another one, and a new share, if he holds one.
   *
   * @param fresh its UTF-8 bytes, at least 8; stays the caller's
   */
  Officer recover(String name, KeyMaterial fresh, List<SignIn> quorum) throws VaultException;
}
