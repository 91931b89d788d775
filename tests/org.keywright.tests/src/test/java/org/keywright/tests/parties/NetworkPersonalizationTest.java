// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.Revocations;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.vault.CertificateState;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.Party;
import org.keywright.vault.TransactionKey;

/** Modules dial a unit and a central system that listen, over TLS on loopback. */
class NetworkPersonalizationTest {
  private static final SerialNumber FIRST = SerialNumber.parse("FU-1");

  @TempDir Path folder;
  private Network network;
  private CentralServer central;
  private PersonalizationServer unit;
  private final Booked booked = new Booked();

  @BeforeEach
  void make() throws Exception {
    network = new Network(folder);
    network.bringUp(OptionalInt.empty(), "localhost:1");
    startUnit();
    startCentral(Optional.empty());
  }

  private void startUnit() throws Exception {
    unit = network.units.start(Network.ACTOR, Network.UNIT, Network.free(), ServerSettings.USUAL);
    unit.observe(booked);
  }

  private void startCentral(Optional<KeyLoad.Form> load) throws Exception {
    central =
        network.centrals.start(
            Network.ACTOR, Network.CENTRAL, Network.free(), ServerSettings.USUAL, load);
    central.observe(booked);
  }

  @AfterEach
  void close() {
    network.close();
  }

  private SimulatedModule module(String name) throws Exception {
    return (SimulatedModule) network.module(name);
  }

  private SimulatedModule ordered(String name) throws Exception {
    var module = module(name);
    network.order(name);
    return module;
  }

  /** Returns when the unit has booked the module, which is after the module has hung up. */
  private void personalize(SimulatedModule module) throws Exception {
    module.personalize("localhost", unit.address().getPort());
    booked.await(module.serialNumber() + " is active");
  }

  private SimulatedModule.CentralLink attach(SimulatedModule module) throws Exception {
    var link = module.attach("localhost", central.address().getPort());
    booked.await(module.serialNumber() + " is admitted");
    return link;
  }

  private SimulatedModule operational(String name) throws Exception {
    var module = ordered(name);
    personalize(module);
    return module;
  }

