// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Identities, authorities and revocation lists of lines under TLS. Each record is sealed to the
 * vault, so that nobody puts one in or changes it without its passphrase. Safe for use by many
 * threads.
 */
@ProviderType
public interface TlsRecords {
  /**
   * Makes a record, in place of one of the same kind and name.
   *
   * @param name one line
   * @throws VaultException if the name is malformed
   */
  TlsRecord save(Grant grant, TlsRecord.Kind kind, String name, Bytes content)
      throws VaultException;

  /** Takes a record out, if there is one. */
  void remove(Grant grant, TlsRecord.Kind kind, String name) throws VaultException;

  /**
   * One record.
   *
   * @throws VaultException if it was changed outside Keywright
   */
  Optional<TlsRecord> find(TlsRecord.Kind kind, String name) throws VaultException;

  /**
   * All of a kind, by name.
   *
   * @throws VaultException if one was changed outside Keywright
   */
  List<TlsRecord> all(TlsRecord.Kind kind) throws VaultException;
}
