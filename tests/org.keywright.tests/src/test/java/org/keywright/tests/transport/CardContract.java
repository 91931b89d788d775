// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.transport;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.keywright.testkit.TransportContract;
import org.keywright.transport.Endpoint;
import org.keywright.transport.pcsc.internal.PcscTransport;
import org.keywright.transport.pcsc.internal.PcscTransport.Limits;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.internal.VpcdReaders;
import org.keywright.transport.spi.TransportProvider;

/** The contract of transports for cards, which are simulated units in virtual readers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CardContract extends TransportContract {
  /** Long enough for a card to be seen again on a busy machine. */
  static final Limits LIMITS =
      new Limits(Duration.ofSeconds(8), Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final PcscTransport transport;
  private Pcscd service;
  private ContractFleet fleet;
  private VpcdReaders readers;

  CardContract(PcscTransport transport) {
    this.transport = transport;
  }

  @BeforeAll
  void insert() throws Exception {
    service = Pcscd.start();
    fleet = new ContractFleet();
    readers = new VpcdReaders(fleet.simulator);
    readers.insert(fleet.answering, service.slot(0));
    readers.insert(fleet.silent, service.slot(1));
  }

  @BeforeEach
  void keepSilent() {
    fleet.keepSilent();
  }

  /** A command that hangs in the unit ends with its power, and lets go of the reader. */
  @AfterEach
  void cutPower() {
    fleet.silent.powerCycle();
  }

  @AfterAll
  void pull() {
    transport.close();
    if (readers != null) {
      readers.close();
    }
    if (service != null) {
      service.close();
    }
  }

  /** The answering module's next answer has 65,000 bytes. */
  final void flood() {
    fleet.answering.arm(Fault.parse("flood"));
  }

  @Override
  protected TransportProvider provider() {
    return transport;
  }

  @Override
  protected Endpoint answering() {
    return new Endpoint("pcsc", Pcscd.reader(0));
  }

  @Override
  protected Endpoint unknown() {
    return Endpoint.parse("pcsc:No Such Reader");
  }

  @Override
  protected Endpoint malformed() {
    return Endpoint.parse("pcsc:atr=3Z");
  }

  @Override
  protected Optional<Endpoint> silent() {
    return Optional.of(new Endpoint("pcsc", Pcscd.reader(1)));
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
