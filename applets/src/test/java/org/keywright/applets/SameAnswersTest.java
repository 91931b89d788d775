// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.UnitOrder;

/**
 * A card and a simulated unit, of which neither knows the other's code, get the same commands, good
 * ones and spoilt ones, and answer with the same status words.
 */
class SameAnswersTest {
  private static final long SEED = 20_261_127;
  private static final int ROUNDS = 4_000;
  private static final SetId SET = SetId.parse("SAME");
  private static final SetId OTHER = SetId.parse("OTHER");
  private static final SerialNumber SERIAL = SerialNumber.parse("SAME-1");

  private final CardFleet fleet = new CardFleet();
  private final Random random = new Random(SEED);
  private final Key transportKey = fleet.keys.generate(KeySpec.AES_128);
  private final Map<String, Integer> seen = new TreeMap<>();
  private final List<byte[]> asked = new ArrayList<>();
  private ApduResponder first;

  @BeforeEach
  void makeFirstUnit() throws Exception {
    first = fleet.simulated(order(Role.AS, "first")).connect();
    ok(first, SecuredRoom.installSet(SET, 1, transportKey));
    for (int version = 1; version <= 3; version++) {
      ok(first, load(version, version, KeySpec.AES_128));
    }
    ok(first, load(4, 1, KeySpec.AES_256));
    ok(first, load(5, 1, new KeySpec(KeyAlgorithm.TDES, 192)));
  }

  private static UnitOrder order(Role role, String name) {
    return new UnitOrder(
        role,
        List.of(new UnitOrder.Name(name, SERIAL)),
        Optional.empty(),
        Bytes.of((byte) 1, (byte) 0x10),
        Optional.empty());
  }

  private byte[] load(int ref, int version, KeySpec spec) throws Exception {
    return load(ref, version, spec, FirstUnitKey.EXPORTABLE);
  }

  private byte[] load(int ref, int version, KeySpec spec, int flags) throws Exception {
    var attributes =
        new KeyAttributes(new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE);
    try (var record = new KeyRecord(attributes, version, fleet.keys.generate(spec))) {
      return SecuredRoom.load(ref, flags, record);
    }
  }

  private static byte[] ok(ApduResponder unit, byte[] command) throws Exception {
    var answer = ResponseApdu.parse(unit.respond(command));
    assertThat(answer.status().ok()).as(answer.status().toString()).isTrue();
    return answer.data();
  }

  /** A command to one of the two; what it holds of earlier answers is that one's own. */
  @FunctionalInterface
  private interface Making {
    CommandApdu command(ApduResponder unit) throws Exception;
  }

  /** A way to spoil a command, or not, which does the same to both. */
  @FunctionalInterface
  private interface Spoiling {
    CommandApdu spoil(CommandApdu command);
  }

  private static CommandApdu command(Instruction instruction, int p1, byte[] data) {
    return new CommandApdu(0x80, instruction.ins(), p1, 0, data, 256);
  }

  private static byte[] place(int ref2) {
    return new TlvWriter().putNumber(0x83, ref2, 2).toBytes();
  }

  private int ref2() {
    int[] places = {1, 2, 3, 9, PlaceKind.TRANSPORT_KEY};
    return places[random.nextInt(places.length)];
  }

  private Making prepare(int ref1, int ref2) {
    byte[] data = new TlvWriter().putNumber(0x83, ref2, 2).putNumber(0x82, ref1, 2).toBytes();
    return unit -> command(Instruction.PREPARE, 0x10, data);
  }

  /** IMPORTKEY with a message that is made for the unit, if it takes PREPARE. */
  private Making importing() {
    int ref2 = random.nextInt(4) == 0 ? ref2() : 1;
    var prepare = prepare(1 + random.nextInt(5), ref2);
    int mode = random.nextInt(2);
    return unit -> {
      var request = ResponseApdu.parse(unit.respond(prepare.command(unit).toBytes()));
      if (!request.status().ok()) {
        return prepare.command(unit);
      }
      byte[] message = ok(first, command(Instruction.EXPORT_KEY, 0x10, request.data()).toBytes());
      return command(Instruction.IMPORT_KEY, mode, message);
    };
  }

