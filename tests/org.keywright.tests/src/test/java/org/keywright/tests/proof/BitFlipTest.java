// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.tests.proof.Observed.status;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Key;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * Every single bit of every message that changes a unit is flipped in turn, each against the very
 * state in which the message itself is valid.
 */
class BitFlipTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final byte[] R = HexFormat.of().parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");

  private final TestCrypto crypto = new TestCrypto();
  private final WatchedSuites suites = new WatchedSuites(crypto);
  private final PinnedKeys pinned = new PinnedKeys(crypto.keys);
  private final TestFleet there = new TestFleet(crypto);
  private final TestFleet here = new TestFleet(crypto, suites.registry, pinned.keys());
  private final Key transportKey = there.transportKey();
  private final SimulatedUnit as = there.as("as", FUEL, transportKey, 3);
  private final SimulatedUnit ei = here.ei("ei", FUEL, transportKey, 4);
  private final List<String> wrong = new ArrayList<>();

  /** Places 1 and 2 are loaded, 3 and 4 are empty. */
  private void loadTwoPlaces() {
    TestFleet.load(as, ei, 1, 1, false);
    TestFleet.load(as, ei, 2, 2, false);
    pinned.pin(R);
  }

  @Test
  void everyFlippedBitOfAReplacementIsRefusedInTheOrderOfTheChecks() {
    loadTwoPlaces();
    TestFleet.send(as, SecuredRoom.load(3, 2, there.record(2)));

    everyFlipIsRefused(3, 1, true);
  }

  @Test
  void everyFlippedBitOfAFirstLoadIsRefusedInTheOrderOfTheChecks() {
    loadTwoPlaces();

    everyFlipIsRefused(3, 3, false);
  }

  private void everyFlipIsRefused(int ref1, int ref2, boolean replace) {
    byte[] request = TestFleet.prepare(ei, ref1, ref2).data();
    byte[] data = TestFleet.send(as, Instruction.EXPORT_KEY, 1, request).data();
    // Without Le, which is no part of the message: it says only how much answer is awaited.
    byte[] command = new CommandApdu(0x80, 0x12, replace ? 1 : 0, 0, data, 0).toBytes();
    var oracle = new ImportOracle(data, ref2, replace, 4, List.of(1, 2));
    var before = Observed.memory(ei);
    var firstMac = Observed.use(ei, 1);
    long unwraps = suites.unwraps.get();
    long commits = ei.commits();

    for (int bit = 0; bit < 8 * command.length; bit++) {
      assertThat(TestFleet.prepare(ei, ref1, ref2).data()).isEqualTo(request);
      int answer = status(TestFleet.send(ei, flipped(command, bit)));
      check(oracle.expected(command, bit), answer, "bit " + bit);
      check(0, (int) (suites.unwraps.get() - unwraps), "unwraps at bit " + bit);
      if (!Observed.memory(ei).equals(before) || !Observed.use(ei, 1).equals(firstMac)) {
        wrong.add("bit " + bit + " changed the unit");
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(ei.commits()).isEqualTo(commits);

    TestFleet.prepare(ei, ref1, ref2);
    assertThat(status(TestFleet.send(ei, command)) >> 8).isEqualTo(0x61);
    assertThat(suites.unwraps.get()).isEqualTo(unwraps + 1);
    assertThat(Observed.use(ei, ref2)).isEqualTo(Observed.reference(as, ei, ref1, ref2));
  }

  @Test
  void noFlippedBitOfARequestGetsAKeyIn() {
    loadTwoPlaces();
    var before = Observed.memory(ei);
    int bits = 8 * TestFleet.prepare(ei, 3, 3).data().length;

    for (int bit = 0; bit < bits; bit++) {
      pinned.pin(crypto.keys.random(16));
      byte[] request = flipped(TestFleet.prepare(ei, 3, 3).data(), bit);
      var exported = TestFleet.send(as, Instruction.EXPORT_KEY, 1, request);
      if (exported.status().ok()) {
        var answer = TestFleet.send(ei, Instruction.IMPORT_KEY, 0, exported.data());
        if (answer.status().ok()) {
          wrong.add("bit " + bit + " of the request");
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(Observed.memory(ei)).isEqualTo(before);
    assertThat(suites.unwraps.get()).isEqualTo(2);
  }

  @Test
  void everyFlippedBitOfAReceiptIsRefused() {
    byte[] receipt = TestFleet.load(as, ei, 1, 1, false).data();
    var before = Observed.memory(as);

    for (int bit = 0; bit < 8 * receipt.length; bit++) {
      int answer = status(TestFleet.send(as, Instruction.CONFIRM, 0, flipped(receipt, bit)));
      if (answer != 0x6988 && answer != 0x6A80) {
        wrong.add("bit %d: %04X".formatted(bit, answer));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(Observed.memory(as)).isEqualTo(before);
    assertThat(status(TestFleet.send(as, Instruction.CONFIRM, 0, receipt))).isEqualTo(0x9000);
  }

  @Test
  void everyFlippedBitOfAnAuthorisedCommandIsRefused() {
    loadTwoPlaces();
    authorisedFlips(Instruction.ERASE_KEY, Leave.place(1));
    authorisedFlips(Instruction.RAISE_FLOOR, Leave.floor(1));
  }

  private void authorisedFlips(Instruction what, byte[] order) {
    byte[] data = Leave.ask(as, ei, 1, FUEL, what, order);
    byte[] command = new CommandApdu(0x80, what.ins(), 1, 0, data, 0).toBytes();
    var before = Observed.memory(ei);
    long commits = ei.commits();

    for (int bit = 0; bit < 8 * command.length; bit++) {
      TestFleet.send(ei, Instruction.GET_CHALLENGE, 0, new byte[0]);
      byte[] changed = flipped(command, bit);
      int answer = status(TestFleet.send(ei, changed));
      boolean chainPart = bit == 3;
      if (answer == 0x9000 && !chainPart || !Observed.memory(ei).equals(before)) {
        wrong.add("%s bit %d: %04X".formatted(what, bit, answer));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(ei.commits()).isEqualTo(commits);
    TestFleet.send(ei, Instruction.GET_CHALLENGE, 0, new byte[0]);
    assertThat(status(TestFleet.send(ei, command))).isEqualTo(0x9000);
  }

  @Test
  void aUnitWithAnotherTransportKeyRefusesByTheCertificateAlone() {
    var sisters = IntStream.of(1, 2).mapToObj(i -> there.transportKey()).toList();
    for (Key other : sisters) {
      var stranger = here.eis(FUEL, other, 1, "stranger-" + sisters.indexOf(other)).get(0);
      long unwraps = suites.unwraps.get();
      assertThat(status(TestFleet.load(as, stranger, 1, 1, false))).isEqualTo(0x6988);
      assertThat(suites.unwraps.get()).isEqualTo(unwraps);
    }
  }

  private void check(int expected, int found, String where) {
    if (expected != found) {
      wrong.add("%s: %04X instead of %04X".formatted(where, found, expected));
    }
  }

  /** A copy with one bit flipped; bit 0 is the highest of the first byte. */
  static byte[] flipped(byte[] message, int bit) {
    byte[] changed = message.clone();
    changed[bit / 8] ^= (byte) (0x80 >> bit % 8);
    return changed;
  }

  /** Says by the document's order of checks what an EI answers to an IMPORTKEY with one flip. */
  private static final class ImportOracle {
    private final int[] tags;
    private final int[] offsets;
    private final byte[] data;
    private final int ref2;
    private final boolean replace;
    private final int places;
    private final List<Integer> loaded;

    ImportOracle(byte[] data, int ref2, boolean replace, int places, List<Integer> loaded) {
      this.data = data;
      this.ref2 = ref2;
      this.replace = replace;
      this.places = places;
      this.loaded = loaded;
      this.tags = new int[data.length];
      this.offsets = new int[data.length];
      int at = data[1] == (byte) 0x81 ? 3 : 2;
      while (at < data.length) {
        int length = data[at + 1];
        for (int i = 0; i < length; i++) {
          tags[at + 2 + i] = data[at] & 0xFF;
          offsets[at + 2 + i] = i;
        }
        at += 2 + length;
      }
    }

    int expected(byte[] command, int bit) {
      int at = bit / 8;
      int value = (command[at] & 0xFF) ^ 0x80 >> bit % 8;
      return switch (at) {
        case 0 -> value == 0x90 ? 0x9000 : 0x6E00;
        case 1 -> instruction(value);
        case 2 -> value > 1 ? 0x6A86 : 0x6985;
        case 3 -> 0x6A86;
        case 4 -> 0x6700;
        default -> inData(at - 5, value);
      };
    }

    private int instruction(int ins) {
      return switch (ins) {
        case 0x10 -> 0x6A80;
        case 0x16 -> replace ? 0x6A86 : 0x6A80;
        case 0x1A -> replace ? 0x6A86 : 0x6985;
        default -> 0x6D00;
      };
    }

    private int inData(int at, int value) {
      return switch (tags[at]) {
        case 0 -> 0x6A80;
        case 0x80 -> 0x9E04;
        case 0x81 -> 0x9E02;
        case 0x83 -> place(offsets[at] == 0 ? value << 8 | ref2 : value);
        case 0x84 -> 0x6984;
        default -> 0x6988;
      };
    }

    private int place(int other) {
      if (other > places || other == 0) {
        return 0x6A88;
      }
      return loaded.contains(other) == replace ? 0x6988 : 0x6985;
    }
  }

  @Test
  void theOracleKnowsEveryTag() {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    var tags = new ImportOracle(message, 1, false, 4, List.of()).tags;

    assertThat(IntStream.of(tags).distinct().boxed().toList())
        .containsExactlyInAnyOrder(0, 0x80, 0x81, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8E);
  }
}
