// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.tests.proof.Observed.status;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** Every message of a module's life, recorded and sent again. */
class ReplayTest {
  private static final SetId FUEL = SetId.parse("FUEL");

  private final TestFleet fleet = new TestFleet();
  private final Key transportKey = fleet.transportKey();
  private final SimulatedUnit as = fleet.as("as", FUEL, transportKey, 2);
  private final SimulatedUnit ei = fleet.ei("ei", FUEL, transportKey, 2);

  @Test
  void aRequestIsAnsweredOnce() {
    byte[] request = TestFleet.prepare(ei, 1, 1).data();
    byte[] message = TestFleet.send(as, Instruction.EXPORT_KEY, 1, request).data();
    var before = Observed.memory(as);

    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 1, request))).isEqualTo(0x6985);
    byte[] receipt = TestFleet.send(ei, Instruction.IMPORT_KEY, 0, message).data();
    assertThat(Observed.memory(as)).isEqualTo(before);
    TestFleet.send(as, Instruction.CONFIRM, 0, receipt);
    before = Observed.memory(as);
    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 1, request))).isEqualTo(0x9E05);
    as.powerCycle();
    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 1, request))).isEqualTo(0x9E05);
    assertThat(Observed.memory(as)).isEqualTo(before);
  }

  @Test
  void aMessageNeverLoadsASecondTime() {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    assertThat(status(TestFleet.send(ei, Instruction.IMPORT_KEY, 0, message))).isEqualTo(0x9000);
    var before = Observed.memory(ei);

    for (int mode = 0; mode <= 1; mode++) {
      int refusal = mode == 0 ? 0x6985 : 0x6984;
      assertThat(replayed(mode, message)).isEqualTo(refusal);
      TestFleet.prepare(ei, 1, 1);
      assertThat(replayed(mode, message)).isEqualTo(refusal);
      assertThat(replayed(mode, message)).isEqualTo(refusal);
      ei.powerCycle();
      assertThat(replayed(mode, message)).isEqualTo(refusal);
    }
    assertThat(Observed.memory(ei)).isEqualTo(before);
    assertThat(ei.commits()).isEqualTo(1);
  }

  @Test
  void aMessageNeverLoadsAfterItsPlaceWasErased() {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    TestFleet.send(ei, Instruction.IMPORT_KEY, 0, message);
    byte[] erase = Leave.ask(as, ei, 1, FUEL, Instruction.ERASE_KEY, Leave.place(1));
    TestFleet.send(ei, Instruction.ERASE_KEY, 1, erase);
    var before = Observed.memory(ei);

    TestFleet.prepare(ei, 1, 1);
    assertThat(replayed(0, message)).isEqualTo(0x6984);
    assertThat(Observed.memory(ei)).isEqualTo(before);
  }

  @Test
  void aFailedMessageTakesItsChallengeWithIt() {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    byte[] spoilt = message.clone();
    spoilt[spoilt.length - 1] ^= 1;

    assertThat(replayed(0, spoilt)).isEqualTo(0x6988);
    assertThat(replayed(0, message)).isEqualTo(0x6984);
    message = TestFleet.message(as, ei, 1, 1);
    assertThat(replayed(0, new byte[0])).isEqualTo(0x6700);
    assertThat(replayed(0, message)).isEqualTo(0x6984);
    message = TestFleet.message(as, ei, 1, 1);
    TestFleet.prepare(ei, 1, 2);
    assertThat(replayed(0, message)).isEqualTo(0x6984);
    message = TestFleet.message(as, ei, 1, 1);
    ei.powerCycle();
    assertThat(replayed(0, message)).isEqualTo(0x6984);
    assertThat(ei.commits()).isZero();
  }

  @Test
  void aReceiptTwiceChangesNothing() {
    byte[] receipt = TestFleet.load(as, ei, 1, 1, false).data();
    assertThat(status(TestFleet.send(as, Instruction.CONFIRM, 0, receipt))).isEqualTo(0x9000);
    var before = Observed.memory(as);
    long commits = as.commits();

    assertThat(status(TestFleet.send(as, Instruction.CONFIRM, 0, receipt))).isEqualTo(0x9000);
    assertThat(Observed.memory(as)).isEqualTo(before);
    assertThat(as.commits()).isEqualTo(commits);
  }

  @Test
  void anAuthorisedCommandIsCarriedOutOnce() {
    TestFleet.load(as, ei, 1, 1, false);
    byte[] raise = Leave.ask(as, ei, 1, FUEL, Instruction.RAISE_FLOOR, Leave.floor(1));
    byte[] erase = Leave.ask(as, ei, 1, FUEL, Instruction.ERASE_KEY, Leave.place(1));
    assertThat(status(TestFleet.send(ei, Instruction.RAISE_FLOOR, 1, raise))).isEqualTo(0x6984);
    assertThat(status(TestFleet.send(ei, Instruction.ERASE_KEY, 1, erase))).isEqualTo(0x6984);
    erase = Leave.ask(as, ei, 1, FUEL, Instruction.ERASE_KEY, Leave.place(1));
    assertThat(status(TestFleet.send(ei, Instruction.RAISE_FLOOR, 1, erase))).isEqualTo(0x6A80);
    assertThat(status(TestFleet.send(ei, Instruction.ERASE_KEY, 1, erase))).isEqualTo(0x9000);
    var before = Observed.memory(ei);

    for (int i = 0; i < 3; i++) {
      assertThat(status(TestFleet.send(ei, Instruction.ERASE_KEY, 1, erase))).isEqualTo(0x6984);
      TestFleet.send(ei, Instruction.GET_CHALLENGE, 0, new byte[0]);
    }
    assertThat(Observed.memory(ei)).isEqualTo(before);
  }

  @Test
  void whatTheSecuredRoomSaidTwiceIsDoneOnce() {
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
    assertThat(status(TestFleet.send(blank, install.clone()))).isEqualTo(0x9000);
    assertThat(status(TestFleet.send(blank, install.clone()))).isEqualTo(0x6985);
    assertThat(blank.commits()).isEqualTo(1);

    byte[] set = SecuredRoom.installSet(FUEL, 2, transportKey);
    byte[] key = SecuredRoom.load(1, 2, fleet.record(2));
    long commits = as.commits();
    for (int i = 0; i < 3; i++) {
      assertThat(status(TestFleet.send(as, set.clone()))).isEqualTo(0x9000);
      assertThat(status(TestFleet.send(as, key.clone()))).isEqualTo(0x9000);
    }
    assertThat(as.commits()).isEqualTo(commits + 2);
    byte[] older = SecuredRoom.installSet(FUEL, 1, transportKey);
    assertThat(status(TestFleet.send(as, older))).isEqualTo(0x9E03);
    assertThat(status(TestFleet.send(as, SecuredRoom.load(1, 2, fleet.record(1)))))
        .isEqualTo(0x9E03);
  }

  private int replayed(int mode, byte[] message) {
    return status(TestFleet.send(ei, Instruction.IMPORT_KEY, mode, message));
  }
}