  private Making authorised(Instruction instruction, byte[] data) {
    return unit -> {
      var drawn =
          ResponseApdu.parse(
              unit.respond(command(Instruction.GET_CHALLENGE, 0, new byte[0]).toBytes()));
      if (!drawn.status().ok()) {
        return command(Instruction.GET_CHALLENGE, 0, new byte[0]);
      }
      byte[] ask =
          new TlvWriter()
              .put(0x81, SERIAL.value().toArray())
              .put(0x90, SET.value().toArray())
              .putNumber(0x91, 1, 2)
              .put(0x84, drawn.data())
              .putNumber(0x9B, instruction.ins(), 1)
              .put(0x9C, data)
              .toBytes();
      byte[] leave = ok(first, command(Instruction.AUTHORISE, 0x10, ask).toBytes());
      return command(
          instruction,
          0x10,
          new TlvWriter().raw(data).put(0x84, drawn.data()).raw(leave).toBytes());
    };
  }

  private Making toSecondUnit() throws Exception {
    int ref2 = ref2();
    byte[] use = new TlvWriter().putNumber(0x83, ref2, 2).put(0x9C, new byte[8]).toBytes();
    byte[] install = installation();
    return switch (random.nextInt(12)) {
      case 0 -> unit -> CommandApdu.parse(install);
      case 1 -> unit -> command(Instruction.STATUS, 0, new byte[0]);
      case 2 -> prepare(1, ref2);
      case 3 -> unit -> command(Instruction.GET_LOAD_STATUS, 0, place(ref2));
      case 4 -> unit -> command(Instruction.USE_KEY, 0, use);
      case 5 -> authorised(Instruction.ERASE_KEY, place(ref2));
      case 6 -> authorised(Instruction.RAISE_FLOOR, new byte[] {(byte) 0x80, 1, 1});
      case 7 -> unit -> command(Instruction.GET_CHALLENGE, 0, new byte[0]);
      case 8 -> unit -> Application.EI.select();
      default -> importing();
    };
  }

  private Making toFirstUnit(ApduResponder asking) throws Exception {
    int version = 1 + random.nextInt(3);
    int ref = random.nextInt(5);
    // One set stays, so that it can be asked of; the other one comes and goes.
    boolean stays = random.nextInt(3) > 0;
    byte[] set = SecuredRoom.installSet(stays ? SET : OTHER, stays ? 1 : version, transportKey);
    byte[] load = load(1 + ref, version, ref == 4 ? KeySpec.AES_256 : KeySpec.AES_128, flags(ref));
    return switch (random.nextInt(13)) {
      case 0 -> unit -> CommandApdu.parse(set);
      case 1, 2 -> unit -> CommandApdu.parse(load);
      case 3 -> unit -> command(Instruction.STATUS, 0, new byte[0]);
      case 4 -> unit -> command(Instruction.LIST_KEYS, 0, new byte[0]);
      case 5 -> using(ref);
      case 6 -> authorising(stays ? SET : OTHER, stays ? 1 : version);
      case 7 -> destroying(2 + ref, version);
      case 8 -> unit -> Application.AS.select();
      case 9 -> unit -> command(Instruction.CONFIRM, 0, strangeReceipt());
      default -> exporting(asking, random.nextInt(3) == 0 ? ref : 1);
    };
  }

  private static int flags(int ref) {
    return ref == 3 ? 0 : ref == 2 ? FirstUnitKey.DIVERSIFY : FirstUnitKey.EXPORTABLE;
  }

  /** EXPORTKEY for what an EI asks for, or once more for what it asked for some time ago. */
  private Making exporting(ApduResponder asking, int ref) throws Exception {
    if (asked.size() < 4 || random.nextInt(3) > 0) {
      asked.add(ok(asking, prepare(ref, 1).command(asking).toBytes()));
    }
    byte[] request = asked.get(Math.max(0, asked.size() - 1 - random.nextInt(3)));
    return unit -> command(Instruction.EXPORT_KEY, 0x10, request);
  }

  private static Making using(int ref) {
    byte[] data =
        new TlvWriter()
            .put(0x81, SERIAL.value().toArray())
            .putNumber(0x82, ref, 2)
            .putNumber(0x83, 1, 2)
            .put(0x9C, new byte[8])
            .toBytes();
    return unit -> command(Instruction.USE_KEY, 0x10, data);
  }

  private Making authorising(SetId set, int version) {
    byte[] data =
        new TlvWriter()
            .put(0x81, SERIAL.value().toArray())
            .put(0x90, set.value().toArray())
            .putNumber(0x91, version, 2)
            .put(0x84, new byte[16])
            .putNumber(0x9B, random.nextInt(4) == 0 ? 0x19 : 0x18, 1)
            .put(0x9C, place(1))
            .toBytes();
    return unit -> command(Instruction.AUTHORISE, 0x10, data);
  }

  private Making destroying(int ref, int version) {
    byte[] data =
        random.nextInt(4) == 0
            ? new TlvWriter().putNumber(0x82, ref, 2).toBytes()
            : new TlvWriter()
                .put(0x90, OTHER.value().toArray())
                .putNumber(0x91, version, 2)
                .toBytes();
    return unit -> command(Instruction.DESTROY, 0, data);
  }

