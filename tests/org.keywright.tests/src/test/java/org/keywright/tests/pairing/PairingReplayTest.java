// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.RowState;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.SimulatedUnit;

/** A carrier that is an enemy: what it replays or changes brings it nothing, and costs no try. */
class PairingReplayTest {
  private final PairingFleet estate = new PairingFleet();
  private final SimulatedUnit module = estate.module("M", 2, PairingUnitsTest.withoutWaiting());
  private final SimulatedUnit host = estate.host("H");

  /** The answers to the host in a whole contact, in its order. */
  private final List<byte[]> toHost = new ArrayList<>();

  private Meeting paired() {
    var meeting = new Meeting(module, host);
    toHost.add(meeting.hello());
    byte[] request = meeting.greeted(toHost.getLast(), Instruction.PAIR);
    toHost.add(Meeting.ok(meeting.module(Instruction.PAIR, request)));
    Meeting.ok(meeting.host(Instruction.ASKED, toHost.getLast()));
    var rule = PairingUnitsTest.withoutWaiting().codes();
    var code = estate.code(rule, module.serialNumber(), host.serialNumber(), 0);
    toHost.add(Meeting.ok(meeting.code(code)));
    byte[] proof = Meeting.ok(meeting.host(Instruction.PAIRED, toHost.getLast()));
    toHost.add(Meeting.ok(meeting.module(Instruction.VERIFY, proof)));
    Meeting.ok(meeting.host(Instruction.VERIFIED, toHost.getLast()));
    toHost.add(Meeting.ok(meeting.module(data(meeting.protect("first")))));
    Meeting.ok(meeting.host(Instruction.OPEN, toHost.getLast()));
    return meeting;
  }

  private static byte[] data(byte[] message) {
    return Instruction.DATA.command(message).toBytes();
  }

  @Test
  void aRecordedContactChangesNothingInTheModule() {
    var recorded = List.copyOf(paired().toModule);
    var before = estate.table(module);
    for (int round = 0; round < 3; round++) {
      var replay = new Meeting(module, host);
      var statuses = new ArrayList<Integer>();
      for (byte[] command : recorded) {
        statuses.add(replay.module(command).status().value());
      }
      assertThat(statuses).containsExactly(0x9000, 0x9000, 0x6988, 0x6985, 0x6982);
      module.powerCycle();
    }
    var short1 = new Meeting(module, host);
    assertThat(short1.module(recorded.get(0)).status().value()).isEqualTo(0x9000);
    assertThat(short1.module(recorded.get(3)).status().value()).as("VERIFY").isEqualTo(0x6982);

    var after = estate.table(module);
    assertThat(after.index()).isEqualTo(before.index());
    assertThat(after.triesLeft()).isEqualTo(3);
    assertThat(after.rows().getFirst().failures()).isEqualTo(1);
    assertThat(after.rows().getFirst().activity()).isEqualTo(1);
  }

  @Test
  void aRecordedModuleConvincesNoHost() {
    paired();
    var again = new Meeting(module, host);
    Meeting.ok(again.host(Instruction.BEGIN, new byte[0]));
    byte[] proof = again.greeted(toHost.get(0), Instruction.PAIR);
    assertThat(proof).isNotEmpty();
    Meeting.ok(again.host(Instruction.ASKED, toHost.get(1)));
    Meeting.ok(again.host(SecuredRoom.enterCode(PairingFleet.digits("12345678"))));
    assertThat(status(again.host(Instruction.PAIRED, toHost.get(2)))).isEqualTo(0x6988);

    var known = new Meeting(module, host);
    known.greeted(known.hello(), Instruction.VERIFY);
    assertThat(status(known.host(Instruction.VERIFIED, toHost.get(3)))).isEqualTo(0x6988);
    assertThat(status(known.host(Instruction.OPEN, toHost.get(4)))).isEqualTo(0x6982);
  }

