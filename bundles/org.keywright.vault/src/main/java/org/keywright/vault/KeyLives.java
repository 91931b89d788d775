// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyState;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The lives of a vault's keys: application keys, transport keys and root keys alike. Safe for use
 * by many threads. What a state and a crypto-period allow holds wherever {@link Grant} opens a key.
 */
@ProviderType
public interface KeyLives {
  /**
   * How one key stands.
   *
   * @throws VaultException if there is none such
   */
  KeyStanding require(KeyName key) throws VaultException;

  /**
   * All versions of an application key, or all generations of a root key, the newest first; of a
   * transport key the one that there is.
   *
   * @throws VaultException if there is none such
   */
  List<KeyStanding> versions(KeyName key) throws VaultException;

  /**
   * Takes a key to another state. From then on it opens for what that state allows, and for nothing
   * else.
   *
   * @param next any but destroyed
   * @throws VaultException if the standard has no such step ({@link KeyState#mayBecome}), or no
   *     reason is given
   */
  KeyStanding change(Grant grant, KeyName key, KeyState next, String reason) throws VaultException;

  /** Sets a key's crypto-period. */
  KeyStanding setPeriod(Grant grant, KeyName key, CryptoPeriod period) throws VaultException;

  /**
   * Calls one version of an application key something else; nothing else of it changes.
   *
   * @throws VaultException if it is no application key, or destroyed, or the label is malformed
   */
  KeyStanding label(Grant grant, KeyName key, String label) throws VaultException;

  /**
   * Narrows, for good, what one version of an application key may be used for: to a mode of use
   * that allows less, to an exportability that lets it go to fewer. Its usage stays what it is, and
   * nothing makes it wider again.
   *
   * @throws VaultException if it is no application key, or destroyed, or would be allowed something
   *     that it was not, or nothing would change
   */
  ApplicationKey restrict(
      Grant grant, KeyName key, Optional<KeyMode> mode, Optional<Exportability> exportability)
      throws VaultException;

  /**
   * Destroys a key: nothing that opens it remains in the vault, nor in the files of its database;
   * what is said about it remains. Copies of the vault that were made before still have it.
   *
   * @throws VaultException if the key is in use, or destroyed already, or no reason is given
   */
  KeyStanding destroy(Grant grant, KeyName key, String reason) throws VaultException;

  /** The keys, not destroyed, one of whose periods ends before a moment, the next end first. */
  List<KeyStanding> endingBefore(Instant moment) throws VaultException;

  /** As {@link #endingBefore}, counted from now by the vault's clock. */
  List<KeyStanding> endingWithin(Duration time) throws VaultException;
}
