// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.tests.tls.TlsAuthorities.Authority;

/** Links and listeners with OpenSSL at the other end. */
@Timeout(60)
class TlsOtherEndsTest {
  private static final byte[] HELLO = HexFormat.of().parseHex("000000044B575431");
  private static final byte[] COMMAND = HexFormat.of().parseHex("000000058040000000");
  private static final byte[] ANSWERS =
      HexFormat.of().parseHex("000000043B024B57" + "0000000780400000009000");

  @TempDir Path folder;

  private TlsScene scene;
  private OpenSsl openSsl;

  @BeforeEach
  void start() throws Exception {
    scene = new TlsScene();
    openSsl = new OpenSsl(folder);
    openSsl.write("ca.pem", scene.authority.certificate());
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private OpenSsl.Program client(String... more) throws Exception {
    var words = new ArrayList<>(List.of("s_client", "-connect"));
    words.addAll(List.of("localhost:" + scene.port(), "-CAfile", "ca.pem"));
    words.addAll(List.of(more));
    return openSsl.start(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "ED25519"})
  void aClientOfOpenSslIsServed(String algorithm) throws Exception {
    openSsl.identity(scene.authority, "client", algorithm);
    try (var client =
        openSsl.startBare(
            ("s_client -connect localhost:%d -CAfile ca.pem -cert client.pem -key client.key -quiet"
                    + " -verify_return_error -verify_hostname localhost")
                .formatted(scene.port())
                .split(" "))) {
      client.input().write(HELLO);
      client.input().write(COMMAND);
      client.input().flush();
      assertThat(client.bytes(ANSWERS.length)).isEqualTo(ANSWERS);
    }
  }

  @Test
  void aClientOfOpenSslResumesItsSession() throws Exception {
    openSsl.identity(scene.authority, "client", "RSA");
    try (var first = client("-cert", "client.pem", "-key", "client.key", "-sess_out", "session")) {
      first.until("Post-Handshake New Session Ticket arrived");
      first.until("Max Early Data");
      first.input().close();
      first.rest();
    }
    try (var second = client("-sess_in", "session")) {
      second.until("Reused, TLSv1.3");
    }
    scene.station.take(scene.authority.list(TlsAuthorities.NOW));
    try (var third = client("-sess_in", "session")) {
      assertThat(third.until("New, TLSv1.3")).isNotEmpty();
    }
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    try (var client = client()) {
      assertThat(client.rest()).containsAnyOf("alert bad certificate", "certificate required");
    }
    scene.assertServed();
  }

  @Test
  void aClientOfAnEarlierVersionIsRefused() throws Exception {
    openSsl.identity(scene.authority, "client", "RSA");
    try (var client = client("-cert", "client.pem", "-key", "client.key", "-tls1_2")) {
      assertThat(client.rest()).contains("alert protocol version");
    }
    scene.assertServed();
  }

  private AbstractStringAssert<?> refusalBy(String... more) throws Exception {
    var words = new ArrayList<>(List.of("s_server", "-accept"));
    words.addAll(List.of("127.0.0.1:0", "-cert", "module.pem", "-key", "module.key"));
    words.addAll(List.of(more));
    try (var server = openSsl.start(words.toArray(String[]::new))) {
      int port = Integer.parseInt(server.until("ACCEPT 127.0.0.1:"));
      return scene.refusal(TlsScene.endpoint("localhost", port));
    }
  }

  @Test
  void aServerOfAnEarlierVersion() throws Exception {
    openSsl.identity(scene.authority, "module", "RSA", "localhost");
    refusalBy("-tls1_2").contains("the two ends have no version or algorithm in common");
  }

  @Test
  void aServerThatAsksForNoCertificate() throws Exception {
    openSsl.identity(scene.authority, "module", "RSA", "localhost");
    refusalBy().contains("the other end asks for no certificate");
  }

  @Test
  void aServerThatDoesNotTrustOurAuthority() throws Exception {
    openSsl.identity(scene.authority, "module", "RSA", "localhost");
    openSsl.write("other.pem", Authority.named("other").certificate());
    refusalBy("-Verify", "2", "-verify_return_error", "-CAfile", "other.pem")
        .contains("refused our certificate 'own': it does not trust who issued it");
  }

  @Test
  void aServerForWhichOurCertificateRanOut() throws Exception {
    openSsl.identity(scene.authority, "module", "RSA", "localhost");
    scene.desk.be(scene.authority.identity(TlsAuthorities.PAST, "desk"));
    refusalBy("-Verify", "2", "-verify_return_error", "-CAfile", "ca.pem")
        .contains("refused our certificate 'own': it is not valid now");
  }
}
