// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.keywright.testkit.TransportContract;
import org.keywright.tests.tls.TlsAuthorities.Authority;
import org.keywright.tests.tls.TlsAuthorities.Ends;
import org.keywright.transport.Endpoint;
import org.keywright.transport.UnitServer;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.transport.tcp.internal.TcpUnitServer;
import org.keywright.transport.tcp.internal.TlsTransport;

/** The contract of transports for modules over TLS. */
class TlsContractTest extends TransportContract {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ContractFleet fleet;
  private final TcpUnitServer server;
  private final TlsTransport transport;
  private UnitServer.Serving serving;

  TlsContractTest() throws Exception {
    fleet = new ContractFleet();
    var authority = Authority.named("ca");
    var station = new Ends(authority.identity("station", "localhost"), authority);
    server = TcpUnitServer.with(station, TcpUnitServer.Limits.USUAL);
    var desk = new Ends(authority.identity("desk"), authority);
    transport = TlsTransport.withTimeouts(desk, LONG, LONG);
  }

  @BeforeEach
  void serve() throws IOException {
    serving =
        server.serve(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "station",
            fleet.simulator.directory());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Endpoint endpoint(String unit) {
    return Endpoint.parse("tls://localhost:%d/%s".formatted(serving.address().getPort(), unit));
  }

  @Override
  protected TransportProvider provider() {
    return transport;
  }

  @Override
  protected Endpoint answering() {
    return endpoint("ei");
  }

  @Override
  protected Endpoint unknown() {
    return endpoint("missing");
  }

  @Override
  protected Endpoint malformed() {
    return Endpoint.parse("tls:localhost");
  }

  @Override
  protected Optional<Endpoint> silent() {
    return Optional.of(endpoint("silent"));
  }

  @Override
  protected byte[] unanswered() {
    return ContractFleet.PREPARE.clone();
  }

  @Override
  protected void awaitSilence() throws InterruptedException {
    fleet.prepared.acquire();
  }

  @Override
  protected long commands() {
    return fleet.answering.commands();
  }
}
