// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.engine.pairing.Meeting;
import org.keywright.engine.pairing.ProductionOrder;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.Endpoint;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.vault.Act;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;
import org.keywright.vault.Pairing;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.RootPurpose;

/** The centre with simulated modules and hosts: made, paired, ordered, copied and revoked. */
class CentreAndUnitsTest {
  @TempDir Path folder;
  private TestCentre centre;
  private TestFleet fleet;

  @BeforeEach
  void make() throws Exception {
    centre = new TestCentre(folder);
    fleet = new TestFleet(centre.crypto);
    centre.transports.bindTransport(fleet.transport(), Map.of("keywright.transport.scheme", "sim"));
    blank(Role.MS, "MS-1", "MS-2");
    blank(Role.MH, "MH-1", "MH-2", "MH-3");
  }

  @AfterEach
  void close() {
    centre.close();
  }

  private void blank(Role role, String... names) throws Exception {
    var units = new ArrayList<UnitOrder.Name>();
    for (String name : names) {
      units.add(new UnitOrder.Name(name, SerialNumber.parse(name)));
    }
    fleet.simulator.create(
        new UnitOrder(role, units, Optional.empty(), Bytes.of((byte) 1), Optional.empty()));
  }

  private JobState produce(String... names) throws Exception {
    var units = new ArrayList<ProductionOrder.Unit>();
    for (String name : names) {
      units.add(new ProductionOrder.Unit(SerialNumber.parse(name), sim(name)));
    }
    return centre
        .pairings
        .produce(new ProductionOrder("officer", "pay-tv", 0, units))
        .await()
        .state();
  }

  private void produceAll() throws Exception {
    assertThat(produce("MS-1", "MS-2", "MH-1", "MH-2", "MH-3")).isEqualTo(JobState.DONE);
  }

  private static Endpoint sim(String name) {
    return new Endpoint("sim", name);
  }

  private Meeting meet(String module, String host) throws Exception {
    return centre.pairings.contact("tester", sim(module), sim(host), Optional.empty());
  }

