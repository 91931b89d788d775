// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.tests.proof.Observed.status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeyUsage;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.protocol.download.UnitStatus.Place;
import org.keywright.protocol.download.UnitStatus.PlaceState;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;

/** Places hold their keys independently, versions only rise, and no two modules share a key. */
class PlacesTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final int PLACES = 16;
  private static final int MODULES = 10_000;
  private static final int BATCH = 500;

  private final TestFleet fleet = new TestFleet();
  private final Key transportKey = fleet.transportKey();
  private final SimulatedUnit as = fleet.as("as", FUEL, transportKey, PLACES);

  @Test
  void sixteenPlacesAreLoadedUsedAndErasedEachByItself() {
    var ei = fleet.ei("ei", FUEL, transportKey, PLACES);
    var macs = new ArrayList<Bytes>();
    for (int place = 1; place <= PLACES; place++) {
      var before = Observed.unit(ei).places();
      assertThat(status(TestFleet.load(as, ei, place, place, false))).isEqualTo(0x9000);
      onlyChanged(before, Observed.unit(ei).places(), place);
      macs.add(Observed.use(ei, place));
    }
    assertThat(new HashSet<>(macs)).hasSize(PLACES);
    for (int place = 1; place <= PLACES; place++) {
      assertThat(macs.get(place - 1)).isEqualTo(Observed.reference(as, ei, place, place));
    }
    assertThat(status(TestFleet.prepare(ei, 1, PLACES + 1))).isEqualTo(0x6A88);
    for (int place = PLACES; place >= 1; place--) {
      var before = Observed.unit(ei).places();
      assertThat(erase(ei, place)).isEqualTo(0x9000);
      onlyChanged(before, Observed.unit(ei).places(), place);
      assertThat(status(TestFleet.use(ei, place, Observed.CHALLENGE))).isEqualTo(0x6985);
      for (int other = 1; other < place; other++) {
        assertThat(Observed.use(ei, other)).isEqualTo(macs.get(other - 1));
      }
    }
  }

  private static void onlyChanged(List<Place> before, List<Place> after, int place) {
    for (int i = 0; i < before.size(); i++) {
      if (i != place - 1) {
        assertThat(after.get(i)).isEqualTo(before.get(i));
      }
    }
    assertThat(after.get(place - 1)).isNotEqualTo(before.get(place - 1));
  }

  @Test
  void aVersionNeverGoesBackNotEvenOverAnErasedPlace() {
    var ei = fleet.ei("ei", FUEL, transportKey, 2);
    for (int version : List.of(5, 4, 6)) {
      TestFleet.send(as, SecuredRoom.load(100 + version, 2, fleet.record(version)));
    }
    assertThat(status(TestFleet.load(as, ei, 105, 1, false))).isEqualTo(0x9000);
    var before = Observed.memory(ei);

    assertThat(status(TestFleet.load(as, ei, 104, 1, true))).isEqualTo(0x9E03);
    assertThat(status(TestFleet.load(as, ei, 1, 1, true))).isEqualTo(0x9E03);
    assertThat(status(TestFleet.load(as, ei, 106, 1, false))).isEqualTo(0x6985);
    assertThat(Observed.memory(ei)).isEqualTo(before);
    assertThat(erase(ei, 1)).isEqualTo(0x9000);
    ei.powerCycle();
    assertThat(status(TestFleet.load(as, ei, 105, 1, false))).isEqualTo(0x9E03);
    assertThat(status(TestFleet.load(as, ei, 104, 1, false))).isEqualTo(0x9E03);
    assertThat(status(TestFleet.load(as, ei, 106, 1, true))).isEqualTo(0x6985);
    assertThat(Observed.unit(ei).places().getFirst()).isEqualTo(new Place(1, 5, PlaceState.ERASED));
    assertThat(status(TestFleet.load(as, ei, 106, 1, false))).isEqualTo(0x9000);
    assertThat(Observed.unit(ei).places().getFirst()).isEqualTo(new Place(1, 6, PlaceState.LOADED));
  }

  @Test
  void aPlaceTakesItsKindOfKeyAndNoOther() {
    var pinPlace = new PlaceKind(1, Optional.of(new KeyUsage("P0")), Optional.empty(), 16);
    var noPlace = new PlaceKind(2, Optional.empty(), Optional.empty(), 0);
    var installation =
        new UnitOrder.Installation(FUEL, 1, transportKey, 1, List.of(pinPlace, noPlace));
    var ei = fleet.make(Role.EI, Optional.of(installation), Optional.empty(), "picky").get(0);
    TestFleet.send(as, SecuredRoom.load(50, 2, key("P0", 16)));
    TestFleet.send(as, SecuredRoom.load(51, 2, key("P0", 32)));

    assertThat(status(TestFleet.load(as, ei, 1, 1, false))).isEqualTo(0x6A81);
    assertThat(status(TestFleet.load(as, ei, 51, 1, false))).isEqualTo(0x6A81);
    assertThat(status(TestFleet.prepare(ei, 50, 2))).isEqualTo(0x6A81);
    assertThat(ei.commits()).isZero();
    assertThat(status(TestFleet.load(as, ei, 50, 1, false))).isEqualTo(0x9000);
  }

  private KeyRecord key(String usage, int length) {
    String hex = "1f2e3d4c5b6a79880123456789abcdef".repeat(length / 16);
    return new KeyRecord(
        new KeyAttributes(new KeyUsage(usage), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE),
        1,
        TestCrypto.aes(hex));
  }

  @Test
  void aKeyLeavesTheFirstUnitOnlyAsItsFlagsSay() throws Exception {
    var ei = fleet.ei("ei", FUEL, transportKey, 3);
    var other = fleet.ei("ei-other", FUEL, transportKey, 3);
    TestFleet.send(as, SecuredRoom.load(60, 0, key("D0", 16)));
    TestFleet.send(as, SecuredRoom.load(61, FirstUnitKey.DIVERSIFY, key("D0", 16)));
    TestFleet.send(as, SecuredRoom.load(62, FirstUnitKey.EXPORTABLE, key("D0", 16)));

    byte[] request = TestFleet.prepare(ei, 60, 1).data();
    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 1, request))).isEqualTo(0x6982);
    var own = LoadReceipt.decode(TestFleet.load(as, ei, 61, 2, false).data());
    var raw = LoadReceipt.decode(TestFleet.load(as, ei, 62, 3, false).data());
    var theirs = LoadReceipt.decode(TestFleet.load(as, other, 61, 2, false).data());
    assertThat(List.of(own.kcv(), raw.kcv(), theirs.kcv())).doesNotHaveDuplicates();
    assertThat(raw.kcv()).isEqualTo(fleet.crypto.keys.kcv(key("D0", 16).key()));
  }

  @Test
  void aDiversifiedKeyIsAnotherInEachOfTenThousandModules() throws Exception {
    // The key and the serial numbers are fixed: the outcome is the same in every run.
    TestFleet.send(as, SecuredRoom.load(70, FirstUnitKey.DIVERSIFY, key("D0", 16)));
    var kcvs = new HashSet<>();
    var macs = new HashSet<Bytes>();
    for (int first = 0; first < MODULES; first += BATCH) {
      String[] names =
          IntStream.range(first, first + BATCH)
              .mapToObj("SN-%05d"::formatted)
              .toArray(String[]::new);
      for (SimulatedUnit ei : fleet.eis(FUEL, transportKey, 1, names)) {
        kcvs.add(LoadReceipt.decode(TestFleet.load(as, ei, 70, 1, false).data()).kcv());
        macs.add(Observed.use(ei, 1));
        fleet.simulator.remove(ei.name());
      }
    }
    assertThat(kcvs).hasSize(MODULES);
    assertThat(macs).hasSize(MODULES);
  }

  private int erase(SimulatedUnit ei, int place) {
    byte[] data = Leave.ask(as, ei, 1, FUEL, Instruction.ERASE_KEY, Leave.place(place));
    return status(TestFleet.send(ei, Instruction.ERASE_KEY, 1, data));
  }
}
