// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeMode;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.Contact;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.PairRequest;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.protocol.pairing.RowState;
import org.keywright.protocol.pairing.StartCount;
import org.keywright.protocol.pairing.VictimPolicy;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.Endpoint;
import org.keywright.transport.StatusWord;
import org.keywright.transport.sim.SimulatedUnit;

/** What the published claims say of module and host (pairing.md, section 11), row by row. */
class PairingUnitsTest {
  private final PairingFleet estate = new PairingFleet();
  private final SimulatedUnit a = estate.host("A");
  private final SimulatedUnit b = estate.host("B");
  private final SimulatedUnit c = estate.host("C");
  private final SimulatedUnit d = estate.host("D");

  @Test
  void aFirstContactPairsAndTheSecondOnlyVerifies() {
    var module = estate.module("M", 5);

    assertThat(estate.contact(module, a))
        .isEqualTo(new ContactOutcome.Paired(id("M"), id("A"), 0, RowState.UNKNOWN));
    var first = rows(module).getFirst();
    assertThat(estate.contact(module, a)).isEqualTo(new ContactOutcome.Verified(id("M"), id("A")));

    assertThat(first.activity()).isEqualTo(1);
    assertThat(rows(module)).containsExactly(with(first, 2));
    assertThat(PairingFleet.status(module).index()).isEqualTo(1);
  }

  @Test
  void theSecondContactSendsNoCryptogram() {
    var module = estate.module("M", 5);
    estate.contact(module, a);

    var meeting = new Meeting(module, a);
    meeting.verify(meeting.greeted(meeting.hello(), Instruction.VERIFY));

    assertThat(meeting.toModule).hasSize(2);
  }