  @Test
  void aProtectedMessageIsGoodOnceAndInItsTurn() {
    var meeting = paired();
    byte[] second = meeting.protect("second");
    byte[] third = meeting.protect("third");
    assertThat(status(meeting.module(data(third)))).as("out of turn").isEqualTo(0x6988);
    assertThat(status(meeting.module(data(second)))).as("the session is over").isEqualTo(0x6982);

    var next = new Meeting(module, host);
    next.verify(next.greeted(next.hello(), Instruction.VERIFY));
    byte[] message = data(next.protect("once"));
    byte[] answer = Meeting.ok(next.module(message));
    assertThat(status(next.host(Instruction.OPEN, answer))).isEqualTo(0x9000);
    assertThat(status(next.host(Instruction.OPEN, answer))).as("twice").isEqualTo(0x6988);
    assertThat(status(next.module(message))).as("twice").isEqualTo(0x6988);
  }

  @Test
  void noBitOfAContactCanBeChangedUnnoticed() {
    assertThat(new Tampered(SHARED, -1, 0).goesThrough()).as("nothing is changed").isTrue();
    int[] lengths = lengths();
    for (int message = 0; message < lengths.length; message++) {
      for (int bit = 0; bit < 8 * lengths[message]; bit++) {
        changed(message, bit);
      }
    }
  }

  /** How long the messages are: HELLO, its answer, PAIR, its answer, CODE and so on. */
  private int[] lengths() {
    var fresh = new PairingReplayTest();
    var commands = fresh.paired().toModule;
    int[] lengths = new int[8];
    for (int i = 0; i < lengths.length; i++) {
      // A command has five bytes of header in front and Le behind.
      lengths[i] = i % 2 == 0 ? commands.get(i / 2).length - 6 : fresh.toHost.get(i / 2).length;
    }
    return lengths;
  }

  /** A contact of which one bit is changed on its way; some side must refuse. */
  private static void changed(int message, int bit) {
    var there = new Tampered(SHARED, message, bit);
    assertThat(there.goesThrough()).as("message %d, bit %d", message, bit).isFalse();
    var table = there.table();
    assertThat(table.triesLeft()).as("message %d, bit %d", message, bit).isEqualTo(3);
    boolean stored = message >= 5;
    assertThat(table.index()).isEqualTo(stored ? 1 : 0);
    if (stored) {
      var expected = message == 7 ? RowState.PAIRED : RowState.HALF;
      assertThat(table.rows().getFirst().state()).isEqualTo(expected);
    }
  }

  private static final TestCrypto SHARED = new TestCrypto();

  /** One contact with a wire that is not true. */
  private static final class Tampered {
    private final PairingFleet estate;
    private final SimulatedUnit module;
    private final Meeting meeting;
    private final int message;
    private final int bit;
    private int sent;

    Tampered(TestCrypto crypto, int message, int bit) {
      estate = new PairingFleet(crypto);
      module = estate.module("M", 2, PairingUnitsTest.withoutWaiting());
      meeting = new Meeting(module, estate.host("H"));
      this.message = message;
      this.bit = bit;
    }

    PairingTable table() {
      return estate.table(module);
    }

    boolean goesThrough() {
      try {
        byte[] said = exchanged(Instruction.HELLO, host(Instruction.BEGIN, new byte[0]));
        byte[] next = host(Instruction.GREETED, said);
        byte[] request = Arrays.copyOfRange(next, 5, next.length);
        byte[] demand = exchanged(Instruction.PAIR, request);
        host(Instruction.ASKED, demand);
        var rule = PairingUnitsTest.withoutWaiting().codes();
        var name = SerialNumber.parse("H");
        byte[] code = meeting.enter(estate.code(rule, module.serialNumber(), name, 0));
        byte[] key = exchanged(Instruction.CODE, code);
        byte[] proof = exchanged(Instruction.VERIFY, host(Instruction.PAIRED, key));
        host(Instruction.VERIFIED, proof);
        return true;
      } catch (AssertionError refused) {
        return false;
      }
    }

    private byte[] host(Instruction instruction, byte[] data) {
      return Meeting.ok(meeting.host(instruction, data));
    }

    private byte[] exchanged(Instruction instruction, byte[] data) {
      return bent(Meeting.ok(meeting.module(instruction, bent(data))));
    }

    private byte[] bent(byte[] data) {
      return sent++ == message ? Meeting.flipped(data, bit) : data;
    }
  }

  private static int status(ResponseApdu answer) {
    return answer.status().value();
  }
}
