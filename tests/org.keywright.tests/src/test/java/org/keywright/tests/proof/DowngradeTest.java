// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.tests.proof.Observed.status;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;

/** Nobody talks a unit into a weaker suite or into a key without its signature. */
class DowngradeTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final SetId CARDS = SetId.parse("CARDS");
  private static final String T =
      "6bd10c43a7e5f2988d013577aa2be4f05916c8de430f7b21e6ba9d8472c5310f";

  private final TestCrypto crypto = new TestCrypto();
  private final WatchedSuites suites = new WatchedSuites(crypto);
  private final TestFleet there = new TestFleet(crypto);
  private final TestFleet here = new TestFleet(crypto, suites.registry, crypto.keys);
  private final Key transportKey = TestCrypto.aes(T);
  private final SimulatedUnit as = there.as("as", FUEL, transportKey, 2);
  private final SimulatedUnit ei = here.ei("ei", FUEL, transportKey, 2);

  @Test
  void suiteTenLoadsUnderA128BitTransportKey() {
    var card = card();

    assertThat(load(card, 0x10)).isEqualTo(0x9000);
    assertThat(status(prepare(card, 1))).isEqualTo(0x9E04);
    assertThat(status(prepare(ei, 0x10))).isEqualTo(0x9E04);
    assertThat(status(prepare(ei, 0x7F))).isEqualTo(0x9E04);
    byte[] use =
        new TlvWriter()
            .put(0x81, card.serialNumber().value().toArray())
            .putNumber(0x82, 1, 2)
            .putNumber(0x83, 1, 2)
            .put(0x9C, Observed.CHALLENGE)
            .toBytes();
    byte[] reference = TestFleet.send(as, Instruction.USE_KEY, 0x10, use).data();
    assertThat(TestFleet.use(card, 1, Observed.CHALLENGE).data()).isEqualTo(reference);
  }

  @Test
  void theFloorOnlyRisesAndLeavesTheUnitASuite() {
    var card = card();

    assertThat(raise(card, CARDS, 0x10, 0x10)).isEqualTo(0x9000);
    assertThat(raise(card, CARDS, 0x10, 0x01)).isEqualTo(0x9E04);
    assertThat(raise(card, CARDS, 0x10, 0x0F)).isEqualTo(0x9E04);
    assertThat(raise(card, CARDS, 0x10, 0x11)).isEqualTo(0x6A80);
    card.powerCycle();
    assertThat(Observed.unit(card).floor()).isEqualTo(0x10);
    assertThat(load(card, 0x10)).isEqualTo(0x9000);
    assertThat(raise(ei, FUEL, 1, 0x10)).as("no suite goes with T then").isEqualTo(0x6A80);
    assertThat(status(TestFleet.load(as, ei, 1, 1, false))).isEqualTo(0x9000);
  }

  @Test
  void aShorterListOfOfferedSuitesEntersEveryKey() throws Exception {
    byte[] request = TestFleet.prepare(ei, 1, 1).data();
    var asked = ExportRequest.decode(request);
    byte[] bent =
        new ExportRequest(
                1,
                Bytes.of((byte) 1),
                asked.serialNumber(),
                asked.setId(),
                asked.transportKeyVersion(),
                asked.ref1(),
                asked.ref2(),
                asked.challenge())
            .encode();
    var exported = TestFleet.send(as, Instruction.EXPORT_KEY, 1, bent);

    assertThat(status(exported)).isEqualTo(0x9000);
    assertThat(imported(exported.data())).isEqualTo(0x6988);
    assertThat(suites.unwraps.get()).isZero();
  }

  @Test
  void aSuiteThatWasNotAskedForIsRefused() throws Exception {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    var m = LoadMessage.decode(message);
    byte[] other =
        new LoadMessage(
                0x10,
                m.serialNumber(),
                m.ref2(),
                m.challenge(),
                m.answer(),
                m.keyVersion(),
                m.sequence(),
                m.wrap(),
                m.sas(),
                m.cas())
            .encode();

    assertThat(imported(other)).isEqualTo(0x9E04);
    byte[] unoffered = TestFleet.prepare(ei, 1, 1).data();
    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 0x10, unoffered)))
        .isEqualTo(0x6A80);
  }

  @Test
  void aWrongSignatureUnderARightCertificateIsRefused() {
    var spoilt = new WatchedSuites(crypto);
    var bad = new TestFleet(crypto, spoilt.registry, crypto.keys).as("bad", FUEL, transportKey, 1);
    TestFleet.load(as, ei, 1, 2, false);
    var before = Observed.memory(ei);
    var mac = Observed.use(ei, 2);
    spoilt.spoilSas();
    long unwraps = suites.unwraps.get();

    assertThat(status(TestFleet.load(bad, ei, 1, 1, false))).isEqualTo(0x9E01);
    assertThat(suites.unwraps.get()).as("the certificate held").isEqualTo(unwraps + 1);
    assertThat(Observed.memory(ei)).isEqualTo(before);
    assertThat(Observed.use(ei, 2)).isEqualTo(mac);
  }

  @Test
  void aMissingSignatureUnderARightCertificateIsAMatterOfPolicy() throws Exception {
    byte[] message = unsigned(ei);
    assertThat(imported(message)).isEqualTo(0x9E04);
    assertThat(imported(message)).isEqualTo(0x6984);
    assertThat(ei.commits()).isZero();

    var lax = here.make(Role.EI, Optional.empty(), Optional.empty(), "lax").get(0);
    var suite = Bytes.of((byte) 1);
    var serial = SerialNumber.parse("lax");
    var places = List.of(PlaceKind.any(1));
    TestFleet.send(
        lax, SecuredRoom.installUnit(serial, FUEL, 1, suite, 1, false, transportKey, places));
    byte[] accepted = unsigned(lax);
    assertThat(status(TestFleet.send(lax, Instruction.IMPORT_KEY, 0, accepted))).isEqualTo(0x9000);
  }

  @Test
  void aWrapThatDoesNotOpenAndAVersionThatDisagreesLookAlike() throws Exception {
    byte[] request = TestFleet.prepare(ei, 1, 1).data();
    byte[] message = TestFleet.send(as, Instruction.EXPORT_KEY, 1, request).data();
    var m = LoadMessage.decode(message);
    var keys = runKeys(request, m);
    byte[] wrap = m.wrap().toArray();
    wrap[3] ^= 1;

    assertThat(imported(keys.forged(m, Bytes.of(wrap), m.sas()).encode())).isEqualTo(0x6988);
    byte[] again = TestFleet.prepare(ei, 1, 1).data();
    var n = LoadMessage.decode(TestFleet.send(as, Instruction.EXPORT_KEY, 1, again).data());
    var raised =
        new LoadMessage(
            n.suite(),
            n.serialNumber(),
            n.ref2(),
            n.challenge(),
            n.answer(),
            n.keyVersion() + 1,
            n.sequence(),
            n.wrap(),
            n.sas(),
            n.cas());
    assertThat(imported(runKeys(again, n).certified(raised).encode())).isEqualTo(0x6988);
    assertThat(ei.commits()).isZero();
  }

  @Test
  void theOperationKeyIsMadeAnewForEachLoad() {
    TestFleet.load(as, ei, 1, 1, false);
    long once = suites.operationKeys.get();
    TestFleet.load(as, ei, 1, 1, true);

    assertThat(once).isEqualTo(1);
    assertThat(suites.operationKeys.get()).isEqualTo(2);
  }

  /** A message without SAS and with a right CAS. */
  private byte[] unsigned(SimulatedUnit unit) throws Exception {
    byte[] request = TestFleet.prepare(unit, 1, 1).data();
    var m = LoadMessage.decode(TestFleet.send(as, Instruction.EXPORT_KEY, 1, request).data());
    return runKeys(request, m).forged(m, m.wrap(), Optional.empty()).encode();
  }

  private static RunKeys runKeys(byte[] request, LoadMessage message) throws Exception {
    byte[] masked = RunKeys.mask(HexFormat.of().parseHex(T));
    return new RunKeys(masked, request, message.answer().toArray());
  }

  private int imported(byte[] message) {
    return status(TestFleet.send(ei, Instruction.IMPORT_KEY, 0, message));
  }

  /** A unit of a set of cards, whose T has 128 bits. */
  private SimulatedUnit card() {
    Key key = crypto.keys.generate(KeySpec.AES_128);
    TestFleet.send(as, SecuredRoom.installSet(CARDS, 1, key));
    var places = List.of(PlaceKind.any(1));
    var installation = new UnitOrder.Installation(CARDS, 1, key, 1, places);
    return here.make(Role.EI, Optional.of(installation), Optional.empty(), "card").get(0);
  }

  private static ResponseApdu prepare(SimulatedUnit unit, int suite) {
    byte[] wanted = new TlvWriter().putNumber(0x83, 1, 2).putNumber(0x82, 1, 2).toBytes();
    return TestFleet.send(unit, Instruction.PREPARE, suite, wanted);
  }

  private int load(SimulatedUnit unit, int suite) {
    byte[] request = prepare(unit, suite).data();
    byte[] message = TestFleet.send(as, Instruction.EXPORT_KEY, suite, request).data();
    return status(TestFleet.send(unit, Instruction.IMPORT_KEY, 0, message));
  }

  private int raise(SimulatedUnit unit, SetId set, int suite, int floor) {
    byte[] data = Leave.ask(as, unit, suite, set, Instruction.RAISE_FLOOR, Leave.floor(floor));
    return status(TestFleet.send(unit, Instruction.RAISE_FLOOR, suite, data));
  }
}
