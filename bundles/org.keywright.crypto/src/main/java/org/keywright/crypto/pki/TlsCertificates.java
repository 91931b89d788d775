// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Ordinary certificates for lines under TLS (RFC 5280), which companies' authorities issue, and
 * those of a small authority of one's own. They are not those of the profile that {@link
 * Certificates} reads.
 *
 * <p>Safe for use by many threads. Keys are on P-256, are given by handle and stay the caller's.
 */
@ProviderType
public interface TlsCertificates {
  /**
   * A private key in the form that the JDK's TLS takes: it has no encoding, and signs through the
   * handle for as long as that is open.
   */
  PrivateKey signing(Key privateKey);

  /**
   * Makes a request (PKCS#10, RFC 2986), in DER.
   *
   * @param name the common name
   * @param hosts the host names and addresses by which the end is reached; none if it only connects
   * @throws KeyException if a name is malformed or the key does not sign
   */
  Bytes request(Key privateKey, String name, List<String> hosts) throws KeyException;

  /**
   * Makes the certificate of an authority that nobody certifies but itself, and that certifies no
   * other authority.
   *
   * @throws KeyException if the name is malformed or the key does not sign
   */
  X509Certificate authority(Key privateKey, String name, Validity validity) throws KeyException;

  /**
   * Issues a certificate to who made a request; for servers and clients if it names hosts,
   * otherwise for clients.
   *
   * @param authority the certificate of the issuing key
   * @param request in DER
   * @throws KeyException if the request is malformed or not signed with its own key
   */
  X509Certificate issue(
      Key authorityKey, X509Certificate authority, Bytes request, Validity validity)
      throws KeyException;

  /**
   * Makes a revocation list.
   *
   * @param authority the certificate of the issuing key
   * @param before the list that this one follows, whose entries it takes over
   * @param revoked what is revoked besides, as of the list's beginning
   * @throws KeyException if the key does not sign
   */
  X509CRL revocationList(
      Key authorityKey,
      X509Certificate authority,
      Optional<X509CRL> before,
      List<X509Certificate> revoked,
      Validity validity)
      throws KeyException;
}
