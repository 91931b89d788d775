// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.DeviceKind;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.PlacedOrder;
import org.keywright.engine.personalization.Revocations;
import org.keywright.engine.personalization.UnitCampaign;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.TransactionNumbers;
import org.keywright.tests.proof.Needles;
import org.keywright.tests.proof.Overheard;
import org.keywright.tests.proof.RunKeys;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.Party;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.VaultException;

/**
 * All acts of personalization are done, well and otherwise, while every logger speaks at its
 * finest; then what was logged, thrown, shown or kept is searched for the private keys of the
 * parties, the transaction numbers and the transaction keys.
 */
class PartiesCanaryTest {
  private static final Duration DAY = Duration.ofHours(24);

  @TempDir private Path folder;

  private final Overheard heard = new Overheard("org.keywright");
  private final Needles needles = new Needles();
  private final List<Object> shown = Collections.synchronizedList(new ArrayList<>());
  private final Booked booked = new Booked();
  private Network network;

  @BeforeEach
  void make() throws Exception {
    network = new Network(folder);
  }

  @AfterEach
  void stop() {
    network.close();
    heard.close();
  }

  @Test
  void nothingSecretIsSeenOrKeptInTheClear() throws Exception {
    network.bringUp();
    for (DeviceKind kind : DeviceKind.values()) {
      var request = network.devices.create(Network.ACTOR, kind, kind.name(), Network.CUSTOMER);
      var chain = network.units.enrolDevice(Network.ACTOR, Network.UNIT, kind, request);
      shown.addAll(List.of(request, chain));
      network.devices.install(Network.ACTOR, kind, kind.name(), chain, network.root);
    }
    try (var unit =
            network.units.start(Network.ACTOR, Network.UNIT, Network.free(), Network.PATIENT);
        var central =
            network.centrals.start(
                Network.ACTOR,
                Network.CENTRAL,
                Network.free(),
                Network.PATIENT,
                Optional.of(KeyLoad.Form.KEY_BLOCK))) {
      unit.observe(booked);
      unit.observe(shown::add);
      central.observe(booked);
      central.observe(shown::add);
      numbers(unit);
      ticket(unit);
      transactionKeys(central);
      locally();
      cancelled(unit);
      revocations(unit, central);
      shown.addAll(List.of(unit, unit.counts(), central, central.counts(), central.connected()));
    }
    show();
    lookForPrivateKeys();
    assertThat(heard.text()).as("something was logged").hasSizeGreaterThan(100);
    assertThat(shown).hasSizeGreaterThan(60);
    for (Object each : shown) {
      assertThat(found(Overheard.said(each))).as(each.getClass().getName()).isEmpty();
    }
    assertThat(found(heard.text())).isEmpty();
    network.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(needles.in(file)).as(file.toString()).isEmpty();
      }
    }
  }

  /** By a wrong number, by the right one from an identification unit, and once too often. */
  private void numbers(PersonalizationServer unit) throws Exception {
    var module = (SimulatedModule) network.module("FU-1");
    int port = unit.address().getPort();
    try (PlacedOrder placed = network.numbered("FU-1", DAY);
        KeyMaterial wrong = TransactionNumbers.make(network.base.keys);
        KeyMaterial fetched =
            network.devices.fetchNumber(
                Network.ACTOR,
                DeviceKind.IDENTIFICATION_UNIT.name(),
                SerialNumber.parse("FU-1"),
                unit.address())) {
      look("TAN", placed.number().orElseThrow());
      shown.addAll(List.of(placed, placed.order(), fetched, wrong));
      module.enterTan(wrong);
      attempt(() -> personalized(module, port));
      module.enterTan(fetched);
      personalized(module, port);
      booked.await("FU-1 is active");
      module.enterTan(fetched);
      attempt(() -> personalized(module, port));
      attempt(
          () ->
              network.devices.fetchNumber(
                  Network.ACTOR, "nobody", SerialNumber.parse("FU-1"), unit.address()));
    }
  }

  private static Object personalized(SimulatedModule module, int port) throws Exception {
    module.personalize("localhost", port);
    return module.summary();
  }

  private void ticket(PersonalizationServer unit) throws Exception {
    var module = (SimulatedModule) network.module("FU-2");
    network.order("FU-2");
    module.userAct();
    network.devices.carryTicket(
        Network.ACTOR, DeviceKind.APPLIANCE.name(), Network.endpoint("FU-2"), unit.address());
    module.awaitPersonalization();
    booked.await("FU-2 is active");
    attempt(
        () -> {
          module.awaitPersonalization();
          return module;
        });
  }

  private void transactionKeys(CentralServer central) throws Exception {
    var serial = SerialNumber.parse("FU-1");
    var module = (SimulatedModule) network.simulator.find("FU-1").orElseThrow();
    try (var link = module.attach("localhost", central.address().getPort())) {
      booked.await("FU-1 holds key version 1");
      shown.add(central.load(Network.ACTOR, serial, KeyLoad.Form.KEY_RECORD));
      shown.addAll(List.of(central.use(Network.ACTOR, serial), link, central.connected()));
    }
    attempt(() -> central.use(Network.ACTOR, SerialNumber.parse("FU-2")));
    try (Grant grant = grant()) {
      for (int version = 1; version <= 2; version++) {
        try (Key key = grant.transactionKey(Network.CENTRAL, "FU-1", version)) {
          look("transaction key " + version, key.material());
        } catch (VaultException e) {
          // The one before is gone when the next one is held.
          shown.add(e);
        }
      }
    }
  }

  /** A campaign over local links, with a module that has no order. */
  private void locally() throws Exception {
    network.module("FU-3");
    network.order("FU-3");
    network.module("FU-4");
    var lines = List.of("serial,endpoint", "FU-3,sim:FU-3", "FU-4,sim:FU-4", "FU-5,sim:none");
    Path list = Files.write(folder.resolve("devices.csv"), lines);
    var campaign = new UnitCampaign(Network.UNIT, CampaignOrder.of(list), true);
    var job = network.campaigns.start(Network.ACTOR, campaign);
    shown.addAll(List.of(campaign, job, job.await()));
    shown.addAll(network.vault.jobs().items(job.id(), Set.of(), 0, 100));
    attempt(() -> network.units.run(Network.ACTOR, Network.UNIT, Network.endpoint("FU-4"), true));
  }

  /** An order is withdrawn, and its number with it: whoever brings that is told so. */
  private void cancelled(PersonalizationServer unit) throws Exception {
    var module = (SimulatedModule) network.module("FU-6");
    try (PlacedOrder placed = network.numbered("FU-6", DAY)) {
      look("TAN of a cancelled order", placed.number().orElseThrow());
      shown.addAll(List.of(placed, network.units.cancel(Network.ACTOR, placed.order().id())));
      attempt(() -> network.units.cancel(Network.ACTOR, placed.order().id()));
      module.enterTan(placed.number().orElseThrow());
      attempt(() -> personalized(module, unit.address().getPort()));
      try (Grant grant = grant()) {
        attempt(() -> grant.transactionNumber(placed.order().id()));
      }
    }
  }

  /** Certificates are revoked, lists are given and taken, and an enrolment is ended. */
  private void revocations(PersonalizationServer unit, CentralServer central) throws Exception {
    var party = Party.unit(Network.UNIT);
    var certificate = network.vault.certificates().of("FU-1").getFirst();
    shown.add(
        network.revocations.revoke(
            Network.ACTOR, party, certificate.serial(), RevocationReason.KEY_COMPROMISE));
    var list = network.revocations.list(Network.ACTOR, party, Revocations.NEXT_LIST);
    var heeding = Party.central(Network.CENTRAL);
    shown.add(network.revocations.receive(Network.ACTOR, heeding, list.encoded()));
    attempt(() -> network.revocations.receive(Network.ACTOR, heeding, list.encoded()));
    attempt(() -> network.revocations.receive(Network.ACTOR, heeding, Bytes.of(new byte[99])));
    var module = (SimulatedModule) network.simulator.find("FU-2").orElseThrow();
    try (var link = module.attach("localhost", central.address().getPort())) {
      booked.await("FU-2 holds key version 1");
      shown.addAll(List.of(list, central.cutRevoked()));
      network.centrals.removeUnit(Network.ACTOR, Network.CENTRAL, Network.UNIT);
      shown.addAll(List.of(central.cutRevoked(), network.units.compare(Network.UNIT)));
      link.awaitEnd();
    }
    attempt(() -> module.attach("localhost", central.address().getPort()));
    shown.addAll(List.of(unit.events(), central.events()));
  }

  private void show() throws Exception {
    shown.addAll(List.of(network.vault, network.vault.info(), network.vault.log()));
    shown.addAll(network.vault.log().page(0, 1_000));
    for (String name : List.of("FU-1", "FU-2", "FU-3", "FU-6")) {
      shown.addAll(network.vault.certificates().of(name));
      shown.add(network.simulator.find(name).orElseThrow().summary());
    }
  }

  private Grant grant() throws Exception {
    return network.vault.grant(new Act("t", "look", "what to look for", ""));
  }

  private void lookForPrivateKeys() throws Exception {
    try (Grant grant = grant();
        Key manufacturer = grant.root(RootPurpose.MANUFACTURER, Network.MAKER, 1);
        Key unit = grant.root(RootPurpose.PERSONALIZATION_UNIT, Network.UNIT, 1);
        Key central = grant.root(RootPurpose.CENTRAL_SYSTEM, Network.CENTRAL, 1)) {
      look("root key", manufacturer.material());
      look("unit key", unit.material());
      look("central key", central.material());
      shown.addAll(List.of(manufacturer.toString(), unit.material().toString(), grant.toString()));
    }
  }

  private void look(String name, KeyMaterial secret) {
    byte[] masked = secret.expose((byte[] lent) -> RunKeys.mask(lent));
    needles.addInText(name, masked);
  }

  /** Does something that is to fail, and shows what comes of it. */
  private void attempt(Callable<?> what) {
    try {
      shown.add(what.call());
    } catch (Exception e) {
      shown.add(e);
    }
  }

  private TreeSet<String> found(String text) {
    return needles.in(text.getBytes(StandardCharsets.UTF_8));
  }
}
