// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.time.Instant;
import java.util.Map;
import org.keywright.crypto.Bytes;

/**
 * A list of certificates that its issuer has revoked (CRL; RFC 5280, clause 5). Its signature has
 * been checked.
 *
 * @param encoded the whole list in DER
 * @param issuer the certificate of the key that signed it
 * @param number rises with each list of an issuer
 * @param validity from this update to the next one, both named in the list
 * @param revoked what is revoked, by serial number
 */
public record RevocationList(
    Bytes encoded,
    Certificate issuer,
    long number,
    Validity validity,
    Map<Bytes, Revocation> revoked) {
  /** Copies the map. */
  public RevocationList {
    revoked = Map.copyOf(revoked);
  }

  /**
   * When and why.
   *
   * @param since from when on the certificate is not good any more
   * @param reason why
   */
  public record Revocation(Instant since, RevocationReason reason) {}

  @Override
  public String toString() {
    return "revocation list "
        + number
        + " of "
        + issuer.subject()
        + ", "
        + revoked.size()
        + " revoked";
  }
}
