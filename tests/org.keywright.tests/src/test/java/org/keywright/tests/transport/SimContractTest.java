// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.transport;

import java.time.Duration;
import java.util.Optional;
import org.keywright.testkit.TransportContract;
import org.keywright.transport.Endpoint;
import org.keywright.transport.sim.internal.SimTransport;
import org.keywright.transport.spi.TransportProvider;

/** The contract of transports for simulated units of this program. */
class SimContractTest extends TransportContract {
  private final ContractFleet fleet;
  private final SimTransport transport;

  SimContractTest() throws Exception {
    fleet = new ContractFleet();
    transport = SimTransport.withTimeout(fleet.simulator, Duration.ofSeconds(20));
  }

  @Override
  protected TransportProvider provider() {
    return transport;
  }

  @Override
  protected Endpoint answering() {
    return Endpoint.parse("sim:ei");
  }

  @Override
  protected Endpoint unknown() {
    return Endpoint.parse("sim:nobody");
  }

  @Override
  protected Endpoint malformed() {
    return Endpoint.parse("sim:no/name");
  }

  @Override
  protected Optional<Endpoint> silent() {
    return Optional.of(Endpoint.parse("sim:silent"));
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
