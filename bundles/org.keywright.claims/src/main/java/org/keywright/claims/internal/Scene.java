// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;

/**
 * The units of one proof and the commands that it sends them; closing it removes the units.
 *
 * <p>Each unit is reached by command APDUs alone. For one thread.
 */
final class Scene implements AutoCloseable {
  /** The challenge of every USE KEY here. */
  private static final byte[] CHALLENGE = {0x4B, 0x65, 0x79, 0x77, 0x72, 0x69, 0x67, 0x68, 0x74};

  /** The set of every scene. */
  static final SetId SET = SetId.parse("CLAIMS");

  final Suites suites;
  final Keys keys;
  final Key transportKey;
  final Counted counted;
  final Bench bench;
  private final String prefix;
  private final List<String> names = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();

  Scene(Bench bench, Suites suites, Keys keys, Counted counted) {
    this.bench = bench;
    this.suites = suites;
    this.keys = keys;
    this.counted = counted;
    this.prefix = "c" + Bytes.of(keys.random(5)).hex() + ".";
    this.transportKey = keys.generate(KeySpec.AES_256);
  }

  SimulatedUnit ei(int places) throws IOException {
    return eis(1, SET, transportKey, places).get(0);
  }

  List<SimulatedUnit> eis(int count, SetId set, Key key, int places) throws IOException {
    var kinds = IntStream.rangeClosed(1, places).mapToObj(PlaceKind::any).toList();
    return make(Role.EI, count, Optional.of(new UnitOrder.Installation(set, 1, key, 1, kinds)));
  }

  SimulatedUnit eiWith(List<PlaceKind> kinds) throws IOException {
    return make(Role.EI, 1, Optional.of(new UnitOrder.Installation(SET, 1, transportKey, 1, kinds)))
        .get(0);
  }

  SimulatedUnit blank(Role role) throws IOException {
    return make(role, 1, Optional.empty()).get(0);
  }

  /** A first unit with T and new AES-128 keys at references 1 to {@code count}; KVN is the same. */
  SimulatedUnit as(int count) throws Exception {
    var unit = blank(Role.AS);
    installSet(unit, SET, 1, transportKey);
    for (int ref = 1; ref <= count; ref++) {
      loadKey(unit, ref, ref, FirstUnitKey.EXPORTABLE);
    }
    return unit;
  }

  void installSet(SimulatedUnit as, SetId set, int version, Key key) throws Exception {
    Observed.ok("INSTALL set", send(as, SecuredRoom.installSet(set, version, key)));
  }

  void loadKey(SimulatedUnit as, int ref, int version, int flags) throws Exception {
    try (var record = record(version)) {
      Observed.ok("LOAD", send(as, SecuredRoom.load(ref, flags, record)));
    }
  }

  KeyRecord record(int version) {
    return record(version, "D0", keys.generate(KeySpec.AES_128));
  }

  static KeyRecord record(int version, String usage, Key key) {
    return new KeyRecord(
        new KeyAttributes(new KeyUsage(usage), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE),
        version,
        key);
  }

  private List<SimulatedUnit> make(
      Role role, int count, Optional<UnitOrder.Installation> installation) throws IOException {
    var order = new ArrayList<UnitOrder.Name>(count);
    for (int i = 0; i < count; i++) {
      String name = prefix + (names.size() + 1);
      names.add(name);
      order.add(new UnitOrder.Name(name, SerialNumber.of(keys.random(SerialNumber.LENGTH))));
    }
    return bench
        .simulator()
        .create(
            new UnitOrder(
                role,
                order,
                installation,
                Bytes.of((byte) 1, (byte) 0x10, (byte) Counted.ID),
                Optional.empty()));
  }

  /** Sends an encoded command; a broken link is {@link LinkException}. */
  ResponseApdu send(SimulatedUnit unit, byte[] command) throws LinkException {
    trace.add(unit.role() + " %02X".formatted(command[1]));
    return ResponseApdu.parse(unit.connect().respond(command));
  }

  ResponseApdu send(SimulatedUnit unit, Instruction instruction, int p1, byte[] data)
      throws LinkException {
    return send(unit, new CommandApdu(0x80, instruction.ins(), p1, 0, data).toBytes());
  }