  private Pairing.State state(String module, String host) throws Exception {
    return centre.vault().pairings().pairings(module).stream()
        .filter(p -> p.host().equals(host))
        .map(Pairing::state)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aModuleInTheFieldTakesHostsOfAGenerationThatWasLoaded() throws Exception {
    assertThat(produce("MS-1")).isEqualTo(JobState.DONE);
    centre.pairings.nextGeneration("officer", "pay-tv", RootPurpose.CY_KEY);
    assertThat(produce("MH-1")).isEqualTo(JobState.DONE);
    assertThat(meet("MS-1", "MH-1").outcome())
        .isInstanceOfSatisfying(
            ContactOutcome.Refused.class, r -> assertThat(r.status().hex()).isEqualTo("9E12"));

    centre.pairings.loadGeneration("officer", sim("MS-1"), 2);

    assertThat(meet("MS-1", "MH-1").outcome()).isInstanceOf(ContactOutcome.Paired.class);
    assertThatThrownBy(() -> centre.pairings.loadGeneration("officer", sim("MS-1"), 7))
        .hasMessageContaining("7");
    assertThatThrownBy(() -> centre.pairings.loadGeneration("officer", sim("MS-1"), 2))
        .hasMessageContaining("module MS-1 has a key of generation 2 already");
  }

  @Test
  void aUserErasesAPlaceByACodeOfTheCentreAtAPairedHost() throws Exception {
    produceAll();
    meet("MS-1", "MH-1");
    meet("MS-1", "MH-2");
    var gone = SerialNumber.parse("MH-1");
    var request =
        new CodeRequest("help desk", "sold", SerialNumber.parse("MS-1"), gone, 2, Optional.empty());

    try (var answer = centre.pairings.erasureCode(request)) {
      assertThat(state("MS-1", "MH-1")).as("until it is done").isEqualTo(Pairing.State.SEEN);
      centre.pairings.eraseByCode("user", sim("MS-1"), sim("MH-2"), gone, answer.code());
    }

    assertThat(state("MS-1", "MH-1")).isEqualTo(Pairing.State.ENDED);
    assertThat(centre.pairings.table("officer", sim("MS-1")).rows()).hasSize(1);
    assertThatThrownBy(
            () ->
                centre.pairings.eraseByCode(
                    "user", sim("MS-1"), sim("MH-3"), gone, Optional.empty()))
        .hasMessageContaining("not paired");
    assertThatThrownBy(
            () ->
                centre.pairings.eraseByCode(
                    "user", sim("MS-1"), sim("MH-2"), gone, Optional.empty()))
        .hasMessageContaining("6A88");
  }

  @Test
  void unitsAreMadeInAnyOrderAndPairedByTheCentresCode() throws Exception {
    produceAll();

    Meeting first = meet("MS-1", "MH-1");
    assertThat(first.outcome()).isInstanceOf(ContactOutcome.Paired.class);
    assertThat(first.answer()).isPresent();
    assertThat(first.sighting().orElseThrow().index()).isEqualTo(1);
    Meeting second = meet("MS-1", "MH-1");
    assertThat(second.outcome()).isInstanceOf(ContactOutcome.Verified.class);
    assertThat(second.answer()).isEmpty();
    assertThat(state("MS-1", "MH-1")).isEqualTo(Pairing.State.SEEN);
    assertThat(centre.vault().devices().history("MS-1", 9))
        .singleElement()
        .satisfies(
            e -> assertThat(e.what()).isEqualTo("made a module of estate pay-tv, generation 1"));
  }

  @Test
  void makingUnitsAgainChangesNothing() throws Exception {
    produceAll();
    meet("MS-1", "MH-1");

    produceAll();

    assertThat(meet("MS-1", "MH-1").outcome()).isInstanceOf(ContactOutcome.Verified.class);
    blank(Role.MS, "other");
    var order =
        new ProductionOrder(
            "officer",
            "pay-tv",
            0,
            List.of(new ProductionOrder.Unit(SerialNumber.parse("MS-9"), sim("MS-1"))));
    var job = centre.pairings.produce(order);
    assertThat(job.await().state()).isEqualTo(JobState.INCOMPLETE);
    assertThat(centre.vault().jobs().items(job.id(), Set.of(), 0, 9))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.state()).isEqualTo(ItemState.REFUSED);
              assertThat(item.reason()).contains("has its keys already, as MS-1");
            });
    assertThat(centre.vault().pairings().module("MS-9")).isEmpty();
  }

  @Test
  void aPowerCutWhileAUnitIsMadeIsMadeGood() throws Exception {
    for (String kind : List.of("cut-before-commit@1A", "cut-inside@1A", "cut-after@1A")) {
      String name = "P" + kind.length();
      blank(Role.MS, name);
      fleet.simulator.find(name).orElseThrow().arm(Fault.parse(kind));

      assertThat(produce(name)).as(kind).isEqualTo(JobState.DONE);
      assertThat(centre.pairings.table("tester", sim(name)).index()).isZero();
    }
  }

  private long activity(String host) throws Exception {
    return centre.vault().pairings().pairings("MS-1").stream()
        .filter(pairing -> pairing.host().equals(host))
        .findFirst()
        .orElseThrow()
        .activity()
        .orElseThrow();
  }

  @Test
  void activityCountersAreKnownAfterEachContactAndAsTheModuleProvesThem() throws Exception {
    produceAll();
    meet("MS-1", "MH-1");
    for (int contact = 0; contact < 3; contact++) {
      meet("MS-1", "MH-1");
    }
    meet("MS-1", "MH-2");
    Map<String, Long> known = Map.of("MH-1", activity("MH-1"), "MH-2", activity("MH-2"));
    assertThat(known.get("MH-1")).isEqualTo(4);
    for (var row : centre.pairings.table("officer", sim("MS-1")).rows()) {
      assertThat(row.activity()).isEqualTo(known.get(row.host().toString()));
    }
    // Contacts that the centre has not seen are told by the module's table.
    try (var grant =
        centre.vault().grant(new Act("officer", "pair:list", "MS-1", "counters put back"))) {
      centre.vault().pairings().counted(grant, "MS-1", Map.of("MH-1", 1L, "MH-9", 7L));
    }
    assertThat(activity("MH-1")).isEqualTo(1);
    centre.pairings.table("officer", sim("MS-1"));
    assertThat(activity("MH-1")).isEqualTo(4);
  }

  @Test
  void ordersReachTheModuleAndTheBooks() throws Exception {
    produceAll();
    meet("MS-1", "MH-1");
    meet("MS-1", "MH-2");

    centre.pairings.lock("officer", sim("MS-1"), SerialNumber.parse("MH-1"), true);
    assertThat(centre.pairings.table("officer", sim("MS-1")).rows())
        .extracting(PairingRow::locked)
        .containsExactly(true, false);
    centre.pairings.erase("officer", sim("MS-1"), SerialNumber.parse("MH-2"));
    assertThat(state("MS-1", "MH-2")).isEqualTo(Pairing.State.ENDED);
    assertThat(centre.pairings.table("officer", sim("MS-1")).rows()).hasSize(1);
    assertThatThrownBy(
            () -> centre.pairings.erase("officer", sim("MS-1"), SerialNumber.parse("MH-3")))
        .hasMessageContaining("ERASE of MH-3 on sim:MS-1");
    centre.pairings.setPolicy(
        "officer",
        sim("MS-1"),
        settings -> settings.with(new CodeRule(settings.codes().mode(), 6)));
    try (var answer = centre.ask("MS-1", "MH-3", 2, Optional.empty())) {
      assertThat(answer.code().orElseThrow().length()).isEqualTo(6);
    }
    assertThat(meet("MS-1", "MH-3").outcome()).isInstanceOf(ContactOutcome.Paired.class);
  }

  @Test
  void threeWrongCodesBlockUntilTheCentreUnblocks() throws Exception {
    produceAll();
    CodeSource wrong = prompt -> Optional.of(PairingFleet.digits("00000000"));
    for (int i = 0; i < 3; i++) {
      fleet.later(Duration.ofMinutes(1));
      var met = centre.pairings.contact("tester", sim("MS-1"), sim("MH-1"), Optional.of(wrong));
      assertThat(met.outcome()).isInstanceOf(ContactOutcome.Refused.class);
    }
    fleet.later(Duration.ofMinutes(1));
    assertThat(meet("MS-1", "MH-1").outcome())
        .isInstanceOfSatisfying(
            ContactOutcome.Refused.class, r -> assertThat(r.status().value()).isEqualTo(0x6983));

    centre.pairings.unblock("officer", sim("MS-1"));

    fleet.later(Duration.ofMinutes(1));
    assertThat(meet("MS-1", "MH-1").outcome()).isInstanceOf(ContactOutcome.Paired.class);
  }

  @Test
  void aCopyIsFoundByTheNextContactOfEither() throws Exception {
    produceAll();
    meet("MS-1", "MH-1");
    fleet.simulator.copy("MS-1", "copy");

    assertThat(meet("copy", "MH-2").outcome()).isInstanceOf(ContactOutcome.Paired.class);
    assertThat(meet("MS-1", "MH-1").outcome()).isInstanceOf(ContactOutcome.Verified.class);
    assertThat(meet("MS-1", "MH-3").outcome()).isInstanceOf(ContactOutcome.CodeNeeded.class);

    assertThat(centre.vault().pairings().findings(Long.MAX_VALUE, 9))
        .extracting(PairingFinding::kind, PairingFinding::subject)
        .containsExactly(
            tuple(PairingFinding.Kind.TWO_MODULES, "MS-1"),
            tuple(PairingFinding.Kind.INDEX_BACKWARDS, "MS-1"));
  }

  @Test
  void aRevokedHostIsTurnedAwayByEveryModuleThatKnowsOfIt() throws Exception {
    produceAll();
    meet("MS-1", "MH-1");
    centre.pairings.revoke(
        "officer", PairingRevocation.Kind.HOST, "pay-tv", "MH-1", "its key was sold");
    assertThat(meet("MS-1", "MH-1").outcome()).isInstanceOf(ContactOutcome.Verified.class);

    centre.pairings.setPolicy("officer", sim("MS-1"), settings -> settings);

    assertThat(meet("MS-1", "MH-1").outcome())
        .isInstanceOfSatisfying(
            ContactOutcome.Refused.class, r -> assertThat(r.status().value()).isEqualTo(0x6982));
    assertThat(meet("MS-2", "MH-1").outcome()).isInstanceOf(ContactOutcome.CodeNeeded.class);
  }
}
