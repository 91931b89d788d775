// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeMode;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.HostContact;
import org.keywright.protocol.pairing.HostHello;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.ModuleHello;
import org.keywright.protocol.pairing.ModuleOrders;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.protocol.pairing.RowState;
import org.keywright.protocol.pairing.StartCount;
import org.keywright.protocol.pairing.VictimPolicy;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;

/**
 * A million random steps against {@link PairingModel}: contacts with right and wrong codes, hosts
 * that forget, power cuts and failed writes at every command and commit, orders of the centre and
 * replays of them, all policies. Each answer is the model's, and so is the module's table whenever
 * it is looked at.
 */
class PairingModelTest {
  private static final int[] PLACES = {1, 2, 3, 5, 5, 8, 12, 32};
  private static final int STEPS = 1_000_000 / PLACES.length;

  @Test
  void aMillionStepsWithoutADifference() throws Exception {
    var seen = new TreeMap<Integer, Integer>();
    for (int i = 0; i < PLACES.length; i++) {
      var walk = new Walk(PLACES[i], 4711 + i);
      for (int step = 0; step < STEPS; step++) {
        try {
          walk.step();
        } catch (AssertionError e) {
          throw new AssertionError("module %d, step %d: %s".formatted(i, step, walk.model), e);
        }
      }
      walk.seen.forEach((status, count) -> seen.merge(status, count, Integer::sum));
    }
    assertThat(seen.keySet())
        .contains(
            PairingModel.NOTHING,
            0x9000,
            0x63C2,
            0x63C1,
            0x6581,
            0x6982,
            0x6983,
            0x6985,
            0x6988,
            0x6A88,
            0x9E05,
            0x9E10);
    assertThat(seen.values()).allMatch(count -> count > 200);
  }

  /** One module, its hosts, and the model of it. */
  private static final class Walk {
    private static final SerialNumber MODULE = SerialNumber.parse("M");

    /** As many as there can be, so that a wrong code is not right by chance. */
    private static final int DIGITS = CodeRule.MOST;

    private final Random random;
    private final Suite suite = new QuickSuite().suite();
    private final PairingFleet estate;
    private final SimulatedUnit unit;
    private final ModuleOrders orders;
    private final Key codeKey;
    private final Host[] hosts;
    private ApduResponder connection;
    private byte[] answer = {};
    private final PairingModel model;
    private final Map<Integer, Integer> seen = new HashMap<>();
    private final List<byte[]> given = new ArrayList<>();

    /** A host: what it has from the factory, and the pairing key that it believes in. */
    private static final class Host {
      private final SerialNumber name;
      private final Key leaf;
      private final Bytes cryptogram;
      private Optional<Key> key = Optional.empty();
      private long stamp = -1;

      Host(SerialNumber name, Key leaf, Bytes cryptogram) {
        this.name = name;
        this.leaf = leaf;
        this.cryptogram = cryptogram;
      }
    }

    Walk(int places, long seed) throws Exception {
      random = new Random(seed);
      var crypto = new TestCrypto();
      crypto.suites.bindSuite(new QuickSuite(), Map.of());
      var keys = new SeededKeys(crypto.keys, seed);
      var fleet = new TestFleet(crypto, crypto.suites, keys);
      estate = new PairingFleet(crypto, fleet, suite);
      var units =
          fleet.simulator.create(
              new UnitOrder(
                  Role.MS,
                  List.of(new UnitOrder.Name("M", MODULE)),
                  Optional.empty(),
                  Bytes.of((byte) QuickSuite.ID),
                  Optional.empty()));
      unit = units.getFirst();
      estate.install(unit, "M", places, PolicyRecord.of(settings()), 0);
      connection = unit.connect();
      orders = estate.orders(unit);
      try (Key moduleKey = estate.moduleKey(MODULE)) {
        codeKey = PairingKeys.codeKey(suite, moduleKey, MODULE);
      }
      hosts = new Host[places + 3];
      for (int i = 0; i < hosts.length; i++) {
        var name = SerialNumber.parse("H" + i);
        hosts[i] = new Host(name, estate.hostKey(name), estate.cryptogram(1, 0, 0, name));
      }
      model = new PairingModel(places);
    }

    private static PolicySettings settings() {
      return PairingUnitsTest.withoutWaiting()
          .with(new CodeRule(CodeMode.PER_HOST_AND_PAIRING, DIGITS));
    }

    void step() throws Exception {
      int choice = random.nextInt(100);
      if (choice < 72) {
        contact(random.nextInt(hosts.length));
      } else if (choice < 78) {
        forget(hosts[random.nextInt(hosts.length)]);
      } else if (choice < 82) {
        unit.powerCycle();
        connection = unit.connect();
        model.powerCycle();
      } else {
        order();
      }
      unit.disarm();
      model.disarm();
      if (random.nextInt(5) == 0) {
        compare();
      }
    }

    private static void forget(Host host) {
      host.key.ifPresent(Key::close);
      host.key = Optional.empty();
      host.stamp = -1;
    }

