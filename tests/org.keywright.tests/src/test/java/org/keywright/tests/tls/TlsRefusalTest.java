// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.tls;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.crypto.KeyException;
import org.keywright.tests.tls.TlsAuthorities.Authority;
import org.keywright.tests.tls.TlsAuthorities.Ends;
import org.keywright.transport.tcp.internal.TlsTransport;

/** Each kind of handshake that fails is told in a sentence that says what to do. */
@Timeout(60)
class TlsRefusalTest {
  private final TlsScene scene;

  TlsRefusalTest() throws KeyException, IOException {
    scene = new TlsScene();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private static void aside(Callable<?> work) {
    Thread.ofVirtual().start(new FutureTask<>(work));
  }

  @Test
  void aCertificateThatRanOut() throws Exception {
    scene.station.be(scene.authority.identity(TlsAuthorities.PAST, "station", "localhost"));
    scene
        .refusal()
        .contains("the other end is not trusted: the certificate of 'CN=station' ran out on ")
        .contains("its owner needs a new one");
  }

  @Test
  void aCertificateThatIsNotYetValid() throws Exception {
    scene.station.be(scene.authority.identity(TlsAuthorities.FUTURE, "station", "localhost"));
    scene
        .refusal()
        .contains("the certificate of 'CN=station' is valid only from ")
        .contains("look at the clocks");
  }

  @Test
  void anAuthorityThatNobodyKnows() throws Exception {
    scene.station.be(Authority.named("stranger").identity("station", "localhost"));
    scene.refusal().contains("'CN=stranger', whom nobody here trusts: tls:trust");
  }

  @Test
  void anAuthorityOfTheSameNameWithAnotherKey() throws Exception {
    scene.station.be(Authority.named("authority").identity("station", "localhost"));
    scene.refusal().contains("the other end is not trusted: the certificate of 'CN=station'");
  }

  @Test
  void nobodyIsTrusted() {
    scene.desk.trustNobody();
    scene.refusal().contains("nobody is trusted for TLS").contains("tls:trust");
  }

  @Test
  void aRevokedCertificate() throws Exception {
    scene.desk.take(scene.authority.list(TlsAuthorities.NOW, scene.stationIdentity.own()));
    scene.refusal().contains("the certificate of 'CN=station' was revoked on ");
  }

  @Test
  void aRevokedCertificateWhereListsAreRequired() throws Exception {
    scene.desk.trustNobody().trust(scene.authority, true);
    scene.desk.take(scene.authority.list(TlsAuthorities.NOW, scene.stationIdentity.own()));
    scene.refusal().contains("the certificate of 'CN=station' was revoked on ");
  }

  @Test
  void aListOutOfDateRevokesAllTheSame() throws Exception {
    scene.desk.take(scene.authority.list(TlsAuthorities.PAST, scene.stationIdentity.own()));
    scene.refusal().contains("the certificate of 'CN=station' was revoked on ");
  }

  @Test
  void aListOfSomebodyElseOfThatNameRevokesNothing() throws Exception {
    var stranger = Authority.named("authority");
    scene.desk.take(stranger.list(TlsAuthorities.NOW, scene.stationIdentity.own()));
    scene.assertServed();
  }

  @Test
  void noRevocationListWhereOneIsRequired() {
    scene.desk.trustNobody().trust(scene.authority, true);
    scene
        .refusal()
        .contains("there is no revocation list of 'CN=authority', and it needs one: tls:crl");
  }

  @Test
  void aRevocationListThatRanOut() throws Exception {
    scene.desk.trustNobody().trust(scene.authority, true);
    scene.desk.take(scene.authority.list(TlsAuthorities.PAST));
    scene
        .refusal()
        .contains("the revocation list of 'CN=authority' ran out on ")
        .contains("tls:crl takes a newer one");
    scene.desk.take(scene.authority.list(TlsAuthorities.NOW));
    scene.assertServed();
  }

  @Test
  void anotherHostName() throws Exception {
    scene.station.be(scene.authority.identity("station", "depot.example", "10.1.2.3"));
    scene.refusal().contains("is for depot.example, 10.1.2.3 and not for 'localhost'");
  }

  @Test
  void aNumericAddressNeedsACertificateForIt() throws Exception {
    var numeric = TlsScene.endpoint("127.0.0.1", scene.port());
    scene.refusal(numeric).contains("is for localhost and not for '127.0.0.1'");
    scene.station.be(scene.authority.identity("station", "127.0.0.1"));
    scene.transport.open(numeric).close();
  }

  @Test
  void aCertificateForClientsOnly() throws Exception {
    scene.station.be(scene.authority.identity("station"));
    scene.refusal().contains("the certificate of 'CN=station' is not for servers");
  }

  @Test
  void ourCertificateIsRefused() throws Exception {
    scene.desk.be(Authority.named("stranger").identity("desk"));
    scene.refusal().contains("the other end refused our certificate 'own'");
    scene.desk.be(scene.authority.identity(TlsAuthorities.PAST, "desk"));
    scene.refusal().contains("the other end refused our certificate 'own'");
    scene.station.take(scene.authority.list(TlsAuthorities.NOW, scene.deskIdentity.own()));
    scene.desk.be(scene.deskIdentity);
    scene.refusal().contains("the other end refused our certificate 'own'");
  }

  @Test
  void thereIsNoIdentityOrNoVault() {
    scene.desk.lose("no vault is open: vault:open opens it");
    scene.refusal().contains("no vault is open: vault:open opens it");
  }

  @Test
  void theOwnKeyIsGone() {
    scene.deskIdentity.key().close();
    scene.refusal().contains("the identity 'own' does not sign any more: its key was wiped");
  }

  @Test
  void theOtherEndHasNoIdentity() {
    scene.station.lose("no vault is open: vault:open opens it");
    scene.refusal().contains("the other end closed the line without a word");
  }

  @Test
  void theOtherEndSpeaksNoTls() throws Exception {
    var plain = scene.server.serve(TlsScene.loopback(), name -> Optional.of(new EchoUnit()));
    scene
        .refusal(TlsScene.endpoint("localhost", plain.address().getPort()))
        .contains("closed the line without a word: perhaps it does not speak TLS");
  }

  @Test
  void theOtherEndSaysSomethingElse() throws Exception {
    try (var listener = new ServerSocket(0, 1, TlsScene.loopback().getAddress())) {
      aside(
          () -> {
            try (var socket = listener.accept()) {
              socket
                  .getOutputStream()
                  .write("220 mail.example ready\r\n".getBytes(StandardCharsets.US_ASCII));
              socket.getInputStream().readAllBytes();
            }
            return null;
          });
      scene
          .refusal(TlsScene.endpoint("localhost", listener.getLocalPort()))
          .contains("what the other end sends is no TLS (tcp:// is for units without it)");
    }
  }

  @Test
  void theOtherEndIsSilent() throws Exception {
    try (var listener = new ServerSocket(0, 1, TlsScene.loopback().getAddress())) {
      var hasty =
          TlsTransport.withTimeouts(
              new Ends(scene.deskIdentity, scene.authority), Duration.ofMillis(300), TlsScene.LONG);
      TlsScene.refusal(hasty, TlsScene.endpoint("localhost", listener.getLocalPort()))
          .contains("no TLS within 300 ms");
    }
  }

  @Test
  void theLineBreaksWithinTheHandshake() throws Exception {
    try (var listener = new ServerSocket(0, 1, TlsScene.loopback().getAddress())) {
      aside(
          () -> {
            try (var socket = listener.accept()) {
              socket.getInputStream().read();
              socket.setSoLinger(true, 0);
            }
            return null;
          });
      scene
          .refusal(TlsScene.endpoint("localhost", listener.getLocalPort()))
          .containsAnyOf("Connection reset", "closed the line");
    }
  }

  @Test
  void nobodyListens() throws Exception {
    scene.serving.close();
    scene.refusal().contains("Connection refused");
  }
}
