// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;

/** What simulated first and second units promise, through commands only. */
class DownloadUnitsTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final byte[] CHALLENGE = {1, 2, 3, 4, 5, 6, 7, 8};

  private final TestFleet fleet = new TestFleet();
  private final Key transportKey = fleet.transportKey();
  private final SimulatedUnit as = fleet.as("as", FUEL, transportKey, 3);
  private final SimulatedUnit ei = fleet.ei("ei-1", FUEL, transportKey, 4);

  @Test
  void aLoadedKeyAnswersAsTheFirstUnitSays() throws Exception {
    var answer = TestFleet.load(as, ei, 2, 4, false);

    assertThat(answer.status().value()).isEqualTo(0x9000);
    assertThat(LoadReceipt.decode(answer.data()).ref2()).isEqualTo(4);
    assertThat(TestFleet.use(ei, 4, CHALLENGE).data())
        .isEqualTo(TestFleet.reference(as, ei.serialNumber(), 2, 4, CHALLENGE).data());
    assertThat(TestFleet.send(as, Instruction.CONFIRM, 0, answer.data()).status().value())
        .isEqualTo(0x9000);
  }

  @Test
  void aMessageLoadsOnce() {
    byte[] message = TestFleet.message(as, ei, 1, 1);

    assertThat(status(TestFleet.send(ei, Instruction.IMPORT_KEY, 0, message))).isEqualTo(0x9000);
    assertThat(status(TestFleet.send(ei, Instruction.IMPORT_KEY, 1, message))).isEqualTo(0x6984);
  }

  @Test
  void aChallengeGrowsOld() {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    fleet.later(Duration.ofSeconds(121));

    assertThat(status(TestFleet.send(ei, Instruction.IMPORT_KEY, 0, message))).isEqualTo(0x6984);
  }

  @Test
  void aMessageForAnotherUnitIsRefused() {
    var other = fleet.ei("ei-2", FUEL, transportKey, 4);
    byte[] message = TestFleet.message(as, ei, 1, 1);
    TestFleet.prepare(other, 1, 1);

    assertThat(status(TestFleet.send(other, Instruction.IMPORT_KEY, 0, message))).isEqualTo(0x9E02);
  }

  @Test
  void aUnitOfAnotherSetRefusesTheKey() {
    var stranger = fleet.ei("ei-3", FUEL, fleet.transportKey(), 4);

    assertThat(status(TestFleet.load(as, stranger, 1, 1, false))).isEqualTo(0x6988);
  }

  @Test
  void theSameVersionAgainIsAnsweredWithTheStoredReceipt() {
    var first = TestFleet.load(as, ei, 1, 1, false);
    long commits = ei.commits();
    var again = TestFleet.load(as, ei, 1, 1, true);

    assertThat(again.data()).isEqualTo(first.data());
    assertThat(ei.commits()).isEqualTo(commits);
  }

  @Test
  void anotherKeyOfTheSameVersionIsRefused() {
    TestFleet.load(as, ei, 1, 1, false);

    assertThat(status(TestFleet.load(as, ei, 2, 1, true))).isEqualTo(0x9E03);
  }

  @Test
  void theFirstUnitRefusesARequestThatItHasSeen() {
    byte[] request = TestFleet.prepare(ei, 1, 1).data();
    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 1, request))).isEqualTo(0x9000);
    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 1, request))).isEqualTo(0x6985);
    TestFleet.message(as, ei, 1, 1);
    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 1, request))).isEqualTo(0x9E05);
  }

  @Test
  void unknownReferencesPlacesAndSetsAreNamed() {
    assertThat(status(TestFleet.prepare(ei, 1, 9))).isEqualTo(0x6A88);
    byte[] unknownRef = TestFleet.prepare(ei, 99, 1).data();
    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 1, unknownRef))).isEqualTo(0x6A88);
    var foreign = fleet.ei("ei-4", SetId.parse("OTHER"), transportKey, 1);
    byte[] unknownSet = TestFleet.prepare(foreign, 1, 1).data();
    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 1, unknownSet))).isEqualTo(0x6A88);
  }

  @Test
  void anErasedPlaceKeepsItsFloorAndNeedsTheFirstUnitsLeave() throws Exception {
    TestFleet.load(as, ei, 1, 1, false);
    byte[] place = new TlvWriter().putNumber(0x83, 1, 2).toBytes();
    byte[] challenge = TestFleet.send(ei, Instruction.GET_CHALLENGE, 0, new byte[0]).data();
    byte[] leave =
        TestFleet.send(
                as,
                Instruction.AUTHORISE,
                1,
                new TlvWriter()
                    .put(0x81, ei.serialNumber().value().toArray())
                    .put(0x90, FUEL.value().toArray())
                    .putNumber(0x91, 1, 2)
                    .put(0x84, challenge)
                    .putNumber(0x9B, Instruction.ERASE_KEY.ins(), 1)
                    .put(0x9C, place)
                    .toBytes())
            .data();
    byte[] erase = new TlvWriter().raw(place).put(0x84, challenge).raw(leave).toBytes();

    assertThat(status(TestFleet.send(ei, Instruction.ERASE_KEY, 1, erase))).isEqualTo(0x9000);
    assertThat(status(TestFleet.send(ei, Instruction.ERASE_KEY, 1, erase))).isEqualTo(0x6984);
    assertThat(status(TestFleet.use(ei, 1, CHALLENGE))).isEqualTo(0x6985);
    var unit = UnitStatus.decode(TestFleet.send(ei, Instruction.STATUS, 0, new byte[0]).data());
    assertThat(unit.places().get(0))
        .isEqualTo(new UnitStatus.Place(1, 1, UnitStatus.PlaceState.ERASED));
    assertThat(status(TestFleet.load(as, ei, 1, 1, false))).isEqualTo(0x9E03);
  }

  @Test
  void aBlankUnitIsInstalledOnce() {
    var blank = fleet.make(Role.EI, Optional.empty(), Optional.empty(), "blank").get(0);
    byte[] install =
        SecuredRoom.installUnit(
            ei.serialNumber(),
            FUEL,
            1,
            Bytes.of((byte) 1),
            1,
            true,
            transportKey,
            List.of(PlaceKind.any(1)));

    assertThat(status(TestFleet.prepare(blank, 1, 1))).isEqualTo(0x6985);
    assertThat(status(TestFleet.send(blank, install.clone()))).isEqualTo(0x9000);
    assertThat(status(TestFleet.send(blank, install))).isEqualTo(0x6985);
    assertThat(status(TestFleet.load(as, blank, 1, 1, false))).isEqualTo(0x9000);
  }

  @Test
  void aTransportKeyIsReplacedByADownload() {
    var next = fleet.crypto.keys.generate(KeySpec.AES_256);
    var record =
        new KeyRecord(
            new KeyAttributes(
                new KeyUsage("K0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE),
            2,
            next.copy());
    TestFleet.send(as, SecuredRoom.load(77, 2, record));

    assertThat(status(TestFleet.load(as, ei, 77, PlaceKind.TRANSPORT_KEY, true))).isEqualTo(0x9000);
    assertThat(status(TestFleet.send(as, SecuredRoom.installSet(FUEL, 2, next)))).isEqualTo(0x9000);
    assertThat(status(TestFleet.load(as, ei, 1, 1, false))).isEqualTo(0x9000);
  }

  @Test
  void aStateFileOutlivesTheProgramAndATornCommitLeavesTheOldState(@TempDir Path folder) {
    var installation =
        new UnitOrder.Installation(FUEL, 1, transportKey, 1, List.of(PlaceKind.any(1)));
    var unit = fleet.make(Role.EI, Optional.of(installation), Optional.of(folder), "kept").get(0);
    TestFleet.load(as, unit, 1, 1, false);
    byte[] answer = TestFleet.use(unit, 1, CHALLENGE).data();
    TestFleet.send(as, SecuredRoom.load(1, 2, fleet.record(2)));
    byte[] message = TestFleet.message(as, unit, 1, 1);
    unit.arm(Fault.parse("cut-inside@12#1"));
    assertThatThrownBy(() -> TestFleet.send(unit, Instruction.IMPORT_KEY, 1, message))
        .hasMessageContaining("inside the commit");
    assertThat(TestFleet.use(unit, 1, CHALLENGE).data()).isEqualTo(answer);

    var again = new TestFleet(fleet.crypto);
    var reopened =
        again.make(Role.EI, Optional.of(installation), Optional.of(folder), "kept").get(0);
    assertThat(TestFleet.use(reopened, 1, CHALLENGE).data()).isEqualTo(answer);
  }

  private static int status(ResponseApdu answer) {
    return answer.status().value();
  }
}