  private static byte[] strangeReceipt() {
    var content =
        new TlvWriter()
            .putNumber(0x83, 1, 2)
            .putNumber(0x86, 1, 2)
            .put(0x96, new byte[5])
            .put(0x8E, new byte[16]);
    return new TlvWriter().nest(0xE2, content).toBytes();
  }

  private byte[] installation() {
    return SecuredRoom.installUnit(
        SERIAL,
        SET,
        1,
        Bytes.of((byte) 0x10, (byte) 0x7F),
        1,
        true,
        transportKey,
        List.of(
            PlaceKind.any(1),
            new PlaceKind(2, Optional.of(new KeyUsage("P0")), Optional.empty(), 32),
            new PlaceKind(3, Optional.empty(), Optional.empty(), 0)));
  }

  private Spoiling spoiling() {
    int place = random.nextInt(1 << 16);
    int value = random.nextInt(256);
    return switch (random.nextInt(14)) {
      case 0 -> c -> with(c, value & 0xEF, c.ins(), c.p1(), c.p2(), c.data());
      case 1 -> c -> with(c, c.cla(), plain(value), c.p1(), c.p2(), c.data());
      case 2 -> c -> with(c, c.cla(), c.ins(), value, c.p2(), c.data());
      case 3 -> c -> with(c, c.cla(), c.ins(), c.p1(), value, c.data());
      case 4 -> c -> withData(c, Arrays.copyOf(c.data(), place % (c.data().length + 1)));
      case 5 -> c -> withData(c, Arrays.copyOf(c.data(), c.data().length + 1 + value % 8));
      case 6, 7, 8 -> c -> withData(c, flipped(c.data(), place, 1 << value % 8));
      case 9 -> c -> with(c, c.cla() | 0x10, c.ins(), c.p1(), c.p2(), c.data());
      default -> c -> c;
    };
  }

  /** Neither GET RESPONSE nor one that ISO/IEC 7816-3 has for itself. */
  private static int plain(int ins) {
    int high = ins & 0xF0;
    return high == 0x60 || high == 0x90 || ins == 0xC0 ? 0x11 : ins;
  }

  private static byte[] flipped(byte[] data, int place, int bits) {
    byte[] other = data.clone();
    if (other.length > 0) {
      other[place % other.length] ^= (byte) bits;
    }
    return other;
  }

  private static CommandApdu withData(CommandApdu c, byte[] data) {
    return with(c, c.cla(), c.ins(), c.p1(), c.p2(), data);
  }

  private static CommandApdu with(CommandApdu c, int cla, int ins, int p1, int p2, byte[] data) {
    return new CommandApdu(cla, ins, p1, p2, data, c.ne());
  }

  @Test
  void aSecondUnitRefusesForTheSameReasons() throws Exception {
    play(Role.EI, this::toSecondUnit);
    assertThat(seen)
        .containsKeys(
            "9000", "6700", "6883", "6984", "6985", "6988", "6A80", "6A81", "6A82", "6A86", "6A88",
            "6D00", "6E00", "9E02", "9E03", "9E04");
  }

  @Test
  void aFirstUnitRefusesForTheSameReasons() throws Exception {
    var asking = fleet.simulated(order(Role.EI, "asking")).connect();
    ok(asking, installation());
    play(Role.AS, () -> toFirstUnit(asking));
    assertThat(seen)
        .containsKeys(
            "9000", "6700", "6883", "6982", "6985", "6988", "6A80", "6A81", "6A82", "6A86", "6A88",
            "6D00", "6E00", "9E03", "9E04", "9E05");
  }

  private void play(Role role, Callable<Making> commands) throws Exception {
    var card = new CardUnit("card", role, SERIAL).connect();
    var unit = fleet.simulated(order(role, "unit")).connect();
    for (int round = 0; round < ROUNDS; round++) {
      var making = commands.call();
      var spoiling = spoiling();
      var one = answer(card, making, spoiling);
      var other = answer(unit, making, spoiling);
      assertThat(one.status().hex()).as("round " + round).isEqualTo(other.status().hex());
      assertThat(one.data()).hasSameSizeAs(other.data());
      seen.merge(one.status().hex(), 1, Integer::sum);
    }
  }

  private static ResponseApdu answer(ApduResponder unit, Making making, Spoiling spoiling)
      throws Exception {
    return ResponseApdu.parse(unit.respond(spoiling.spoil(making.command(unit)).toBytes()));
  }
}
