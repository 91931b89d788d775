// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.Application;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.CommandAssembler;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedApduException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * Two hundred thousand frames that are nonsense, or almost none: each is answered by a status word,
 * and a unit changes only by what the protocol lets change it.
 */
class RandomFramesTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final byte[] R = HexFormat.of().parseHex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf");
  private static final int FRAMES = 40_000;
  private static final Set<Integer> FIRST_BYTES =
      Set.of(0x61, 0x63, 0x65, 0x67, 0x68, 0x69, 0x6A, 0x6C, 0x6D, 0x6E, 0x90, 0x9E);

  private final TestCrypto crypto = new TestCrypto();
  private final PinnedKeys pinned = new PinnedKeys(crypto.keys);
  private final TestFleet there = new TestFleet(crypto);
  private final TestFleet here = new TestFleet(crypto, crypto.suites, pinned.keys());
  private final Key transportKey = there.transportKey();
  private final SimulatedUnit as = there.as("as", FUEL, transportKey, 3);
  private final SimulatedUnit ei = here.ei("ei", FUEL, transportKey, 4);
  private final List<byte[]> toSecond = new ArrayList<>();
  private final List<byte[]> toFirst = new ArrayList<>();
  private final List<byte[]> securedRoom = new ArrayList<>();

  RandomFramesTest() {
    byte[] firstReceipt = TestFleet.load(as, ei, 1, 1, false).data();
    pinned.pin(R);
    byte[] wanted = new TlvWriter().putNumber(0x83, 2, 2).putNumber(0x82, 2, 2).toBytes();
    byte[] request = TestFleet.send(ei, Instruction.PREPARE, 1, wanted).data();
    byte[] message = TestFleet.send(as, Instruction.EXPORT_KEY, 1, request).data();
    record(toSecond, Instruction.PREPARE, 1, wanted);
    record(toSecond, Instruction.IMPORT_KEY, 0, message);
    record(toSecond, Instruction.GET_LOAD_STATUS, 0, Leave.place(1));
    byte[] use = new TlvWriter().putNumber(0x83, 1, 2).put(0x9C, new byte[8]).toBytes();
    record(toSecond, Instruction.USE_KEY, 0, use);
    record(toSecond, Instruction.GET_CHALLENGE, 0, new byte[0]);
    record(toSecond, Instruction.STATUS, 0, new byte[0]);
    for (Instruction what : List.of(Instruction.ERASE_KEY, Instruction.RAISE_FLOOR)) {
      byte[] data = what == Instruction.ERASE_KEY ? Leave.place(1) : Leave.floor(1);
      record(toSecond, what, 1, Leave.with(as, ei, 1, FUEL, what, data, R));
      record(toFirst, Instruction.AUTHORISE, 1, Leave.order(ei, FUEL, what, data, R));
    }
    toSecond.add(Application.EI.select().toBytes());
    record(toFirst, Instruction.EXPORT_KEY, 1, request);
    record(toFirst, Instruction.CONFIRM, 0, firstReceipt);
    record(toFirst, Instruction.LIST_KEYS, 0, new byte[0]);
    record(toFirst, Instruction.STATUS, 0, new byte[0]);
    toFirst.add(Application.AS.select().toBytes());
    securedRoom.addAll(toFirst);
    securedRoom.add(SecuredRoom.load(1, 2, there.record(2)));
    securedRoom.add(SecuredRoom.installSet(FUEL, 2, there.transportKey()));
    record(securedRoom, Instruction.DESTROY, 0, new TlvWriter().putNumber(0x82, 3, 2).toBytes());
  }

  private static void record(List<byte[]> list, Instruction what, int p1, byte[] data) {
    list.add(new CommandApdu(0x80, what.ins(), p1, 0, data).toBytes());
  }

  @Test
  void toAnInstalledUnit() throws Exception {
    feed(ei, toSecond, 1, Set.of());
  }

  @Test
  void toAUnitThatWaitsForItsMessage() throws Exception {
    var waiting = toSecond.subList(0, 2);
    feed(ei, waiting, 2, Set.of());
  }

  @Test
  void toABlankUnit() throws Exception {
    var blank = here.make(Role.EI, Optional.empty(), Optional.empty(), "blank").get(0);
    var places = List.of(PlaceKind.any(1));
    var suite = Bytes.of((byte) 1);
    var commands = new ArrayList<>(toSecond);
    commands.add(
        SecuredRoom.installUnit(
            blank.serialNumber(), FUEL, 1, suite, 1, true, transportKey, places));
    feed(blank, commands, 3, Set.of(Instruction.INSTALL_UNIT.ins()));
  }

  @Test
  void toAFirstUnit() throws Exception {
    feed(as, toFirst, 4, Set.of(Instruction.EXPORT_KEY.ins()));
  }

  @Test
  void toAFirstUnitInItsSecuredRoom() throws Exception {
    var free =
        Set.of(
            Instruction.EXPORT_KEY.ins(),
            Instruction.LOAD.ins(),
            Instruction.INSTALL_SET.ins(),
            Instruction.DESTROY.ins());
    feed(as, securedRoom, 5, free);
  }

  /**
   * Sends frames on one connection.
   *
   * @param free the commands that need no MAC to change the unit
   */
  private static void feed(SimulatedUnit unit, List<byte[]> valid, long seed, Set<Integer> free)
      throws LinkException {
    var mutator = new FrameMutator(seed, valid);
    var connection = unit.connect();
    var shadow = new CommandAssembler(TlvReader.LIMIT);
    for (int sent = 0; sent < FRAMES; sent++) {
      byte[] frame = mutator.next();
      long commits = unit.commits();
      byte[] answer = answer(connection, frame, sent);
      assertThat(answer.length).isBetween(2, 0x10002);
      assertThat(FIRST_BYTES).contains(answer[answer.length - 2] & 0xFF);
      var carriedOut = whole(shadow, frame, answer);
      if (unit.commits() != commits) {
        assertThat(unit.commits()).isEqualTo(commits + 1);
        var command = carriedOut.orElseThrow();
        boolean authentic = valid.stream().anyMatch(v -> sameCommand(v, command));
        assertThat(authentic || free.contains(command.ins()))
            .as("frame %d, %s, changed the unit", sent, command)
            .isTrue();
      }
    }
  }

  private static byte[] answer(ApduResponder connection, byte[] frame, int sent)
      throws LinkException {
    try {
      return connection.respond(frame);
    } catch (RuntimeException e) {
      throw new AssertionError("frame %d: %s".formatted(sent, hex(frame)), e);
    }
  }

  /** The command that a unit carries out once this frame has come; the chain may span frames. */
  private static Optional<CommandApdu> whole(CommandAssembler shadow, byte[] frame, byte[] answer) {
    try {
      return shadow.add(CommandApdu.parse(frame));
    } catch (MalformedApduException e) {
      shadow.reset();
      assertThat(answer).containsExactly(0x67, 0x00);
      return Optional.empty();
    }
  }

  private static boolean sameCommand(byte[] valid, CommandApdu command) {
    try {
      var other = CommandApdu.parse(valid);
      return other.ins() == command.ins() && Arrays.equals(other.data(), command.data());
    } catch (MalformedApduException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(byte[] frame) {
    return HexFormat.of().formatHex(frame, 0, Math.min(frame.length, 400));
  }
}
