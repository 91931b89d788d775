// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.time.Duration;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.Party;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Revokes what the manufacturers and personalization units of the open vault have certified, makes
 * their lists, and takes the lists of others. Safe for use by many threads.
 */
@ProviderType
public interface Revocations {
  /** After how long the next list is promised where nothing else is said. */
  Duration NEXT_LIST = Duration.ofDays(7);

  /** Revokes a certificate by its serial number. */
  IssuedCertificate revoke(String actor, Party issuer, Bytes serial, RevocationReason reason)
      throws VaultException;

  /**
   * Makes a list of all that an issuer has revoked and that is not run out.
   *
   * @param next after how long the next one comes
   */
  RevocationList list(String actor, Party issuer, Duration next)
      throws VaultException, KeyException;

  /**
   * Takes a list of the manufacturer, or of a personalization unit that is enrolled.
   *
   * @param party who goes by it from now on
   * @throws KeyException if nobody whom the party goes by has signed it
   * @throws VaultException if the party has a newer one
   */
  RevocationList receive(String actor, Party party, Bytes encoded)
      throws VaultException, KeyException;
}
