// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.tests.proof.Observed.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.proof.TlvTree.Harm;
import org.keywright.tests.proof.TlvTree.Mutant;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** Wrong, missing, doubled, out-of-order and oversized data objects for every command. */
class MalformedDataTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final byte[] R = HexFormat.of().parseHex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf");
  private static final byte[] ABSENT = {};

  private final TestCrypto crypto = new TestCrypto();
  private final PinnedKeys pinned = new PinnedKeys(crypto.keys);
  private final TestFleet there = new TestFleet(crypto);
  private final TestFleet here = new TestFleet(crypto, crypto.suites, pinned.keys());
  private final Key transportKey = there.transportKey();
  private final SimulatedUnit as = there.as("as", FUEL, transportKey, 3);
  private final SimulatedUnit ei = here.ei("ei", FUEL, transportKey, 3);
  private final List<String> wrong = new ArrayList<>();
  private int tried;

  @Test
  void prepare() {
    byte[] data = new TlvWriter().putNumber(0x83, 1, 2).putNumber(0x82, 1, 2).toBytes();
    refused(ei, Instruction.PREPARE, 1, data, Map.of());
  }

  @Test
  void exportKey() {
    byte[] request = TestFleet.prepare(ei, 1, 1).data();
    // Which suites were offered is not the first unit's to judge: they enter every key.
    refused(
        as, Instruction.EXPORT_KEY, 1, request, Map.of(0x8F, List.of(Harm.LONGER, Harm.SHORTER)));
  }

  @Test
  void importKey() {
    pinned.pin(R);
    byte[] message = TestFleet.message(as, ei, 1, 1);
    byte[] bare = LoadMessages.withoutSas(message);
    assertThat(status(TestFleet.send(ei, Instruction.IMPORT_KEY, 0, bare))).isEqualTo(0x6988);
    var wellFormed = Map.of(0x88, List.of(Harm.LONGER, Harm.SHORTER), 0x89, List.of(Harm.MISSING));
    refused(ei, Instruction.IMPORT_KEY, 0, message, wellFormed);
    assertThat(ei.commits()).isEqualTo(1);
  }

  @Test
  void loadStatusAndUseOfAKey() {
    TestFleet.load(as, ei, 1, 1, false);
    refused(ei, Instruction.GET_LOAD_STATUS, 0, Leave.place(1), Map.of());
    byte[] use = new TlvWriter().putNumber(0x83, 1, 2).put(0x9C, new byte[64]).toBytes();
    refused(ei, Instruction.USE_KEY, 0, use, Map.of(0x9C, List.of(Harm.SHORTER)));
    byte[] reference =
        new TlvWriter()
            .put(0x81, ei.serialNumber().value().toArray())
            .putNumber(0x82, 1, 2)
            .putNumber(0x83, 1, 2)
            .put(0x9C, new byte[8])
            .toBytes();
    refused(as, Instruction.USE_KEY, 1, reference, Map.of(0x9C, List.of(Harm.LONGER)));
  }

  @Test
  void confirm() {
    byte[] receipt = TestFleet.load(as, ei, 1, 1, false).data();
    refused(as, Instruction.CONFIRM, 0, receipt, Map.of());
  }

  @Test
  void authorisedCommands() {
    TestFleet.load(as, ei, 1, 1, false);
    pinned.pin(R);
    byte[] raise = Leave.ask(as, ei, 1, FUEL, Instruction.RAISE_FLOOR, Leave.floor(1));
    refused(ei, Instruction.RAISE_FLOOR, 1, raise, Map.of());
    byte[] erase = Leave.ask(as, ei, 1, FUEL, Instruction.ERASE_KEY, Leave.place(1));
    refused(ei, Instruction.ERASE_KEY, 1, erase, Map.of());
    byte[] order = Leave.order(ei, FUEL, Instruction.ERASE_KEY, Leave.place(1), R);
    var wellFormed = Map.of(0x9C, List.of(Harm.LONGER, Harm.SHORTER, Harm.EMPTY));
    refused(as, Instruction.AUTHORISE, 1, order, wellFormed);
  }

  @Test
  void securedRoom() {
    var blank = here.make(Role.EI, Optional.empty(), Optional.empty(), "blank").get(0);
    byte[] unit =
        SecuredRoom.installUnit(
            blank.serialNumber(),
            FUEL,
            1,
            Bytes.of((byte) 1, (byte) 2),
            1,
            true,
            transportKey,
            List.of(PlaceKind.any(1)));
    var wellFormed = Map.of(0x8F, List.of(Harm.LONGER, Harm.SHORTER), 0x98, List.of(Harm.EMPTY));
    refused(blank, Instruction.INSTALL_UNIT, 0, data(unit), wellFormed);
    byte[] set = data(SecuredRoom.installSet(FUEL, 2, there.transportKey()));
    refused(as, Instruction.INSTALL_SET, 0, set, Map.of(), Map.of(0x97, List.of(Harm.SHORTER)));
    byte[] load = data(SecuredRoom.load(9, 2, there.record(1)));
    var unfitRecords = List.of(Harm.LONGER, Harm.SHORTER, Harm.EMPTY, Harm.HUGE);
    refused(as, Instruction.LOAD, 0, load, Map.of(), Map.of(0x99, unfitRecords));
    byte[] oneKey = new TlvWriter().putNumber(0x82, 9, 2).toBytes();
    refused(as, Instruction.DESTROY, 0, oneKey, Map.of());
    byte[] oneSet =
        new TlvWriter().put(0x90, FUEL.value().toArray()).putNumber(0x91, 2, 2).toBytes();
    refused(as, Instruction.DESTROY, 0, oneSet, Map.of());
  }

  @Test
  void commandsWithoutDataTakeNone() {
    for (byte[] data : List.of(new byte[1], Leave.place(1), new byte[300])) {
      for (SimulatedUnit unit : List.of(as, ei)) {
        assertThat(status(TestFleet.send(unit, Instruction.STATUS, 0, data))).isEqualTo(0x6700);
      }
      assertThat(status(TestFleet.send(as, Instruction.LIST_KEYS, 0, data))).isEqualTo(0x6700);
      assertThat(status(TestFleet.send(ei, Instruction.GET_CHALLENGE, 0, data))).isEqualTo(0x6700);
    }
  }

  private void refused(
      SimulatedUnit unit,
      Instruction instruction,
      int p1,
      byte[] valid,
      Map<Integer, List<Harm>> wellFormed) {
    refused(unit, instruction, p1, valid, wellFormed, Map.of());
  }

  /**
   * Sends every mutant, then the valid data, which alone is carried out.
   *
   * @param wellFormed mutants that have another fault than their form, and are not sent
   * @param unfit mutants that are refused as data of a kind that cannot be worked with
   */
  private void refused(
      SimulatedUnit unit,
      Instruction instruction,
      int p1,
      byte[] valid,
      Map<Integer, List<Harm>> wellFormed,
      Map<Integer, List<Harm>> unfit) {
    var before = Observed.memory(unit);
    long commits = unit.commits();
    for (Mutant mutant : TlvTree.mutants(valid)) {
      if (!wellFormed.getOrDefault(mutant.tag(), List.of()).contains(mutant.harm())) {
        boolean isUnfit = unfit.getOrDefault(mutant.tag(), List.of()).contains(mutant.harm());
        int expected = isUnfit ? 0x6A81 : 0x6A80;
        expect(unit, instruction, p1, mutant.data().toArray(), expected, mutant.toString());
      }
    }
    expect(unit, instruction, p1, ABSENT, absent(instruction), "no data");
    byte[] oversized = Arrays.copyOf(valid, TlvReader.LIMIT + 1);
    expect(unit, instruction, p1, oversized, 0x6700, "one byte over the limit");
    byte[] most = Arrays.copyOf(valid, TlvReader.LIMIT);
    expect(unit, instruction, p1, most, 0x6A80, "filled up to the limit");
    assertThat(wrong).isEmpty();
    assertThat(Observed.memory(unit)).isEqualTo(before);
    assertThat(unit.commits()).isEqualTo(commits);
    assertThat(tried).isGreaterThan(12);
    tried = 0;
    rearm(instruction);
    assertThat(status(TestFleet.send(unit, instruction, p1, valid))).isEqualTo(0x9000);
  }

  private static int absent(Instruction instruction) {
    return instruction == Instruction.IMPORT_KEY ? 0x6700 : 0x6A80;
  }

  private void expect(
      SimulatedUnit unit, Instruction instruction, int p1, byte[] data, int status, String what) {
    tried++;
    rearm(instruction);
    byte[] command = new CommandApdu(0x80, instruction.ins(), p1, 0, data).toBytes();
    int found = status(TestFleet.send(unit, command));
    if (found != status) {
      wrong.add("%s %s: %04X instead of %04X".formatted(instruction, what, found, status));
    }
  }

  /** Puts the EI back to the state in which the valid data are valid. */
  private void rearm(Instruction instruction) {
    if (instruction == Instruction.IMPORT_KEY) {
      TestFleet.prepare(ei, 1, 1);
    } else if (instruction == Instruction.ERASE_KEY || instruction == Instruction.RAISE_FLOOR) {
      TestFleet.send(ei, Instruction.GET_CHALLENGE, 0, ABSENT);
    }
  }

  private static byte[] data(byte[] command) {
    return Arrays.copyOfRange(command, 5, 5 + (command[4] & 0xFF));
  }
}
