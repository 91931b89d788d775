// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The modules that the central systems of a vault have admitted, and the transaction keys that they
 * share. Safe for use by many threads; each method that changes something is one commit.
 */
@ProviderType
public interface CentralModules {
  /** Records that a module was admitted now. */
  CentralModule admit(Grant grant, String central, String module, Bytes certificate)
      throws VaultException;

  /** One module. */
  Optional<CentralModule> find(String central, String module) throws VaultException;

  /** A page of the modules of a central system by serial number. */
  List<CentralModule> page(String central, String text, int offset, int limit)
      throws VaultException;

  /**
   * Records a transaction key before it goes out; the key stays the caller's. Its version is one
   * more than that of any before it.
   *
   * @throws VaultException if the module was never admitted, or has had all versions
   */
  TransactionKey send(Grant grant, String central, String module, Key key, KeyAttributes attributes)
      throws VaultException;

  /**
   * Records that the module holds a key, by its proof: the ones before are wiped.
   *
   * @param receipt what it proved that by
   * @throws VaultException if there is no such key, or a newer one is held
   */
  TransactionKey hold(Grant grant, String central, String module, int keyVersion, Bytes receipt)
      throws VaultException;

  /**
   * Records that a key which was sent is not held, by proof: it is wiped.
   *
   * @throws VaultException if there is no such key, or it is held
   */
  void drop(Grant grant, String central, String module, int keyVersion) throws VaultException;

  /** The keys of a module, the newest first. */
  List<TransactionKey> keys(String central, String module) throws VaultException;
}
