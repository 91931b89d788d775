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
import org.keywright.transport.Endpoint;
import org.keywright.transport.UnitServer;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.transport.tcp.internal.TcpTransport;
import org.keywright.transport.tcp.internal.TcpUnitServer;

/** The contract of transports for modules over TCP. */
class TcpContractTest extends TransportContract {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ContractFleet fleet;
  private final TcpUnitServer server = TcpUnitServer.withDefaults();
  private final TcpTransport transport = TcpTransport.withTimeouts(LONG, LONG);
  private UnitServer.Serving serving;

  TcpContractTest() throws Exception {
    fleet = new ContractFleet();
  }

  @BeforeEach
  void serve() throws IOException {
    serving =
        server.serve(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            fleet.simulator.directory());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Endpoint endpoint(String unit) {
    return Endpoint.parse(
        "tcp://%s:%d/%s"
            .formatted(
                serving.address().getAddress().getHostAddress(),
                serving.address().getPort(),
                unit));
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
    return Endpoint.parse("tcp:localhost");
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