  private IssuedCertificate certificate(String module) throws Exception {
    return network.vault.certificates().of(module).stream()
        .filter(each -> each.purpose() == KeyPurpose.MODULE)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aModuleIsPersonalizedAdmittedGetsAKeyAndUsesIt() throws Exception {
    var module = operational("FU-1");
    assertThat(certificate("FU-1").state()).isEqualTo(CertificateState.ACTIVE);
    assertThat(unit.counts().active()).isEqualTo(1);

    try (var link = attach(module)) {
      assertThat(central.connected())
          .extracting(CentralServer.Connected::module)
          .containsExactly(FIRST);
      for (KeyLoad.Form form : KeyLoad.Form.values()) {
        TransactionKey key = central.load(Network.ACTOR, FIRST, form);
        assertThat(key.keyVersion()).isEqualTo(form.ordinal() + 1);
        assertThat(key.state()).isEqualTo(TransactionKey.State.HELD);
        assertThat(central.use(Network.ACTOR, FIRST)).isTrue();
      }
      assertThat(link.open()).isTrue();
    }
    assertThat(network.units.compare(Network.UNIT)).isEmpty();
  }

  @Test
  void aTransactionKeyWorksAfterARestartOfTheCentralSystem() throws Exception {
    var module = operational("FU-1");
    try (var link = attach(module)) {
      central.load(Network.ACTOR, FIRST, KeyLoad.Form.KEY_RECORD);
      assertThat(link.open()).isTrue();
    }
    network.restart();
    startCentral(Optional.empty());

    try (var link = attach(module)) {
      assertThat(central.use(Network.ACTOR, FIRST)).isTrue();
      assertThat(
              network
                  .vault
                  .centralModules()
                  .find(Network.CENTRAL, "FU-1")
                  .orElseThrow()
                  .admissions())
          .isEqualTo(2);
      assertThat(link.open()).isTrue();
    }
  }

  @Test
  void aModuleWithoutAnOrderIsRefusedAndStaysAsItWas() throws Exception {
    var module = module("FU-1");

    assertThatThrownBy(() -> personalize(module))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status().hex()).isEqualTo("6982"));
    assertThatThrownBy(() -> attach(module))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status().hex()).isEqualTo("6985"));
    assertThat(unit.counts().active()).isZero();
  }

  @Test
  void aRevokedIdentityGetsNoFurtherThanTheHandshake() throws Exception {
    var module = ordered("FU-1");
    var maker = Party.manufacturer(Network.MAKER);
    network.revocations.revoke(
        Network.ACTOR,
        maker,
        network.vault.certificates().of("FU-1").getFirst().serial(),
        RevocationReason.KEY_COMPROMISE);
    network.revocations.receive(
        Network.ACTOR,
        Party.unit(Network.UNIT),
        network.revocations.list(Network.ACTOR, maker, Revocations.NEXT_LIST).encoded());

    assertThatThrownBy(() -> personalize(module)).isInstanceOf(IOException.class);
    unit.close();
    assertThat(unit.counts().failedHandshakes()).isEqualTo(1);
  }

  @Test
  void aRevokedModuleIsCutOffAndNotAdmittedAgain() throws Exception {
    var module = operational("FU-1");
    try (var link = attach(module)) {
      network.revocations.revoke(
          Network.ACTOR,
          Party.unit(Network.UNIT),
          certificate("FU-1").serial(),
          RevocationReason.KEY_COMPROMISE);
      var list =
          network.revocations.list(Network.ACTOR, Party.unit(Network.UNIT), Revocations.NEXT_LIST);
      network.revocations.receive(Network.ACTOR, Party.central(Network.CENTRAL), list.encoded());

      assertThat(central.cutRevoked()).isEqualTo(1);
      link.awaitEnd();
    }
    requireShutOut(module);
  }

  @Test
  void theModulesOfAUnitThatIsNotEnrolledAreNotAdmitted() throws Exception {
    var module = operational("FU-1");
    network.centrals.removeUnit(Network.ACTOR, Network.CENTRAL, Network.UNIT);

    requireShutOut(module);
    assertThat(central.counts().admitted()).isZero();
  }

  /** With TLS 1.3 a client learns only after its handshake that it was refused. */
  private void requireShutOut(SimulatedModule module) throws Exception {
    try (var link = module.attach("localhost", central.address().getPort())) {
      link.awaitEnd();
      assertThat(link.open()).isFalse();
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    assertThat(central.connected()).isEmpty();
  }

  @Test
  void aCentralSystemLoadsANewModuleAtOnceIfItIsToldTo() throws Exception {
    central.close();
    startCentral(Optional.of(KeyLoad.Form.KEY_BLOCK));
    var module = operational("FU-1");

    try (var link = attach(module)) {
      booked.await("FU-1 holds key version 1");
      assertThat(central.use(Network.ACTOR, FIRST)).isTrue();
      assertThat(link.open()).isTrue();
    }
  }

  @Test
  void twentyModulesComeAtOnce() throws Exception {
    var modules = new ArrayList<SimulatedModule>();
    for (int i = 1; i <= 20; i++) {
      modules.add(ordered("PAD-" + i));
    }
    var together = new CountDownLatch(1);
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var runs = new ArrayList<Future<?>>();
      for (SimulatedModule module : modules) {
        runs.add(
            pool.submit(
                () -> {
                  together.await();
                  personalize(module);
                  return module;
                }));
      }
      together.countDown();
      for (Future<?> run : runs) {
        run.get();
      }
    }

    assertThat(unit.counts().active()).isEqualTo(20);
    assertThat(network.units.compare(Network.UNIT)).isEmpty();
    assertThat(network.vault.log().verify()).isPositive();
  }

  @Test
  void anAcknowledgementThatWasLostIsAskedForAfterARestartOfTheUnit() throws Exception {
    var module = ordered("FU-1");
    module.arm(Fault.parse("lose-answer@ec"));
    assertThatThrownBy(() -> module.personalize("localhost", unit.address().getPort()))
        .isInstanceOf(IOException.class);
    unit.close();
    assertThat(certificate("FU-1").state()).isEqualTo(CertificateState.PENDING);
    assertThat(network.units.compare(Network.UNIT))
        .singleElement()
        .asString()
        .contains("was never confirmed");
    network.restart();
    startUnit();

    personalize(module);

    assertThat(certificate("FU-1").state()).isEqualTo(CertificateState.ACTIVE);
    assertThat(network.units.compare(Network.UNIT)).isEmpty();
    assertThat(network.vault.certificates().of("FU-1")).hasSize(2);
  }

  @Test
  void aUnitThatIsStoppedTakesNobodyAndStartsAgain() throws Exception {
    var module = ordered("FU-1");
    unit.close();
    assertThat(network.units.servers()).isEmpty();
    assertThatThrownBy(() -> personalize(module)).isInstanceOf(IOException.class);

    startUnit();
    personalize(module);

    assertThat(unit.counts().active()).isEqualTo(1);
  }
}
