// SPDX-License-Identifier: EPL-2.0
package org.keywright.plugins;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.keywright.crypto.Bytes;

/**
 * Who signed every entry of a jar.
 *
 * @param subject the name in the certificate
 * @param fingerprint SHA-256 of the certificate in DER
 */
public record Signer(String subject, Bytes fingerprint) {
  /** The one whom a certificate names. */
  public static Signer of(X509Certificate certificate) {
    try {
      return new Signer(
          certificate.getSubjectX500Principal().getName(), Plugin.digest(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has no encoding", e);
    }
  }
}
