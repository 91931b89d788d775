// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import org.keywright.console.spi.CommandException;
import org.keywright.crypto.Bytes;
import org.keywright.engine.personalization.Pem;

/** Reads and writes ordinary certificates and revocation lists, in PEM or DER. */
final class X509File {
  private X509File() {}

  static List<X509Certificate> chain(Path file) throws IOException, CommandException {
    try {
      var chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(InputFile.bytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new CommandException(file + " has no certificate in it");
      }
      return chain;
    } catch (GeneralSecurityException e) {
      throw new CommandException(file + " is no certificate: " + e.getMessage());
    }
  }

  static X509Certificate certificate(Path file) throws IOException, CommandException {
    return chain(file).getFirst();
  }

  static X509CRL list(Path file) throws IOException, CommandException {
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509")
              .generateCRL(new ByteArrayInputStream(InputFile.bytes(file)));
    } catch (GeneralSecurityException e) {
      throw new CommandException(file + " is no revocation list: " + e.getMessage());
    }
  }

  static void write(Path file, X509Certificate certificate) throws IOException {
    try {
      PemFile.write(file, Pem.CERTIFICATE, Bytes.of(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate has no encoding", e);
    }
  }

  static void write(Path file, X509CRL list) throws IOException {
    try {
      PemFile.write(file, Pem.REVOCATIONS, Bytes.of(list.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a revocation list has no encoding", e);
    }
  }
}