  ResponseApdu select(SimulatedUnit unit) throws LinkException {
    return send(unit, Application.valueOf(unit.role().name()).select().toBytes());
  }

  byte[] prepare(SimulatedUnit ei, int suite, int ref1, int ref2) throws Exception {
    return Observed.ok("PREPARE", tryPrepare(ei, suite, ref1, ref2)).data();
  }

  ResponseApdu tryPrepare(SimulatedUnit ei, int suite, int ref1, int ref2) throws LinkException {
    byte[] data = new TlvWriter().putNumber(0x83, ref2, 2).putNumber(0x82, ref1, 2).toBytes();
    return send(ei, Instruction.PREPARE, suite, data);
  }

  ResponseApdu export(SimulatedUnit as, byte[] request) throws LinkException {
    return send(as, Instruction.EXPORT_KEY, request[4] & 0xFF, request);
  }

  /** PREPARE and EXPORTKEY; returns E1 and CAS. */
  byte[] message(SimulatedUnit as, SimulatedUnit ei, int suite, int ref1, int ref2)
      throws Exception {
    return Observed.ok("EXPORTKEY", export(as, prepare(ei, suite, ref1, ref2))).data();
  }

  ResponseApdu importKey(SimulatedUnit ei, byte[] message, boolean replace) throws LinkException {
    return send(ei, Instruction.IMPORT_KEY, replace ? 1 : 0, message);
  }

  /** A whole load with suite 01; returns the answer to IMPORTKEY. */
  ResponseApdu load(SimulatedUnit as, SimulatedUnit ei, int ref1, int ref2, boolean replace)
      throws Exception {
    return importKey(ei, message(as, ei, 1, ref1, ref2), replace);
  }

  /** LIST KEYS, with a length that a full list fits. */
  byte[] list(SimulatedUnit as) throws Exception {
    var command = new CommandApdu(0x80, Instruction.LIST_KEYS.ins(), 0, 0, new byte[0], 0x10000);
    return Observed.ok("LIST KEYS", send(as, command.toBytes())).data();
  }

  byte[] use(SimulatedUnit ei, int ref2) throws Exception {
    return Observed.ok("USE KEY", tryUse(ei, ref2)).data();
  }

  ResponseApdu tryUse(SimulatedUnit ei, int ref2) throws LinkException {
    byte[] data = new TlvWriter().putNumber(0x83, ref2, 2).put(0x9C, CHALLENGE).toBytes();
    return send(ei, Instruction.USE_KEY, 0, data);
  }

  /** What the first unit says that an EI must answer to USE KEY. */
  byte[] reference(SimulatedUnit as, SimulatedUnit ei, int ref1, int ref2) throws Exception {
    byte[] data =
        new TlvWriter()
            .put(0x81, ei.serialNumber().value().toArray())
            .putNumber(0x82, ref1, 2)
            .putNumber(0x83, ref2, 2)
            .put(0x9C, CHALLENGE)
            .toBytes();
    return Observed.ok("USE KEY of the first unit", send(as, Instruction.USE_KEY, 1, data)).data();
  }

  /** The challenge and MAC by which the first unit lets an EI carry out a command. */
  byte[] authorised(SimulatedUnit as, SimulatedUnit ei, Instruction instruction, byte[] data)
      throws Exception {
    byte[] challenge =
        Observed.ok("GET CHALLENGE", send(ei, Instruction.GET_CHALLENGE, 0, new byte[0])).data();
    byte[] ask =
        new TlvWriter()
            .put(0x81, ei.serialNumber().value().toArray())
            .put(0x90, SET.value().toArray())
            .putNumber(0x91, 1, 2)
            .put(0x84, challenge)
            .putNumber(0x9B, instruction.ins(), 1)
            .put(0x9C, data)
            .toBytes();
    byte[] leave = Observed.ok("AUTHORISE", send(as, Instruction.AUTHORISE, 1, ask)).data();
    return new TlvWriter().raw(data).put(0x84, challenge).raw(leave).toBytes();
  }

  /** The commands sent since this was asked last: role and instruction. */
  List<String> trace() {
    var sent = List.copyOf(trace);
    trace.clear();
    return sent;
  }

  @Override
  public void close() {
    names.forEach(bench.simulator()::remove);
    transportKey.close();
  }
}
