// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.engine.personalization.Pem;

/**
 * What was done, and the file that it went into.
 *
 * @param sentence as people are told it, with the file
 * @param file where the result lies, if it went anywhere
 */
record Written(String sentence, Optional<Path> file) implements Outcome {
  /** Something that has no file. */
  static Written nowhere(String sentence) {
    return new Written(sentence, Optional.empty());
  }

  /** Something that lies in a file now. */
  static Written in(Path file, String sentence) {
    return new Written(sentence + ": " + file, Optional.of(file));
  }

  /** Writes a certificate if somebody wants it. */
  static Written certificate(Optional<Path> out, Certificate certificate, String sentence)
      throws IOException {
    if (out.isEmpty()) {
      return nowhere(sentence);
    }
    PemFile.write(out.get(), certificate.pem());
    return in(out.get(), sentence);
  }

  /** Writes a request if somebody wants it. */
  static Written request(Optional<Path> out, CertificateRequest request, String sentence)
      throws IOException {
    if (out.isEmpty()) {
      return nowhere(sentence);
    }
    PemFile.write(out.get(), Pem.REQUEST, request.encoded());
    return in(out.get(), sentence);
  }
}
