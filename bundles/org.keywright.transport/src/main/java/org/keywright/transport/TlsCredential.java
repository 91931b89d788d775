// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Who this program is on lines under TLS, and whom it trusts there, at one moment.
 *
 * @param name what the identity is called, for people
 * @param chain its certificate, then those of its issuers up to an authority, which may be missing
 * @param privateKey the key of the first certificate; it need not have an encoding, and ends with
 *     the credential
 * @param authorities whom it trusts
 * @param revocationLists the lists at hand, of whatever issuers
 * @param inForce whether all this still holds; once it does not, {@link TlsCredentials} has another
 *     or none
 */
public record TlsCredential(
    String name,
    List<X509Certificate> chain,
    PrivateKey privateKey,
    List<TlsAuthority> authorities,
    List<X509CRL> revocationLists,
    BooleanSupplier inForce) {
  /** Copies the lists. */
  public TlsCredential {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
    revocationLists = List.copyOf(revocationLists);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an identity on TLS lines has a certificate");
    }
  }
}
