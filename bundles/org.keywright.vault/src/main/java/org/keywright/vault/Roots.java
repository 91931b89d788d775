// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The root keys of a vault: those from which the keys of whole estates are derived, and private
 * keys. Safe for use by many threads.
 */
@ProviderType
public interface Roots {
  /**
   * Adds a root key; the key stays the caller's.
   *
   * @param generation 1 to 65535
   * @param publicPart the certificate or public key of a private key; empty for others
   * @throws VaultException if there is such a root key already, or the name is malformed
   */
  RootKey create(
      Grant grant, RootPurpose purpose, String name, int generation, Key key, Bytes publicPart)
      throws VaultException;

  /** All root keys by purpose, name and generation. */
  List<RootKey> all() throws VaultException;

  /** The generations of a root key, the oldest first. */
  List<RootKey> generations(RootPurpose purpose, String name) throws VaultException;

  /** One root key. */
  Optional<RootKey> find(RootPurpose purpose, String name, int generation) throws VaultException;

  /**
   * One root key.
   *
   * @throws VaultException if there is none such; the message names those of the purpose
   */
  RootKey require(RootPurpose purpose, String name, int generation) throws VaultException;

  /**
   * Takes a root key out of use for good; it is kept, and no longer opened.
   *
   * @throws VaultException if there is none such, or it is not in use
   */
  RootKey retire(Grant grant, RootPurpose purpose, String name, int generation)
      throws VaultException;
}
