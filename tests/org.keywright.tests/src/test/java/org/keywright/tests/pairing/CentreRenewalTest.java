// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.engine.pairing.Ground;
import org.keywright.engine.pairing.ProductionOrder;
import org.keywright.engine.pairing.Renewal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.Endpoint;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.RootPurpose;

/** The centre gives hosts in the field other cryptograms, and other leaves. */
class CentreRenewalTest {
  private static final Renewal NEWEST = new Renewal(OptionalInt.empty(), OptionalInt.empty(), 0);
  private static final Renewal BOTH = new Renewal(OptionalInt.empty(), OptionalInt.of(2), 0);

  @TempDir Path folder;
  private TestCentre centre;
  private TestFleet fleet;

  @BeforeEach
  void make() throws Exception {
    centre = new TestCentre(folder);
    fleet = new TestFleet(centre.crypto);
    centre.transports.bindTransport(fleet.transport(), Map.of("keywright.transport.scheme", "sim"));
    blank(Role.MS, "MS-1");
    blank(Role.MH, "MH-1");
    blank(Role.MH, "MH-2");
    centre
        .pairings
        .produce(new ProductionOrder("officer", "pay-tv", 0, List.of(unit("MS-1"), unit("MH-1"))))
        .await();
    centre.pairings.nextGeneration("officer", "pay-tv", RootPurpose.CY_KEY);
    centre.pairings.nextGeneration("officer", "pay-tv", RootPurpose.HOST_ROOT);
    centre.pairings.revoke(
        "officer", PairingRevocation.Kind.GENERATION, "pay-tv", "1", "a module was opened");
    centre.pairings.loadGeneration("officer", sim("MS-1"), 2);
    centre.pairings.setPolicy("officer", sim("MS-1"), settings -> settings);
  }

  @AfterEach
  void close() {
    centre.close();
  }

  private void blank(Role role, String name) throws Exception {
    fleet.simulator.create(
        new UnitOrder(
            role,
            List.of(new UnitOrder.Name(name, SerialNumber.parse(name))),
            Optional.empty(),
            Bytes.of((byte) 1),
            Optional.empty()));
  }

  private static ProductionOrder.Unit unit(String name) {
    return new ProductionOrder.Unit(SerialNumber.parse(name), sim(name));
  }

  private static Endpoint sim(String name) {
    return new Endpoint("sim", name);
  }

  private ContactOutcome meet() throws Exception {
    return centre.pairings.contact("tester", sim("MS-1"), sim("MH-1"), Optional.empty()).outcome();
  }

  private PairingHost known() throws Exception {
    return centre.vault().pairings().host("MH-1").orElseThrow();
  }

  @Test
  void aHostOfARevokedGenerationIsPairedAfterItsRenewal() throws Exception {
    assertThat(meet()).isInstanceOf(ContactOutcome.Refused.class);

    PairingCase made = centre.pairings.renew("officer", sim("MH-1"), NEWEST);

    assertThat(made.request().kind()).isEqualTo(PairingCase.Kind.RENEWAL);
    assertThat(made.request().host()).isEqualTo("MH-1");
    assertThat(made.order()).isEqualTo(made.number());
    assertThat(known().generation()).isEqualTo(2);
    assertThat(known().keyGeneration()).isEqualTo(1);
    assertThat(meet()).isInstanceOf(ContactOutcome.Paired.class);
    assertThat(centre.vault().log().verify()).isPositive();
  }

  @Test
  void anotherLeafComesWithIt() throws Exception {
    centre.pairings.renew("officer", sim("MH-1"), BOTH);

    assertThat(known().keyGeneration()).isEqualTo(2);
    assertThat(meet()).isInstanceOf(ContactOutcome.Paired.class);
    centre.pairings.renew("officer", sim("MH-1"), NEWEST);
    assertThat(known().keyGeneration()).as("it keeps what it has").isEqualTo(2);
    assertThat(meet()).isInstanceOf(ContactOutcome.Verified.class);
  }

  @Test
  void whenTheAnswerIsLostItIsOrderedAgain() throws Exception {
    fleet.simulator.find("MH-1").orElseThrow().arm(Fault.parse("cut-after@44"));
    assertThatThrownBy(() -> centre.pairings.renew("officer", sim("MH-1"), BOTH))
        .hasMessageContaining("after");
    assertThat(known().keyGeneration()).as("the centre does not know").isEqualTo(1);

    centre.pairings.renew("officer", sim("MH-1"), BOTH);

    assertThat(known().keyGeneration()).isEqualTo(2);
    assertThat(meet()).isInstanceOf(ContactOutcome.Paired.class);
  }

  @Test
  void aRevokedHostGetsNothingAndTheCaseSaysWhy() throws Exception {
    centre.pairings.revoke("officer", PairingRevocation.Kind.HOST, "pay-tv", "MH-1", "stolen");

    assertThatThrownBy(() -> centre.pairings.renew("officer", sim("MH-1"), NEWEST))
        .hasMessageContaining("the renewal of MH-1 is refused")
        .hasMessageContaining(Ground.HOST_REVOKED.words());
    assertThat(known().generation()).isEqualTo(1);
  }

  @Test
  void noHostGetsACryptogramOfARevokedGeneration() {
    var first = new Renewal(OptionalInt.of(1), OptionalInt.empty(), 0);
    assertThatThrownBy(() -> centre.pairings.renew("officer", sim("MH-1"), first))
        .hasMessage("generation 1 of estate pay-tv is revoked: no host gets a cryptogram of it");
  }

  @Test
  void whatIsNoHostOfTheCentreIsNamed() {
    assertThatThrownBy(() -> centre.pairings.renew("officer", sim("MH-2"), NEWEST))
        .hasMessageContaining("the host is blank; pair:produce gives it keys");
    assertThatThrownBy(() -> centre.pairings.renew("officer", sim("MS-1"), NEWEST))
        .hasMessageContaining("6A82");
    var none = new Renewal(OptionalInt.empty(), OptionalInt.of(9), 0);
    assertThatThrownBy(() -> centre.pairings.renew("officer", sim("MH-1"), none))
        .hasMessageContaining("host root")
        .hasMessageContaining("pay-tv/9");
  }
}
