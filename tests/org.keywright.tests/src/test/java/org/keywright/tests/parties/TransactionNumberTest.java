// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.engine.personalization.DeviceKind;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.PlacedOrder;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.TransactionNumbers;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.vault.OrderState;
import org.keywright.vault.Party;
import org.keywright.vault.WorkOrder;

/** Transaction numbers, the devices that bring them, and appliances that bring tickets. */
class TransactionNumberTest {
  private static final SerialNumber FIRST = SerialNumber.parse("FU-1");
  private static final Duration DAY = Duration.ofHours(24);

  @TempDir Path folder;
  private Network network;
  private PersonalizationServer unit;
  private final Booked booked = new Booked();
  private SimulatedModule module;

  @BeforeEach
  void make() throws Exception {
    network = new Network(folder);
    network.bringUp();
    unit = network.units.start(Network.ACTOR, Network.UNIT, Network.free(), ServerSettings.USUAL);
    unit.observe(booked);
    module = (SimulatedModule) network.module("FU-1");
  }

  @AfterEach
  void close() {
    network.close();
  }

  private void dial() throws IOException, Refusal {
    module.personalize("localhost", unit.address().getPort());
  }

  private void enter(PlacedOrder placed) throws Refusal {
    module.enterTan(placed.number().orElseThrow());
  }

  private KeyMaterial wrong() {
    return TransactionNumbers.make(network.base.keys);
  }

