// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.tests.TestCurves;
import org.keywright.tests.tls.TlsAuthorities.Authority;

/** OpenSSL's programs, which have to be installed; what they say is read line by line. */
final class OpenSsl {
  private final Path folder;

  OpenSsl(Path folder) {
    this.folder = folder;
  }

  /** A key of OpenSSL's, and a certificate of the authority for it: name.key, name.pem. */
  void identity(Authority authority, String name, String algorithm, String... hosts)
      throws Exception {
    run("genpkey", "-algorithm", algorithm, "-out", name + ".key");
    var request =
        new ArrayList<>(
            List.of("req", "-new", "-key", name + ".key", "-subj", "/CN=" + name, "-outform"));
    request.addAll(List.of("DER", "-out", name + ".csr"));
    if (hosts.length > 0) {
      request.addAll(List.of("-addext", "subjectAltName=DNS:" + String.join(",DNS:", hosts)));
    }
    run(request.toArray(String[]::new));
    var issued =
        TestCurves.tlsCertificates()
            .issue(
                authority.key().privateKey(),
                authority.certificate(),
                Bytes.of(Files.readAllBytes(folder.resolve(name + ".csr"))),
                TlsAuthorities.NOW);
    write(name + ".pem", issued);
  }

  void write(String file, X509Certificate certificate) throws Exception {
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }

  private void run(String... words) throws Exception {
    try (var program = start(words)) {
      var said = program.rest();
      if (program.process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", words) + ": " + said);
      }
    }
  }

  Program start(String... words) throws IOException {
    return new Program(builder(words).redirectErrorStream(true).start());
  }

  /** Whatever it says of errors is dropped, so that bytes are left alone. */
  Program startBare(String... words) throws IOException {
    return new Program(builder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  private ProcessBuilder builder(String... words) {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  /** One that runs, until it is closed. */
  static final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;

    private Program(Process process) {
      this.process = process;
      says =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** Reads until a line that begins so, and returns its rest. */
    String until(String beginning) throws IOException {
      var said = new StringBuilder();
      for (var line = says.readLine(); line != null; line = says.readLine()) {
        said.append(line).append('\n');
        int at = line.indexOf(beginning);
        if (at >= 0) {
          return line.substring(at + beginning.length()).strip();
        }
      }
      throw new AssertionError("openssl did not say '" + beginning + "' but:\n" + said);
    }

    String rest() throws IOException {
      var said = new StringBuilder();
      says.lines().forEach(line -> said.append(line).append('\n'));
      return said.toString();
    }

    byte[] bytes(int count) throws IOException {
      return process.getInputStream().readNBytes(count);
    }

    OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
