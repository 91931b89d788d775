// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.keywright.console.spi.CommandException;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.Certificates;
import org.keywright.engine.personalization.Pem;

/** Reads and writes what the parties of a personalization give each other in files. */
final class PemFile {
  private final Certificates certificates;

  PemFile(Certificates certificates) {
    this.certificates = certificates;
  }

  private static String text(Path file) throws IOException, CommandException {
    return new String(InputFile.bytes(file), StandardCharsets.ISO_8859_1);
  }

  CertificateChain chain(Path file) throws IOException, CommandException {
    String text = text(file);
    try {
      return certificates.readPem(text);
    } catch (KeyException e) {
      throw named(file, e);
    }
  }

  Certificate certificate(Path file) throws IOException, CommandException {
    return chain(file).leaf();
  }

  CertificateRequest request(Path file) throws IOException, CommandException {
    String text = text(file);
    try {
      return certificates.readRequest(Pem.REQUEST.read(text).toArray());
    } catch (KeyException e) {
      throw named(file, e);
    }
  }

  static Bytes revocations(Path file) throws IOException, CommandException {
    String text = text(file);
    try {
      return Pem.REVOCATIONS.read(text);
    } catch (KeyException e) {
      throw named(file, e);
    }
  }

  private static CommandException named(Path file, KeyException e) {
    return new CommandException(file + ": " + e.getMessage());
  }

  /** Writes a text of public content, in place of what the file may have held. */
  static void write(Path file, String text) throws IOException {
    Files.writeString(
        file,
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  static void write(Path file, Pem kind, Bytes encoded) throws IOException {
    write(file, kind.text(encoded));
  }

  static void write(Path file, CertificateChain chain) throws IOException {
    var text = new StringBuilder();
    chain.certificates().forEach(certificate -> text.append(certificate.pem()));
    write(file, text.toString());
  }
}