    private void arm(int... instructions) {
      var kinds =
          List.of(
              Fault.Kind.CUT_BEFORE,
              Fault.Kind.CUT_BEFORE_COMMIT,
              Fault.Kind.CUT_INSIDE,
              Fault.Kind.CUT_AFTER,
              Fault.Kind.LOSE_ANSWER,
              Fault.Kind.WRITE_FAILS);
      int instruction = instructions[random.nextInt(instructions.length)];
      var kind = kinds.get(random.nextInt(kinds.size()));
      int commit = 1 + random.nextInt(2);
      unit.disarm();
      unit.arm(new Fault(kind, OptionalInt.of(instruction), 1, commit));
      model.arm(instruction, kind, commit);
    }

    private boolean agreed(byte[] command, int expected) {
      int found;
      try {
        var response = ResponseApdu.parse(connection.respond(command));
        answer = response.data();
        found = response.status().value();
      } catch (LinkException e) {
        connection = unit.connect();
        found = PairingModel.NOTHING;
      }
      seen.merge(found, 1, Integer::sum);
      if (found != expected) {
        throw new AssertionError(
            "%02X was answered %04X instead of %04X".formatted(command[1], found, expected));
      }
      return found == 0x9000;
    }

    private boolean agreed(Instruction instruction, byte[] data, int expected) {
      return agreed(instruction.command(data).toBytes(), expected);
    }

    private void contact(int number) throws Exception {
      var host = hosts[number];
      if (random.nextInt(4) == 0) {
        arm(0x4E, 0x50, 0x52, 0x52, 0x54, 0x56, 0x56, 0x56);
      }
      var hello = new HostHello(host.name, Bytes.of(fresh()), Bytes.of((byte) QuickSuite.ID));
      try (var here = new HostContact(hello)) {
        if (!agreed(Instruction.HELLO, hello.encode(), model.hello(number))) {
          return;
        }
        var said = ModuleHello.decode(answer);
        same("row", said.row(), state(model.placeOf(number)));
        same("index", said.index(), model.asked);
        here.greeted(suite, said, answer);
        interrupt();
        boolean paired = said.row() != RowState.UNKNOWN && host.key.isPresent();
        if (paired ? random.nextInt(12) > 0 : random.nextInt(20) == 0) {
          verify(number, here, host);
        } else if (random.nextInt(10) > 0) {
          pair(number, here, host);
        }
      }
    }

    private void verify(int number, HostContact here, Host host) throws Exception {
      if (host.key.isEmpty()) {
        byte[] guess = new TlvWriter(18).put(0x8E, fresh()).toBytes();
        agreed(Instruction.VERIFY, guess, model.verify(false));
        return;
      }
      byte[] proof = here.verify(host.key.get());
      int place = model.placeOf(number);
      boolean holds = place >= 0 && model.places[place].chronology == host.stamp;
      if (random.nextInt(20) == 0) {
        proof[2 + random.nextInt(16)] ^= 4;
        holds = false;
      }
      if (agreed(Instruction.VERIFY, proof, model.verify(holds))) {
        here.verified(answer);
        byte[] message = here.session().protect(new byte[] {1, 2, 3});
        if (agreed(Instruction.DATA, message, 0x9000)) {
          same(
              "data",
              Bytes.of(here.session().open(answer)),
              Bytes.of((byte) 1, (byte) 2, (byte) 3));
        }
        if (random.nextInt(8) == 0) {
          eraseByCode(here);
        }
      }
    }

    private void eraseByCode(HostContact here) throws Exception {
      interrupt();
      int number = random.nextInt(hosts.length);
      long index = model.index + (random.nextInt(4) == 0 ? 1 : 0);
      var rule = new CodeRule(model.mode, DIGITS);
      byte[] message;
      try (KeyMaterial code =
          PairingCodes.erasure(suite, codeKey, rule, MODULE, hosts[number].name, index)) {
        message = here.session().protectErasure(hosts[number].name, code);
      }
      int expected = model.eraseByCode(number, index == model.index);
      if (agreed(Instruction.ERASE_BY_CODE, message, expected)) {
        same("answer", Bytes.of(here.session().open(answer)), Bytes.of());
      }
    }

