// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.crypto.pki.Trust;
import org.keywright.crypto.pki.Validity;

/**
 * What Keywright certifies, other libraries take: OpenSSL, which has to be installed, and the JDK;
 * and the chain that the document prints.
 */
class OtherLibrariesTest {
  private static final Path DOCUMENT = Path.of("../../docs/protocols/certificates.md");
  private static final Parties PARTIES = parties();

  @TempDir Path folder;

  static Stream<CertificateChain> goodChains() throws KeyException {
    var all = new ArrayList<CertificateChain>();
    all.add(PARTIES.unit.chain());
    all.add(PARTIES.module.chain());
    all.add(PARTIES.central.chain());
    var phone = DistinguishedName.of("North Pay", "phone 3");
    for (KeyPurpose device : List.of(KeyPurpose.APPLIANCE, KeyPurpose.IDENTIFICATION)) {
      all.add(PARTIES.under(PARTIES.unit, device, phone, PARTIES.keys.generate(), 50).chain());
    }
    var pair = PARTIES.keys.generate();
    all.add(PARTIES.under(PARTIES.root, KeyPurpose.IDENTITY, Parties.MODULE, pair, 5000).chain());
    all.add(
        PARTIES
            .under(PARTIES.central, KeyPurpose.ENDORSEMENT, Parties.UNIT, PARTIES.unitPair, 50)
            .chain());
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("goodChains")
  void openSslAcceptsEveryChain(CertificateChain chain) throws Exception {
    Path root = write("root.pem", PARTIES.root.certificate().pem());
    assertThat(openSsl(root, List.of(), chain, Parties.NOW)).endsWith(": OK");
  }

  @Test
  void openSslAcceptsAChainForTls() throws Exception {
    Path root = write("root.pem", PARTIES.root.certificate().pem());
    for (String purpose : List.of("sslclient", "sslserver")) {
      assertThat(openSsl(root, List.of("-purpose", purpose), PARTIES.module.chain(), Parties.NOW))
          .endsWith(": OK");
    }
  }

  @Test
  void openSslReadsTheRevocationLists() throws Exception {
    Path root = write("root.pem", PARTIES.root.certificate().pem());
    Certificate module = PARTIES.module.certificate();
    String rootList = pem(list(PARTIES.root, Map.of()));
    Path good = write("good.pem", rootList + pem(list(PARTIES.unit, Map.of())));
    Path bad =
        write(
            "bad.pem",
            rootList
                + pem(
                    list(
                        PARTIES.unit,
                        Map.of(
                            module.serial(),
                            new RevocationList.Revocation(
                                Parties.NOW, RevocationReason.KEY_COMPROMISE)))));
    assertThat(
            openSsl(
                root,
                List.of("-crl_check_all", "-CRLfile", good.toString()),
                PARTIES.module.chain(),
                Parties.NOW.plusSeconds(60)))
        .endsWith(": OK");
    assertThat(
            openSsl(
                root,
                List.of("-crl_check_all", "-CRLfile", bad.toString()),
                PARTIES.module.chain(),
                Parties.NOW.plusSeconds(60)))
        .contains("certificate revoked");
  }

  @Test
  void openSslReadsRequests() throws Exception {
    try (var pair = PARTIES.keys.generate()) {
      var request = PARTIES.certificates.request(pair.privateKey(), Parties.MODULE);
      Path file = folder.resolve("request.der");
      Files.write(file, request.encoded().toArray());
      assertThat(
              run(
                  List.of(
                      "openssl",
                      "req",
                      "-inform",
                      "DER",
                      "-in",
                      file.toString(),
                      "-verify",
                      "-noout")))
          .containsIgnoringCase("verify OK");
    }
  }

  @ParameterizedTest
  @MethodSource("goodChains")
  void theJdkAcceptsEveryChain(CertificateChain chain) {
    assertThatCode(
            () -> {
              var factory = CertificateFactory.getInstance("X.509");
              var path = new ArrayList<X509Certificate>();
              for (Certificate each : chain.certificates()) {
                path.add(jdk(factory, each));
              }
              var anchor = new TrustAnchor(jdk(factory, PARTIES.root.certificate()), null);
              var parameters = new PKIXParameters(Set.of(anchor));
              parameters.setRevocationEnabled(false);
              parameters.setDate(Date.from(Parties.NOW));
              CertPathValidator.getInstance("PKIX")
                  .validate(factory.generateCertPath(path), parameters);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void theChainOfTheDocumentHolds() throws Exception {
    var texts =
        Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----")
            .matcher(Files.readString(DOCUMENT, UTF_8))
            .results()
            .map(found -> found.group())
            .toList();
    assertThat(texts).hasSize(3);
    var root = PARTIES.certificates.readPem(texts.get(0));
    var chain = PARTIES.certificates.readPem(texts.get(2) + "\n" + texts.get(1));
    Instant instant = Instant.parse("2026-01-02T00:00:00Z");
    PARTIES.certificates.check(chain, Trust.in(root.leaf(), KeyPurpose.MODULE), instant);
    assertThat(openSsl(write("root.pem", texts.get(0)), List.of(), chain, instant))
        .endsWith(": OK");
    assertThat(chain.leaf().freshness())
        .contains(Bytes.ofHex("4BF5122F344554C53BDE2EBB8CD2B7E3D1600AD631C385A5D7CCE23C7785459A"));
  }

  @Test
  void theRequestOfTheDocumentHolds() throws Exception {
    String text = Files.readString(DOCUMENT, UTF_8);
    String hex = text.substring(text.indexOf("30820111")).split("```", 2)[0];
    var request =
        PARTIES.certificates.readRequest(Bytes.ofHex(hex.replaceAll("\\s", "")).toArray());
    assertThat(request.subject().commonName()).isEqualTo("pin pad 7");
  }

  private static X509Certificate jdk(CertificateFactory factory, Certificate certificate)
      throws Exception {
    return (X509Certificate)
        factory.generateCertificate(new ByteArrayInputStream(certificate.encoded().toArray()));
  }

  private String openSsl(Path root, List<String> options, CertificateChain chain, Instant at)
      throws Exception {
    var command = new ArrayList<>(List.of("openssl", "verify", "-x509_strict", "-attime"));
    command.add(Long.toString(at.getEpochSecond()));
    command.addAll(options);
    command.addAll(List.of("-CAfile", root.toString()));
    var all = chain.certificates();
    if (all.size() > 1) {
      String above = String.join("", all.stream().skip(1).map(Certificate::pem).toList());
      command.addAll(List.of("-untrusted", write("above.pem", above).toString()));
    }
    command.add(write("leaf.pem", chain.leaf().pem()).toString());
    return run(command);
  }

  private static String run(List<String> command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said.strip();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static RevocationList list(
      Credential issuer, Map<Bytes, RevocationList.Revocation> revoked) throws KeyException {
    return PARTIES.certificates.issueRevocationList(
        issuer, revoked, 1, Validity.of(Parties.NOW, Duration.ofDays(7)));
  }

  private static String pem(RevocationList list) {
    return "-----BEGIN X509 CRL-----\n"
        + java.util.Base64.getMimeEncoder().encodeToString(list.encoded().toArray())
        + "\n-----END X509 CRL-----\n";
  }

  private static Parties parties() {
    try {
      return new Parties();
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }
}
