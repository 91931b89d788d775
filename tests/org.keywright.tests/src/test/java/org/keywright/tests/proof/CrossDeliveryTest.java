// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.tests.proof.Observed.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.SimulatedUnit;

/** A hundred units of two sets, and every message brought to every unit that it is not for. */
class CrossDeliveryTest {
  private static final int EACH = 50;
  private static final SetId NORTH = SetId.parse("NORTH");
  private static final SetId SOUTH = SetId.parse("SOUTH");

  private final TestFleet fleet = new TestFleet();
  private final Key north = fleet.transportKey();
  private final Key south = fleet.transportKey();
  private final SimulatedUnit northern = fleet.as("as-n", NORTH, north, 1);
  private final SimulatedUnit southern = fleet.as("as-s", SOUTH, south, 1);
  private final List<SimulatedUnit> units = new ArrayList<>();
  private final List<byte[]> messages = new ArrayList<>();

  private void hundredMessages() {
    for (int i = 0; i < 2 * EACH; i++) {
      boolean first = i < EACH;
      units.add(fleet.ei("ei-" + i, first ? NORTH : SOUTH, first ? north : south, 1));
      messages.add(TestFleet.message(first ? northern : southern, units.get(i), 1, 1));
    }
  }

  @Test
  void everyMessageIsRefusedByEveryOtherUnit() {
    hundredMessages();
    var answers = new TreeMap<Integer, Integer>();

    for (int from = 0; from < units.size(); from++) {
      for (int to = 0; to < units.size(); to++) {
        if (from != to) {
          TestFleet.prepare(units.get(to), 1, 1);
          var answer = TestFleet.send(units.get(to), Instruction.IMPORT_KEY, 0, messages.get(from));
          answers.merge(status(answer), 1, Integer::sum);
        }
      }
    }
    assertThat(answers).containsExactlyEntriesOf(new TreeMap<>(Map.of(0x9E02, 9_900)));
    assertThat(units).allSatisfy(unit -> assertThat(unit.commits()).isZero());
  }

  @Test
  void aMessageWhoseAddressAndChallengeAreRewrittenFailsTheCertificate() throws Exception {
    hundredMessages();
    var answers = new TreeMap<Integer, Integer>();

    for (int from = 0; from < units.size(); from++) {
      for (int to = 0; to < units.size(); to++) {
        if (from != to) {
          byte[] request = TestFleet.prepare(units.get(to), 1, 1).data();
          byte[] bent = readdressed(messages.get(from), ExportRequest.decode(request));
          var answer = TestFleet.send(units.get(to), Instruction.IMPORT_KEY, 0, bent);
          answers.merge(status(answer), 1, Integer::sum);
        }
      }
    }
    assertThat(answers).containsExactlyEntriesOf(new TreeMap<>(Map.of(0x6988, 9_900)));
    assertThat(units).allSatisfy(unit -> assertThat(unit.commits()).isZero());
  }

  @Test
  void equalSerialNumbersInTwoSetsDoNotMeet() {
    byte[] r = new byte[16];
    r[0] = 1;
    var pinned = new PinnedKeys(fleet.crypto.keys);
    pinned.pin(r);
    var one =
        new TestFleet(fleet.crypto, fleet.crypto.suites, pinned.keys()).ei("twin", NORTH, north, 1);
    var two =
        new TestFleet(fleet.crypto, fleet.crypto.suites, pinned.keys()).ei("twin", SOUTH, south, 1);
    var sameKey = new TestFleet(fleet.crypto, fleet.crypto.suites, pinned.keys());
    var three = sameKey.ei("twin", SOUTH, north, 1);

    byte[] message = TestFleet.message(northern, one, 1, 1);
    for (SimulatedUnit twin : List.of(two, three)) {
      TestFleet.prepare(twin, 1, 1);
      assertThat(status(TestFleet.send(twin, Instruction.IMPORT_KEY, 0, message)))
          .isEqualTo(0x6988);
    }
    TestFleet.prepare(one, 1, 1);
    assertThat(status(TestFleet.send(one, Instruction.IMPORT_KEY, 0, message))).isEqualTo(0x9000);
  }

  private static byte[] readdressed(byte[] message, ExportRequest to) throws TlvException {
    var m = LoadMessage.decode(message);
    return new LoadMessage(
            m.suite(),
            to.serialNumber(),
            to.ref2(),
            to.challenge(),
            m.answer(),
            m.keyVersion(),
            m.sequence(),
            m.wrap(),
            m.sas(),
            Bytes.of(m.cas().toArray()))
        .encode();
  }
}
