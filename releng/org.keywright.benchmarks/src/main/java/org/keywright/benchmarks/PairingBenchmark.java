// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.Contact;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;

/** Contacts in memory against the primitives, and a centre with many modules. */
record PairingBenchmark(int modules) implements Bench.Benchmark {
  /** Few enough that their memories stay in the cache: a floor has none. */
  private static final int PAIRS = 50;

  private static final int CONTACTS = 2_000;
  private static final int WARM_UP = 25;
  private static final int TURNS = 31;

  @Override
  public Map<String, Object> run() throws Exception {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("contacts", contacts());
    figures.put("centre", new CentreBenchmark(modules).run());
    return figures;
  }

  private static Map<String, Object> contacts() throws Exception {
    var pairs = Pairs.made(PAIRS);
    var bare = new PrimitivesFloor(false);
    var erasing = new PrimitivesFloor(true);
    var turns =
        Turns.measure(
            WARM_UP,
            TURNS,
            CONTACTS,
            () -> pairs.meet(CONTACTS),
            () -> bare.contactNanos(CONTACTS, false),
            () -> erasing.contactNanos(CONTACTS, false),
            () -> bare.contactNanos(CONTACTS, true));
    var figures = new LinkedHashMap<String, Object>();
    figures.put("contactsPerSecondPerCore", Turns.rounded(1e9 / turns.nanos(0)));
    figures.put("nanosPerContact", Turns.rounded(turns.nanos(0)));
    figures.put("nanosOfPrimitives", Turns.rounded(turns.nanos(1)));
    figures.put("ratioToPrimitives", Turns.rounded(turns.ratio(1, 0)));
    figures.put("nanosOfPrimitivesWithErasing", Turns.rounded(turns.nanos(2)));
    figures.put("ratioToPrimitivesWithErasing", Turns.rounded(turns.ratio(2, 0)));
    figures.put("nanosOfPrimitivesWithSharedSchedules", Turns.rounded(turns.nanos(3)));
    figures.put("ratioToPrimitivesWithSharedSchedules", Turns.rounded(turns.ratio(3, 0)));
    return figures;
  }

  /** Modules and hosts, each paired with one of the other. */
  private record Pairs(List<Link> modules, List<Link> hosts) {
    static Pairs made(int count) throws Exception {
      var rig = new Rig();
      Suite suite = rig.suites.require(1);
      Key centreKey = rig.keys.generate(suite.keySpec());
      Key hostRoot = rig.keys.generate(suite.keySpec());
      SortedMap<Integer, Key> generations =
          new TreeMap<>(Map.of(1, rig.keys.generate(suite.keySpec())));
      List<SimulatedUnit> modules = units(rig, Role.MS, "m", count);
      List<SimulatedUnit> hosts = units(rig, Role.MH, "h", count);
      for (SimulatedUnit module : modules) {
        var id = module.serialNumber();
        try (Key key = PairingKeys.moduleKey(suite, centreKey, id)) {
          install(
              module,
              SecuredRoom.installModule(
                  id, Bytes.of((byte) 1), 0, 5, PolicyRecord.DEFAULT, key, generations));
        }
      }
      for (SimulatedUnit host : hosts) {
        var id = host.serialNumber();
        try (Key leaf = PairingKeys.hostKey(suite, hostRoot, id);
            var record = new HostKeyRecord(1, 1, 0, id.value(), leaf.copy())) {
          Bytes cryptogram = Cryptogram.seal(suite, generations.firstEntry().getValue(), record);
          install(host, SecuredRoom.installHost(id, Bytes.of((byte) 1), 1, cryptogram, leaf));
        }
      }
      var pairs =
          new Pairs(
              modules.stream().map(Pairs::link).toList(), hosts.stream().map(Pairs::link).toList());
      for (int i = 0; i < count; i++) {
        pairs.meet(i, codes(suite, centreKey));
      }
      return pairs;
    }

    private static List<SimulatedUnit> units(Rig rig, Role role, String prefix, int count)
        throws Exception {
      var names =
          IntStream.range(0, count)
              .mapToObj(i -> new UnitOrder.Name(prefix + i, SerialNumber.parse(prefix + i)))
              .toList();
      return rig.simulator.create(
          new UnitOrder(role, names, Optional.empty(), Bytes.of((byte) 1), Optional.empty()));
    }

    private static void install(SimulatedUnit unit, byte[] command) throws Exception {
      var answer = ResponseApdu.parse(unit.connect().respond(command));
      Arrays.fill(command, (byte) 0);
      if (!answer.status().ok()) {
        throw new IllegalStateException("INSTALL " + answer.status());
      }
    }

    private static CodeSource codes(Suite suite, Key centreKey) {
      return prompt -> {
        try (Key moduleKey = PairingKeys.moduleKey(suite, centreKey, prompt.module());
            Key codeKey = PairingKeys.codeKey(suite, moduleKey, prompt.module())) {
          return Optional.of(
              PairingCodes.code(
                  suite,
                  codeKey,
                  CodeRule.DEFAULT,
                  prompt.module(),
                  prompt.host(),
                  prompt.index()));
        } catch (KeyException e) {
          return Optional.empty();
        }
      };
    }

    private static Link link(SimulatedUnit unit) {
      return new UnitLink(unit.connect());
    }

    /** So many contacts of pairs in turn; returns the nanoseconds that they took. */
    long meet(int contacts) throws Exception {
      long begun = System.nanoTime();
      for (int i = 0; i < contacts; i++) {
        meet(i % modules.size(), CodeSource.NONE);
      }
      return System.nanoTime() - begun;
    }

    private void meet(int pair, CodeSource codes) throws Exception {
      var outcome = new Contact(modules.get(pair), hosts.get(pair)).run(codes);
      switch (outcome) {
        case ContactOutcome.Verified met -> {
          // as it should be
        }
        case ContactOutcome.Paired met -> {
          // the first time
        }
        case ContactOutcome.CodeNeeded needed ->
            throw new IllegalStateException("a code is needed");
        case ContactOutcome.Refused refused ->
            throw new IllegalStateException(refused.step() + " " + refused.status());
      }
    }
  }

  /** A unit of this program as a link. */
  private record UnitLink(ApduResponder unit) implements Link {
    @Override
    public Atr atr() {
      return unit.atr();
    }

    @Override
    public byte[] transceive(byte[] command) throws LinkException {
      return unit.respond(command);
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