    private void pair(int number, HostContact here, Host host) throws Exception {
      if (!agreed(Instruction.PAIR, here.pair(1, host.cryptogram), model.pair())) {
        return;
      }
      var demand = here.asked(answer).demand();
      same("code needed", demand.codeNeeded(), model.mode != CodeMode.NONE);
      same("tries", demand.triesLeft(), model.tries);
      interrupt();
      long index = model.asked + (random.nextInt(4) == 0 ? 1 : 0);
      int caller = random.nextInt(10) == 0 ? random.nextInt(hosts.length) : number;
      boolean none = model.mode == CodeMode.NONE && random.nextInt(5) > 0;
      boolean right =
          switch (model.mode) {
            case NONE -> none;
            case PER_MODULE -> true;
            case PER_PAIRING -> index == model.asked;
            case PER_HOST_AND_PAIRING -> index == model.asked && caller == number;
          };
      byte[] data;
      var rule =
          new CodeRule(
              none || model.mode != CodeMode.NONE ? model.mode : CodeMode.PER_MODULE, DIGITS);
      try (KeyMaterial code =
          PairingCodes.code(suite, codeKey, rule, MODULE, hosts[caller].name, index)) {
        data = here.enterCode(host.leaf, code);
      }
      long stamp = model.chronology;
      if (agreed(Instruction.CODE, data, model.code(right)) && random.nextInt(10) > 0) {
        // One time in ten the host loses the key before it has stored it.
        Key key = here.paired(host.leaf, answer);
        forget(host);
        host.key = Optional.of(key);
        host.stamp = stamp;
        if (random.nextInt(10) > 0) {
          verify(number, here, host);
        }
      }
    }

    /** Now and then something else comes between the commands of a contact. */
    private void interrupt() throws Exception {
      if (random.nextInt(60) == 0) {
        order();
      }
    }

    private void order() throws Exception {
      long serial = model.serial + 1 + random.nextInt(3);
      int number = random.nextInt(hosts.length);
      var name = hosts[number].name;
      int choice = random.nextInt(10);
      if (choice == 0 && !given.isEmpty()) {
        byte[] old = given.get(random.nextInt(given.size()));
        agreed(old, model.order(old[1] & 0xFF, 0, -1, () -> {}));
        return;
      }
      if (random.nextInt(5) == 0) {
        arm(0x48, 0x5A, 0x5C, 0x5E);
      }
      switch (choice) {
        case 0, 1, 2, 3 ->
            sent(
                orders.erase(serial, name),
                serial,
                number,
                () -> model.places[model.placeOf(number)] = null);
        case 4, 5, 6 -> {
          boolean locked = random.nextInt(3) == 0;
          sent(
              orders.lock(serial, name, locked),
              serial,
              number,
              () -> model.places[model.placeOf(number)].locked = locked);
        }
        case 7, 8 -> sent(orders.unblock(serial), serial, -1, () -> model.tries = 3);
        default -> policy(serial);
      }
    }

    private void policy(long serial) throws Exception {
      var victims = VictimPolicy.values()[random.nextInt(3)];
      var start = StartCount.values()[random.nextInt(2)];
      var mode = CodeMode.values()[random.nextInt(4)];
      boolean completes = random.nextInt(4) > 0;
      var revoked = new HashSet<Integer>();
      if (random.nextInt(3) == 0) {
        revoked.add(random.nextInt(hosts.length));
      }
      var record =
          new PolicyRecord(
              new PolicySettings(
                  1, victims, start, new CodeRule(mode, DIGITS), completes, false, 0, 0xFFFF),
              0,
              List.of(7),
              revoked.stream().map(i -> hosts[i].name).toList());
      sent(
          orders.setPolicy(serial, record),
          serial,
          -1,
          () -> {
            model.victims = victims;
            model.start = start;
            model.mode = mode;
            model.completesHalf = completes;
            model.revoked = revoked;
          });
    }

    private void sent(CommandApdu order, long serial, int who, Runnable change) {
      byte[] command = order.toBytes();
      if (agreed(command, model.order(order.ins(), serial, who, change)) && given.size() < 50) {
        given.add(command);
      }
    }

    private void compare() throws Exception {
      long serial = model.serial + 1;
      var rows = new ArrayList<PairingRow>();
      for (int first = 0; first < model.places.length; first += 16) {
        int status = model.order(0x58, serial, -1, () -> {});
        agreed(orders.list(serial, first).toBytes(), status);
        var table = orders.readTable(serial, answer);
        same("N", table.index(), model.index);
        same("tries", table.triesLeft(), model.tries);
        rows.addAll(table.rows());
        serial++;
      }
      for (var row : rows) {
        var expected = model.places[row.place()];
        if (expected == null) {
          throw new AssertionError("place " + row.place() + " ought to be free");
        }
        same("host", row.host(), hosts[expected.host].name);
        same("state", row.state(), expected.half ? RowState.HALF : RowState.PAIRED);
        same("locked", row.locked(), expected.locked);
        same("CPT", row.activity(), expected.activity);
        same("CHR", row.chronology(), expected.chronology);
        same("index of the row", row.index(), expected.index);
        same("failures", row.failures(), expected.failures);
      }
      same("rows", rows.size(), (int) Arrays.stream(model.places).filter(p -> p != null).count());
    }

    private RowState state(int place) {
      return place < 0
          ? RowState.UNKNOWN
          : model.places[place].half ? RowState.HALF : RowState.PAIRED;
    }

    private static <T> void same(String what, T found, T expected) {
      if (!found.equals(expected)) {
        throw new AssertionError("%s is %s instead of %s".formatted(what, found, expected));
      }
    }

    private byte[] fresh() {
      byte[] fresh = new byte[16];
      random.nextBytes(fresh);
      return fresh;
    }
  }
}
