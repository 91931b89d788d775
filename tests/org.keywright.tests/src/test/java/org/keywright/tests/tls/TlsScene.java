// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.keywright.crypto.KeyException;
import org.keywright.tests.tls.TlsAuthorities.Authority;
import org.keywright.tests.tls.TlsAuthorities.Ends;
import org.keywright.tests.tls.TlsAuthorities.Identity;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.UnitServer;
import org.keywright.transport.tcp.internal.TcpUnitServer;
import org.keywright.transport.tcp.internal.TlsTransport;

/** A station that serves a unit over TLS, and a desk that links to it; both of one authority. */
final class TlsScene implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(20);

  final Authority authority = Authority.named("authority");
  final Identity stationIdentity = authority.identity("station", "localhost");
  final Identity deskIdentity = authority.identity("desk");
  final Ends station = new Ends(stationIdentity, authority);
  final Ends desk = new Ends(deskIdentity, authority);
  final TcpUnitServer server;
  final UnitServer.Serving serving;
  final TlsTransport transport = TlsTransport.withTimeouts(desk, LONG, LONG);

  TlsScene() throws KeyException, IOException {
    this(TcpUnitServer.Limits.USUAL);
  }

  TlsScene(TcpUnitServer.Limits limits) throws KeyException, IOException {
    server = TcpUnitServer.with(station, limits);
    serving = server.serve(loopback(), "station", name -> Optional.of(new EchoUnit()));
  }

  static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  int port() {
    return serving.address().getPort();
  }

  static Endpoint endpoint(String host, int port) {
    return Endpoint.parse("tls://%s:%d/echo".formatted(host, port));
  }

  Link open() throws LinkException {
    return transport.open(endpoint("localhost", port()));
  }

  void assertServed() throws LinkException {
    try (var link = open()) {
      assertAnswers(link);
    }
  }

  static void assertAnswers(Link link) throws LinkException {
    assertThat(link.transceive(EchoUnit.COMMAND)).isEqualTo(EchoUnit.echo(EchoUnit.COMMAND));
  }

  /** What the desk is told when it links to the station. */
  AbstractStringAssert<?> refusal() {
    return refusal(endpoint("localhost", port()));
  }

  AbstractStringAssert<?> refusal(Endpoint endpoint) {
    return refusal(transport, endpoint);
  }

  static AbstractStringAssert<?> refusal(TlsTransport transport, Endpoint endpoint) {
    var thrown =
        assertThatExceptionOfType(LinkException.class)
            .isThrownBy(() -> transport.open(endpoint).close())
            .actual();
    return assertThat(thrown.getMessage()).startsWith(endpoint + ": ").doesNotContain("\n");
  }

  @Override
  public void close() {
    server.close();
  }
}
