// SPDX-License-Identifier: EPL-2.0
package org.keywright.tls.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.vault.TlsRecord;
import org.keywright.vault.VaultException;

/** Certificates and lists in and out of the contents of records. */
final class Der {
  private Der() {}

  static Bytes of(X509Certificate... chain) {
    var out = new ByteArrayOutputStream();
    try {
      for (X509Certificate certificate : chain) {
        out.writeBytes(certificate.getEncoded());
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate has no encoding", e);
    }
    return Bytes.of(out.toByteArray());
  }

  static Bytes of(X509CRL list) {
    try {
      return Bytes.of(list.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a revocation list has no encoding", e);
    }
  }

  static List<X509Certificate> chain(TlsRecord record) throws VaultException {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(record.content().toArray()))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (GeneralSecurityException e) {
      throw damaged(record, e);
    }
  }

  static X509Certificate certificate(TlsRecord record) throws VaultException {
    return chain(record).getFirst();
  }

  static X509CRL list(TlsRecord record) throws VaultException {
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509")
              .generateCRL(new ByteArrayInputStream(record.content().toArray()));
    } catch (GeneralSecurityException e) {
      throw damaged(record, e);
    }
  }

  private static VaultException damaged(TlsRecord record, GeneralSecurityException e) {
    return new VaultException(
        "the TLS record " + record.name() + " cannot be read: tls:remove takes it out", e);
  }

  /**
   * The point of a public key on P-256, which is the end of its encoding (RFC 5480, clause 2);
   * something that is no point for other keys.
   */
  static Bytes point(X509Certificate certificate) {
    byte[] encoded = certificate.getPublicKey().getEncoded();
    return Bytes.of(
        Arrays.copyOfRange(
            encoded, Math.max(0, encoded.length - EcPublicKey.LENGTH), encoded.length));
  }
}
