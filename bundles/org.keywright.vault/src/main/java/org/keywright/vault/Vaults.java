// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.KeyMaterial;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes and opens vaults, and holds the one that is open.
 *
 * <p>One vault is open at a time; opening another closes the first. Safe for use by many threads.
 */
@ProviderType
public interface Vaults {
  /**
   * Makes a new vault for one person, who may do everything; it is open then. It is not for
   * production, and says so wherever it is shown.
   *
   * @param address a file that does not exist, or a database that has no vault
   * @param passphrase its UTF-8 bytes, at least 8; stays the caller's
   * @throws VaultException if there is a vault, it cannot be written, or the passphrase is too
   *     short
   */
  Vault create(VaultAddress address, KeyMaterial passphrase) throws VaultException;

  /**
   * Makes a new vault with officers, which is open then; the first security officer is signed in.
   *
   * @param address a file that does not exist, or a database that has no vault
   * @param officers who they are; their passphrases stay the caller's
   * @param threshold how many security officers open the roots together, 2 or more
   * @throws VaultException if there is a vault or it cannot be written, or the officers do not make
   *     one: fewer security officers than the threshold, two of one name, a short passphrase
   */
  Vault create(VaultAddress address, List<NewOfficer> officers, int threshold)
      throws VaultException;

  /**
   * Opens a vault with officers and signs one of them in.
   *
   * @throws VaultException as {@link #open(VaultAddress, KeyMaterial)}, and if the vault has no
   *     such officer, or he is locked
   */
  Vault open(VaultAddress address, SignIn who) throws VaultException;

  /**
   * The names of those who can sign in to a vault, read without opening it; none for a vault for
   * one person.
   *
   * @throws VaultException if there is no such vault
   */
  List<String> officers(VaultAddress address) throws VaultException;

  /** Makes a new vault for one person in a file. */
  default Vault create(Path file, KeyMaterial passphrase) throws VaultException {
    return create(VaultAddress.of(file), passphrase);
  }

  /**
   * Opens a vault for one person. One in a file can be open in one process at a time, one on a
   * server in several.
   *
   * @param passphrase its UTF-8 bytes; stays the caller's
   * @throws VaultException if there is no such vault, it is damaged, is of a newer version, is in
   *     use by another process, or the passphrase is wrong
   */
  Vault open(VaultAddress address, KeyMaterial passphrase) throws VaultException;

  /** Opens a vault in a file. */
  default Vault open(Path file, KeyMaterial passphrase) throws VaultException {
    return open(VaultAddress.of(file), passphrase);
  }

  /**
   * Opens a copy of a vault for one person that is older than this computer has seen, and which
   * {@link #open(VaultAddress, KeyMaterial)} refuses for that: a backup that was restored, or a
   * file that was put back. Its log says who accepted it, why, and what it lacks.
   *
   * @param passphrase its UTF-8 bytes; stays the caller's
   * @param actor who accepts it
   * @param reason why, in one line
   * @throws VaultException as opening, and if the copy is not an older one, or there is no reason
   */
  Vault acceptOlder(VaultAddress address, KeyMaterial passphrase, String actor, String reason)
      throws VaultException;

  /**
   * Opens an older copy of a vault with officers, by two security officers; the first of them is
   * signed in.
   *
   * @param officers the two; their passphrases stay the caller's
   * @param reason why, in one line
   * @throws VaultException as opening, and if the copy is not an older one, there is no reason, or
   *     they are not two security officers
   */
  Vault acceptOlder(VaultAddress address, List<SignIn> officers, String reason)
      throws VaultException;

  /**
   * Makes a vault of a backup; it is not opened, and no passphrase is asked for.
   *
   * @param backup a file that {@link Upkeep#backup} wrote
   * @param to a file that does not exist, or a database that has no vault
   * @return how many rows it has
   * @throws VaultException if the one is no vault or is damaged, or the other cannot be made
   */
  long restore(Path backup, VaultAddress to) throws VaultException;

  /** The open vault. */
  Optional<Vault> current();

  /**
   * The open vault.
   *
   * @throws VaultException if none is open; the message says how to open one
   */
  default Vault require() throws VaultException {
    return current()
        .orElseThrow(
            () ->
                new VaultException(
                    "no vault is open: vault:open FILE opens one, vault:create FILE makes one"));
  }

  /**
   * Another holder, that has no vault open yet and tells nobody of those that it opens: for what
   * needs a vault of its own beside the one that is open here. It opens older copies too, and does
   * not note how far it has seen a vault come. The caller closes it.
   */
  Vaults another();

  /** Closes the open vault, if there is one, and wipes its keys. */
  void close();
}
