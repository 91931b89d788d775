// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.ModuleOrders;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/** What the centre orders of a module: each order once, in one commit with its serial number. */
final class MsOrders {
  private final Suites suites;
  private final NonVolatile<MsMemory> memory;

  MsOrders(Suites suites, NonVolatile<MsMemory> memory) {
    this.suites = suites;
    this.memory = memory;
  }

  /** An order as it was read, before its token is looked at. */
  private sealed interface Order {
    record Erase(SerialNumber host) implements Order {}

    record Lock(SerialNumber host, boolean locked) implements Order {}

    record Unblock() implements Order {}

    record SetPolicy(PolicyRecord policy) implements Order {}

    record LoadGeneration(int number, Bytes wrapped) implements Order {}

    record ListPlaces(int first) implements Order {}
  }

  byte[] carryOut(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, -1, 0);
    var now = memory.current();
    Key moduleKey = MsProgram.requireInstalled(now);
    byte[] data = command.data();
    var in = TlvReader.of(data);
    var order = read(command.ins(), in);
    long serial = in.takeLong(0xB0, 4);
    int covered = in.position();
    byte[] token = in.take(0x8E, 16);
    in.end();
    Suite suite = usable(suites, now, command.p1()).orElseThrow(() -> new Refusal(0x9E04));
    try (var orders = new ModuleOrders(suite, moduleKey, now.module())) {
      if (!orders.verify(command.ins(), Arrays.copyOf(data, covered), token)) {
        throw new Refusal(0x6988);
      }
      if (serial <= now.serial()) {
        throw new Refusal(0x9E05);
      }
      var next = now.withSerial(serial);
      if (order instanceof Order.ListPlaces list) {
        var table = table(now, list.first());
        memory.commit(next);
        return orders.encodeTable(serial, table);
      }
      if (order instanceof Order.LoadGeneration load) {
        load(next, load, orders);
      } else {
        change(next, order);
      }
      return new byte[0];
    }
  }

  private static Order read(int instruction, TlvReader in) throws TlvException {
    return switch (instruction) {
      case 0x46 -> generation(in);
      case 0x48 -> new Order.SetPolicy(PolicyRecord.read(in));
      case 0x58 -> new Order.ListPlaces(in.takeNumber(0xAE, 1));
      case 0x5A -> new Order.Erase(host(in));
      case 0x5C -> {
        var host = host(in);
        int locked = in.takeNumber(0xAF, 1);
        if (locked > 1) {
          throw new TlvException("tag AF is neither 00 nor 01");
        }
        yield new Order.Lock(host, locked == 1);
      }
      case 0x5E -> new Order.Unblock();
      default -> throw new IllegalArgumentException("no order has this instruction");
    };
  }

  private static Order generation(TlvReader in) throws TlvException {
    int number = in.takeNumber(0xA6, 2);
    if (number == 0) {
      throw new TlvException("tag A6 is zero");
    }
    return new Order.LoadGeneration(number, Bytes.of(in.take(0x9C, 24, 40)));
  }

  private static SerialNumber host(TlvReader in) throws TlvException {
    return SerialNumber.of(in.take(0x81, SerialNumber.LENGTH));
  }

  private void change(MsMemory next, Order order) throws Refusal {
    switch (order) {
      case Order.Erase erase -> {
        int place = requirePlace(next, erase.host());
        Key key = next.places().rows().get(place).orElseThrow().key();
        try {
          memory.commit(next.with(next.places().without(place)));
        } finally {
          memory.wipeUnlessHeld(key);
        }
      }
      case Order.Lock lock -> {
        int place = requirePlace(next, lock.host());
        var row = next.places().rows().get(place).orElseThrow();
        memory.commit(next.with(next.places().with(place, row.locked(lock.locked()))));
      }
      case Order.Unblock unblock ->
          memory.commit(next.with(next.counters().withTries(PairingCodes.TRIES)));
      case Order.SetPolicy set -> {
        requireNoDowngrade(next, set.policy());
        memory.commit(next.with(set.policy()));
      }
      case Order.LoadGeneration load -> throw new IllegalStateException("it brings a key");
      case Order.ListPlaces list -> throw new IllegalStateException("LIST changes nothing");
    }
  }

  /** A revoked generation gives its room up to a new one. */
  private void load(MsMemory next, Order.LoadGeneration load, ModuleOrders orders)
      throws Refusal, KeyException {
    if (next.policy().revokedGenerations().contains(load.number())) {
      throw new Refusal(0x9E12);
    }
    if (next.generation(load.number()).isPresent()) {
      throw new Refusal(0x6985);
    }
    var generations = new ArrayList<>(next.generations());
    var gone = Optional.<MsMemory.Generation>empty();
    if (generations.size() == ModuleStatus.MOST_GENERATIONS) {
      gone =
          generations.stream()
              .filter(g -> next.policy().revokedGenerations().contains(g.number()))
              .findFirst();
      generations.remove(gone.orElseThrow(() -> new Refusal(0x6A84)));
    }
    Key key = orders.openGeneration(load.wrapped().toArray());
    try {
      generations.add(new MsMemory.Generation(load.number(), key));
      memory.commit(next.with(generations));
    } finally {
      memory.wipeUnlessHeld(key);
      gone.map(MsMemory.Generation::key).ifPresent(memory::wipeUnlessHeld);
    }
  }

  private void requireNoDowngrade(MsMemory now, PolicyRecord policy) throws Refusal {
    if (policy.settings().floor() < now.policy().settings().floor()
        || policy.issued() < now.policy().issued()) {
      throw new Refusal(0x9E04);
    }
    boolean leavesOne = false;
    for (byte each : now.suites().toArray()) {
      leavesOne |= usable(suites, now.with(policy), each & 0xFF).isPresent();
    }
    if (!leavesOne) {
      throw new Refusal(0x6A80);
    }
  }

  private static int requirePlace(MsMemory now, SerialNumber host) throws Refusal {
    return now.places().placeOf(host).orElseThrow(() -> new Refusal(0x6A88));
  }

  private static PairingTable table(MsMemory now, int first) throws Refusal {
    if (first >= now.places().count()) {
      throw new Refusal(0x6A88);
    }
    var rows = new ArrayList<PairingRow>();
    int end = Math.min(now.places().count(), first + PairingTable.PAGE);
    for (int i = first; i < end; i++) {
      int place = i;
      now.places()
          .rows()
          .get(i)
          .ifPresent(
              row ->
                  rows.add(
                      new PairingRow(
                          place,
                          row.state(),
                          row.locked(),
                          row.host(),
                          row.suite(),
                          row.activity(),
                          row.chronology(),
                          row.index(),
                          row.generation(),
                          row.failures(),
                          row.cryptogram())));
    }
    return new PairingTable(
        now.module(), now.places().count(), now.counters().index(), now.counters().tries(), rows);
  }

  /** A suite of the module's that is not below the floor and fits its keys. */
  static Optional<Suite> usable(Suites suites, MsMemory now, int id) {
    return id < now.policy().settings().floor()
        ? Optional.empty()
        : Units.usable(suites, now.suites(), id, now.moduleKey());
  }
}