  @Test
  void threeHostsHaveSessionsOfTheirOwnAndNoneReadsAnothers() {
    var module = estate.module("M", 3);
    for (var host : List.of(a, b, c)) {
      estate.contact(module, host);
    }
    var withA = new Meeting(module, a);
    withA.verify(withA.greeted(withA.hello(), Instruction.VERIFY));
    var withB = new Meeting(module, b);
    withB.verify(withB.greeted(withB.hello(), Instruction.VERIFY));

    byte[] forB =
        Meeting.ok(withB.module(Instruction.DATA.command(withB.protect("to B")).toBytes()));

    assertThat(withA.host(Instruction.OPEN, forB).status().value()).isEqualTo(0x6988);
    assertThat(withB.host(Instruction.OPEN, forB).data())
        .endsWith("to B".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aSessionCarriesDataBothWaysAndControlWords() throws Exception {
    var module = estate.module("M", 3);
    try (var ms = estate.fleet.transports.open(new Endpoint("sim", "M"));
        var mh = estate.fleet.transports.open(new Endpoint("sim", "A"))) {
      var contact = new Contact(ms, mh);
      contact.run(estate.centre());
      byte[] data = new byte[1024];
      data[7] = 7;

      assertThat(contact.exchange(data)).isEqualTo(data);
      assertThat(contact.exchange(new byte[0])).isEmpty();
      var word = contact.controlWord(new byte[] {1});
      assertThat(contact.controlWord(new byte[] {1})).isEqualTo(word);
      assertThat(contact.controlWord(new byte[] {2})).isNotEqualTo(word);
    }
    assertThat(module.summary()).contains("1 of 3 places paired");
  }

  @Test
  void aCryptogramWithAFlippedBitIsRefusedAndTouchesNoRow() {
    var module = estate.module("M", 1);
    estate.contact(module, a);
    var before = rows(module);
    long commits = module.commits();
    for (int bit = 0; bit < 8 * 64; bit++) {
      var meeting = new Meeting(module, b);
      byte[] request = meeting.greeted(meeting.hello(), Instruction.PAIR);
      byte[] bent = Meeting.flipped(request, 8 * (request.length - 64) + bit);
      assertThat(meeting.module(Instruction.PAIR, bent).status().value()).isEqualTo(0x9E11);
    }
    assertThat(module.commits()).isEqualTo(commits);
    assertThat(rows(module)).isEqualTo(before);
  }

  @Test
  void aCryptogramOfAnotherHostIsRefused() {
    var module = estate.module("M", 1);
    var meeting = new Meeting(module, b);
    meeting.hello();
    assertThat(pair(meeting, 1, 0, 0, "A")).isEqualTo(0x9E11);
  }

  @Test
  void unknownAndRevokedGenerationsAreRefused() {
    var settings = PolicySettings.DEFAULT;
    var policy =
        new PolicyRecord(
            new PolicySettings(
                1, settings.victims(), settings.start(), settings.codes(), true, false, 5, 0xFFFE),
            1_000,
            List.of(2),
            List.of(id("D")));
    var module = estate.module("M", 1, policy, 0, Optional.empty());

    assertThat(pairOf(module, 3, 1, 0)).isEqualTo(0x9E12);
    assertThat(pairOf(module, 2, 1, 0)).isEqualTo(0x9E12);
    assertThat(pairOf(module, 1, 0, 0)).isEqualTo(0x9E13);
    assertThat(pairOf(module, 1, 1, 999)).isEqualTo(0x9E11);
    assertThat(pairOf(module, 1, 1, 1_000)).isEqualTo(0x9000);
    assertThat(new Meeting(module, d).module(Instruction.HELLO, helloOf(d)).status().value())
        .isEqualTo(0x6982);
  }

  @Test
  void aRowWhoseProofFailsIsRefusedAndNeverPairedAnew() {
    var module = estate.module("M", 2);
    estate.contact(module, a);
    var before = rows(module).getFirst();

    var meeting = new Meeting(module, a);
    byte[] answer = meeting.hello();
    byte[] request = meeting.greeted(answer, Instruction.VERIFY);
    assertThat(meeting.module(Instruction.VERIFY, Meeting.flipped(request, 40)).status().value())
        .isEqualTo(0x6982);
    assertThat(pair(meeting, 1, 0, 0, "A")).isEqualTo(0x6985);

    var after = rows(module).getFirst();
    assertThat(after.failures()).isEqualTo(1);
    assertThat(after.activity()).isEqualTo(before.activity());
    assertThat(after.index()).isEqualTo(before.index());
    assertThat(estate.contact(module, a)).isInstanceOf(ContactOutcome.Verified.class);
  }

  @Test
  void aHostThatForgotIsPairedAnewInItsOwnPlaceWithTheNextIndex() {
    var module = estate.module("M", 3);
    estate.contact(module, a);
    estate.contact(module, b);
    PairingFleet.require(a, Instruction.FORGET.command(new byte[0]).toBytes());

    assertThat(estate.contact(module, a, CodeSource.NONE))
        .isInstanceOfSatisfying(
            ContactOutcome.CodeNeeded.class,
            needed -> assertThat(needed.prompt().index()).isEqualTo(2));
    assertThat(estate.contact(module, a))
        .isEqualTo(new ContactOutcome.Paired(id("M"), id("A"), 2, RowState.PAIRED));

    assertThat(rows(module)).extracting(PairingRow::host).containsExactly(id("A"), id("B"));
    assertThat(rows(module)).extracting(PairingRow::index).containsExactly(2L, 1L);
  }

  @Test
  void theRowShowsTheDigestOfTheCryptogramOrTheCryptogram() {
    var digest = estate.module("M", 1);
    estate.contact(digest, a);
    var cryptogram = estate.cryptogram(1, 0, 0, id("A"));
    assertThat(rows(digest).getFirst().cryptogram()).isEqualTo(Cryptogram.digest(cryptogram));

    var settings = PolicySettings.DEFAULT;
    var whole =
        estate.module(
            "W",
            1,
            new PolicySettings(
                1, settings.victims(), settings.start(), settings.codes(), true, true, 5, 0xFFFF));
    estate.contact(whole, a);
    assertThat(rows(whole).getFirst().cryptogram()).isEqualTo(cryptogram);
  }

  @Test
  void theLeastActiveGoes() {
    var module = estate.module("M", 3);
    for (var host : List.of(a, b, c)) {
      estate.contact(module, host);
    }
    contacts(module, a, 5);
    contacts(module, b, 2);
    contacts(module, c, 9);

    estate.contact(module, d);

    assertThat(hosts(module)).containsExactly(id("A"), id("D"), id("C"));
    assertThat(estate.contact(module, a)).isInstanceOf(ContactOutcome.Verified.class);
    assertThat(estate.contact(module, c)).isInstanceOf(ContactOutcome.Verified.class);
    assertThat(estate.contact(module, b, CodeSource.NONE))
        .isInstanceOf(ContactOutcome.CodeNeeded.class);
    assertThat(rows(module).get(1).activity())
        .as("begins at the lowest of the others")
        .isEqualTo(7);
  }

  @Test
  void startingFromZeroTheNewestIsTheNextToGo() {
    var module = estate.module("M", 2, PolicySettings.DEFAULT.with(StartCount.ZERO));
    contacts(module, a, 3);
    contacts(module, b, 2);
    estate.contact(module, c);
    assertThat(hosts(module)).containsExactly(id("A"), id("C"));
    estate.contact(module, d);
    assertThat(hosts(module)).containsExactly(id("A"), id("D"));
  }

  @Test
  void theOldestGoesIfThePolicySaysSo() {
    var module = estate.module("M", 2, PolicySettings.DEFAULT.with(VictimPolicy.OLDEST));
    contacts(module, a, 9);
    contacts(module, b, 1);
    estate.contact(module, c);
    assertThat(hosts(module)).containsExactly(id("C"), id("B"));
  }

  @Test
  void nobodyGoesIfThePolicyRefusesOrAllAreLocked() {
    var refusing = estate.module("M", 1, PolicySettings.DEFAULT.with(VictimPolicy.REFUSE));
    estate.contact(refusing, a);
    assertThat(refused(refusing, b, estate.centre())).isEqualTo(0x9E10);

    var locked = estate.module("L", 2);
    estate.contact(locked, a);
    estate.contact(locked, b);
    assertThat(estate.order(locked, (orders, n) -> orders.lock(n, id("A"), true)))
        .isEqualTo(0x9000);
    estate.contact(locked, c);
    assertThat(hosts(locked)).containsExactly(id("A"), id("C"));
    assertThat(estate.order(locked, (orders, n) -> orders.lock(n, id("C"), true)))
        .isEqualTo(0x9000);
    assertThat(refused(locked, d, estate.centre())).isEqualTo(0x9E10);
    assertThat(estate.order(locked, (orders, n) -> orders.lock(n, id("C"), false)))
        .isEqualTo(0x9000);
    assertThat(estate.contact(locked, d)).isInstanceOf(ContactOutcome.Paired.class);
  }

  @Test
  void threeWrongCodesBlockAndTheCentreUnblocks() {
    var module = estate.module("M", 2, withoutWaiting());
    assertThat(refused(module, a, estate.wrong())).isEqualTo(0x63C2);
    assertThat(refused(module, a, estate.wrong())).isEqualTo(0x63C1);
    assertThat(refused(module, a, estate.wrong())).isEqualTo(0x6983);
    assertThat(refused(module, a, estate.centre())).isEqualTo(0x6983);
    assertThat(rows(module)).isEmpty();

    assertThat(estate.order(module, (orders, n) -> orders.unblock(n))).isEqualTo(0x9000);
    assertThat(PairingFleet.status(module).triesLeft()).isEqualTo(3);
    assertThat(estate.contact(module, a)).isInstanceOf(ContactOutcome.Paired.class);
  }

  @Test
  void aWrongCodeHasToBeWaitedFor() {
    var module = estate.module("M", 2);
    assertThat(refused(module, a, estate.wrong())).isEqualTo(0x63C2);
    assertThat(refused(module, a, estate.centre())).isEqualTo(0x6985);
    estate.fleet.later(Duration.ofSeconds(4));
    module.powerCycle();
    estate.fleet.later(Duration.ofSeconds(4));
    assertThat(refused(module, a, estate.centre()))
        .as("switching off starts it anew")
        .isEqualTo(0x6985);
    estate.fleet.later(Duration.ofSeconds(1));
    assertThat(estate.contact(module, a)).isInstanceOf(ContactOutcome.Paired.class);
    assertThat(PairingFleet.status(module).triesLeft()).isEqualTo(3);
  }

  @Test
  void aCodeIsGoodForOneModuleOneHostAndOneIndex() {
    var module = estate.module("M", 3, withoutWaiting());
    var other = estate.module("N", 3, withoutWaiting());
    assertThat(refused(module, a, codeOf("N", "A", 0))).isEqualTo(0x63C2);
    assertThat(refused(module, a, codeOf("M", "B", 0))).isEqualTo(0x63C1);
    assertThat(refused(other, a, codeOf("N", "A", 1))).isEqualTo(0x63C2);
    estate.contact(module, b);
    assertThat(refused(module, a, codeOf("M", "A", 0))).isEqualTo(0x63C2);
    assertThat(refused(module, a, codeOf("M", "A", 2))).isEqualTo(0x63C1);
    assertThat(estate.contact(module, a, codeOf("M", "A", 1)))
        .isInstanceOf(ContactOutcome.Paired.class);
  }

  @Test
  void theOlderModesOfCodesAreThere() {
    var perModule = estate.module("M", 3, coded(CodeMode.PER_MODULE, 6));
    var source = fixed(new CodeRule(CodeMode.PER_MODULE, 6), "M", "whoever", 99);
    assertThat(estate.contact(perModule, a, source)).isInstanceOf(ContactOutcome.Paired.class);
    assertThat(estate.contact(perModule, b, source)).isInstanceOf(ContactOutcome.Paired.class);

    var perPairing = estate.module("P", 3, coded(CodeMode.PER_PAIRING, 10));
    var rule = new CodeRule(CodeMode.PER_PAIRING, 10);
    assertThat(estate.contact(perPairing, a, fixed(rule, "P", "whoever", 0)))
        .isInstanceOf(ContactOutcome.Paired.class);
    assertThat(refused(perPairing, b, fixed(rule, "P", "whoever", 0))).isEqualTo(0x63C2);

    var free = estate.module("F", 3, coded(CodeMode.NONE, 8));
    assertThat(estate.contact(free, a, prompt -> Optional.empty()))
        .isInstanceOf(ContactOutcome.Paired.class);
  }

  @Test
  void theIndexGoesUpWithPairingsOnlyAndEndsAtItsCeiling() {
    var module =
        estate.module("M", 2, PolicyRecord.of(withoutWaiting()), 0xFFFF_FFFEL, Optional.empty());
    assertThat(refused(module, a, estate.wrong())).isEqualTo(0x63C2);
    assertThat(estate.contact(module, a))
        .isEqualTo(new ContactOutcome.Paired(id("M"), id("A"), 0xFFFF_FFFEL, RowState.UNKNOWN));
    estate.contact(module, a);
    assertThat(PairingFleet.status(module).index()).isEqualTo(0xFFFF_FFFFL);
    assertThat(refused(module, b, estate.centre())).isEqualTo(0x6985);
    assertThat(estate.contact(module, a)).isInstanceOf(ContactOutcome.Verified.class);
  }

  @Test
  void erasingFreesThePlaceAndLeavesTheIndex() {
    var module = estate.module("M", 2);
    estate.contact(module, a);
    estate.contact(module, b);
    assertThat(estate.order(module, (orders, n) -> orders.erase(n, id("A")))).isEqualTo(0x9000);
    assertThat(estate.order(module, (orders, n) -> orders.erase(n, id("A")))).isEqualTo(0x6A88);
    assertThat(hosts(module)).containsExactly(id("B"));
    assertThat(PairingFleet.status(module).index()).isEqualTo(2);

    estate.contact(module, c);
    var row = rows(module).getFirst();
    assertThat(row.host()).isEqualTo(id("C"));
    assertThat(row.index()).isEqualTo(2);
    assertThat(row.chronology()).isEqualTo(2);
  }

  @Test
  void anOrderIsGoodForOneModuleAndOnce() throws Exception {
    var module = estate.module("M", 2);
    var other = estate.module("N", 2);
    estate.contact(module, a);
    estate.contact(other, a);
    try (var orders = estate.orders(module)) {
      byte[] erase = orders.erase(7, id("A")).toBytes();
      assertThat(TestFleet.send(other, erase).status()).isEqualTo(new StatusWord(0x6988));
      for (int bit = 32; bit < 8 * (erase.length - 1); bit++) {
        int status = TestFleet.send(module, Meeting.flipped(erase, bit)).status().value();
        assertThat(status).as("bit " + bit).isNotEqualTo(0x9000);
      }
      assertThat(hosts(module)).containsExactly(id("A"));
      long serial = PairingFleet.status(module).serial();
      assertThat(TestFleet.send(module, orders.erase(serial, id("A")).toBytes()).status())
          .isEqualTo(new StatusWord(0x9E05));
      assertThat(TestFleet.send(module, erase).status()).isEqualTo(StatusWord.OK);
      assertThat(TestFleet.send(module, erase).status()).isEqualTo(new StatusWord(0x9E05));
    }
    assertThat(hosts(other)).containsExactly(id("A"));
  }

  @Test
  void aPolicyTakesEffectAndNeverGoesBack() {
    var module = estate.module("M", 2);
    var revoking =
        new PolicyRecord(
            withoutWaiting().with(VictimPolicy.REFUSE), 2_000, List.of(), List.of(id("A")));
    estate.contact(module, a);
    assertThat(estate.order(module, (orders, n) -> orders.setPolicy(n, revoking)))
        .isEqualTo(0x9000);
    assertThat(refused(module, a, estate.centre())).isEqualTo(0x6982);
    assertThat(PairingFleet.status(module).settings().victims()).isEqualTo(VictimPolicy.REFUSE);
    var older = new PolicyRecord(PolicySettings.DEFAULT, 1_999, List.of(), List.of());
    assertThat(estate.order(module, (orders, n) -> orders.setPolicy(n, older))).isEqualTo(0x9E04);
  }

  @Test
  void anEstateOfSuite10PairsToo() {
    var small =
        new PairingFleet(
            estate.crypto, estate.fleet, estate.crypto.suites.find(0x10).orElseThrow());
    var module = small.module("M10", 2);
    var host = small.host("H10");
    assertThat(small.contact(module, host)).isInstanceOf(ContactOutcome.Paired.class);
    assertThat(small.contact(module, host)).isInstanceOf(ContactOutcome.Verified.class);
    assertThat(refused(module, a, estate.centre())).as("no suite in common").isEqualTo(0x9E04);
  }

  private int pairOf(SimulatedUnit module, int generation, int hostGeneration, long expiry) {
    var meeting = new Meeting(module, b);
    meeting.hello();
    return pair(meeting, generation, hostGeneration, expiry, "B");
  }

  private int pair(Meeting meeting, int generation, int hostGeneration, long expiry, String host) {
    var cryptogram = estate.cryptogram(generation, hostGeneration, expiry, id(host));
    byte[] data = new PairRequest(generation, cryptogram).encode();
    return meeting.module(Instruction.PAIR, data).status().value();
  }

  private static byte[] helloOf(SimulatedUnit host) {
    return PairingFleet.require(host, Instruction.BEGIN.command(new byte[0]).toBytes());
  }

  private void contacts(SimulatedUnit module, SimulatedUnit host, int count) {
    for (int i = 0; i < count; i++) {
      estate.contact(module, host);
    }
  }

  private int refused(SimulatedUnit module, SimulatedUnit host, CodeSource codes) {
    return estate.contact(module, host, codes) instanceof ContactOutcome.Refused refused
        ? refused.status().value()
        : 0x9000;
  }

  private CodeSource codeOf(String module, String host, long index) {
    return fixed(CodeRule.DEFAULT, module, host, index);
  }

  private CodeSource fixed(CodeRule rule, String module, String host, long index) {
    return prompt -> Optional.of(estate.code(rule, id(module), id(host), index));
  }

  private static PolicySettings coded(CodeMode mode, int digits) {
    return withoutWaiting().with(new CodeRule(mode, digits));
  }

  static PolicySettings withoutWaiting() {
    var s = PolicySettings.DEFAULT;
    return new PolicySettings(
        1, s.victims(), s.start(), s.codes(), true, false, 0, s.hostGenerations());
  }

  private List<PairingRow> rows(SimulatedUnit module) {
    return estate.table(module).rows();
  }

  private List<SerialNumber> hosts(SimulatedUnit module) {
    return new ArrayList<>(rows(module).stream().map(PairingRow::host).toList());
  }

  private static PairingRow with(PairingRow row, long activity) {
    return new PairingRow(
        row.place(),
        row.state(),
        row.locked(),
        row.host(),
        row.suite(),
        activity,
        row.chronology(),
        row.index(),
        row.generation(),
        row.failures(),
        row.cryptogram());
  }

  private static SerialNumber id(String name) {
    return SerialNumber.parse(name);
  }
}