  private void refused(String status) {
    assertThatThrownBy(this::dial)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status().hex()).isEqualTo(status));
  }

  private WorkOrder now(PlacedOrder placed) throws Exception {
    return network.vault.workOrders().require(placed.order().id());
  }

  @Test
  void theRightNumberIsGoodOnce() throws Exception {
    try (PlacedOrder placed = network.numbered("FU-1", DAY)) {
      enter(placed);
      dial();
      booked.await("FU-1 is active");
      assertThat(now(placed).state()).isEqualTo(OrderState.DONE);

      enter(placed);
      refused("9E20");
    }
  }

  @Test
  void aWrongNumberCostsATryAndTheThirdEndsTheOrder() throws Exception {
    try (PlacedOrder placed = network.numbered("FU-1", DAY)) {
      for (String status : List.of("63C2", "63C1", "6983")) {
        try (KeyMaterial wrong = wrong()) {
          module.enterTan(wrong);
        }
        refused(status);
      }
      assertThat(now(placed).state()).isEqualTo(OrderState.BLOCKED);

      enter(placed);
      refused("6983");
    }
    assertThat(network.vault.certificates().of("FU-1")).hasSize(1);
  }

  @Test
  void aNumberThatHasRunOutIsRefused() throws Exception {
    try (PlacedOrder placed = network.numbered("FU-1", Duration.ofNanos(1))) {
      enter(placed);
      refused("9E21");
      assertThat(now(placed).failuresLeft()).isEqualTo(3);
    }
  }

  @Test
  void withoutANumberTheModuleIsRefusedAndCanComeAgain() throws Exception {
    try (PlacedOrder placed = network.numbered("FU-1", DAY)) {
      refused("9E24");
      assertThat(now(placed).failuresLeft()).isEqualTo(3);

      enter(placed);
      dial();
      booked.await("FU-1 is active");
    }
  }

  private void enrol(DeviceKind kind, String name) throws Exception {
    var request = network.devices.create(Network.ACTOR, kind, name, Network.CUSTOMER);
    var chain = network.units.enrolDevice(Network.ACTOR, Network.UNIT, kind, request);
    network.devices.install(Network.ACTOR, kind, name, chain, network.root);
  }

  private void revoke(String device) throws Exception {
    var certificate = network.vault.certificates().of(device).getFirst();
    network.revocations.revoke(
        Network.ACTOR,
        Party.unit(Network.UNIT),
        certificate.serial(),
        RevocationReason.KEY_COMPROMISE);
  }

  @Test
  void anIdentificationUnitFetchesTheNumberAndTheOrderNamesIt() throws Exception {
    enrol(DeviceKind.IDENTIFICATION_UNIT, "ann");
    try (PlacedOrder placed = network.numbered("FU-1", DAY);
        KeyMaterial fetched =
            network.devices.fetchNumber(Network.ACTOR, "ann", FIRST, unit.address())) {
      assertThat(fetched.sameBytesAs(placed.number().orElseThrow())).isTrue();
      module.enterTan(fetched);
      dial();
      booked.await("FU-1 is active");
      assertThat(now(placed).through()).isEqualTo("identification unit ann");
    }
  }

  @Test
  void anIdentificationUnitThatIsRevokedGetsNothing() throws Exception {
    enrol(DeviceKind.IDENTIFICATION_UNIT, "ann");
    revoke("ann");
    try (PlacedOrder placed = network.numbered("FU-1", DAY)) {
      assertThatThrownBy(
              () -> network.devices.fetchNumber(Network.ACTOR, "ann", FIRST, unit.address()))
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.status().hex()).isEqualTo("9E25"));
      assertThat(now(placed).through()).isEmpty();
    }
  }

  @Test
  void aTicketBringsModuleAndUnitTogetherWithoutTheAppliance() throws Exception {
    enrol(DeviceKind.APPLIANCE, "phone");
    long order = network.order("FU-1");
    module.userAct();
    String digits =
        network.devices.carryTicket(
            Network.ACTOR, "phone", Network.endpoint("FU-1"), unit.address());
    assertThat(digits).matches("\\d{6}");

    // Nobody tells the module to dial.
    booked.await("FU-1 is active");
    module.awaitPersonalization();
    assertThat(network.vault.workOrders().require(order).through()).isEqualTo("appliance phone");
    assertThatThrownBy(module::awaitPersonalization)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status().hex()).isEqualTo("6985"));
  }

  @Test
  void whatTheUnitRefusesBehindATicketTheModuleTellsWhoAsks() throws Exception {
    enrol(DeviceKind.APPLIANCE, "phone");
    module.userAct();
    network.devices.carryTicket(Network.ACTOR, "phone", Network.endpoint("FU-1"), unit.address());

    assertThatThrownBy(module::awaitPersonalization)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status().hex()).isEqualTo("6982"));
  }

  @Test
  void anApplianceThatIsNotEnrolledCarriesNothing() throws Exception {
    enrol(DeviceKind.APPLIANCE, "phone");
    revoke("phone");
    network.order("FU-1");
    module.userAct();

    assertThatThrownBy(
            () ->
                network.devices.carryTicket(
                    Network.ACTOR, "phone", Network.endpoint("FU-1"), unit.address()))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status().hex()).isEqualTo("9E22"));
  }

  @Test
  void whoHasNoCertificateOfTheUnitGetsNoFurtherThanTheHandshake() throws Exception {
    network.unit("elsewhere", Network.CUSTOMER, OptionalInt.empty());
    var request =
        network.devices.create(
            Network.ACTOR, DeviceKind.IDENTIFICATION_UNIT, "eve", Network.CUSTOMER);
    var chain =
        network.units.enrolDevice(
            Network.ACTOR, "elsewhere", DeviceKind.IDENTIFICATION_UNIT, request);
    network.devices.install(
        Network.ACTOR, DeviceKind.IDENTIFICATION_UNIT, "eve", chain, network.root);
    try (PlacedOrder placed = network.numbered("FU-1", DAY)) {
      InetSocketAddress at = unit.address();
      assertThatThrownBy(() -> network.devices.fetchNumber(Network.ACTOR, "eve", FIRST, at))
          .isInstanceOf(Refusal.class);
      assertThat(now(placed).through()).isEmpty();
    }
  }

  @Test
  void noNumberLiesInVaultOrLogOrRecords() throws Exception {
    enrol(DeviceKind.IDENTIFICATION_UNIT, "ann");
    var digits = new ArrayList<byte[]>();
    try (PlacedOrder placed = network.numbered("FU-1", DAY);
        KeyMaterial fetched =
            network.devices.fetchNumber(Network.ACTOR, "ann", FIRST, unit.address())) {
      byte[] copy = new byte[TransactionNumbers.LENGTH];
      fetched.copyInto(copy, 0);
      digits.add(copy);
      enter(placed);
      dial();
      booked.await("FU-1 is active");
      assertThat(placed.toString() + unit.events() + now(placed))
          .doesNotContain(new String(copy, StandardCharsets.US_ASCII));
    }
    network.close();
    String number = new String(digits.getFirst(), StandardCharsets.US_ASCII);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(number);
      }
    }
  }
}
