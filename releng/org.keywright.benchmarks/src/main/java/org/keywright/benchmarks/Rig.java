// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.internal.PluggedSuites;
import org.keywright.crypto.jce.internal.GcmSealing;
import org.keywright.crypto.jce.internal.JceKeys;
import org.keywright.crypto.jce.internal.LiteralSuite;
import org.keywright.crypto.jce.internal.Primitives;
import org.keywright.crypto.spi.SuiteProvider;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadTarget;
import org.keywright.engine.download.SoftwareFirstUnit;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.FleetSimulator;

/** The parts of a download without a framework and without a vault. */
final class Rig {
  static final SetId SET = SetId.parse("BENCH");

  final Primitives primitives = Primitives.standard();
  final PluggedSuites suites = new PluggedSuites();
  final Keys keys = new JceKeys(primitives);
  final Sealing sealing = new GcmSealing(primitives);
  final FleetSimulator simulator =
      FleetSimulator.withoutModules(suites, keys, sealing, InstantSource.system(), Duration.ZERO);
  final Key transportKey = keys.generate(KeySpec.AES_256);
  private int made;

  Rig() {
    suites.bindSuite(new LiteralSuite(primitives), Map.of(SuiteProvider.RESERVED_ID, true));
  }

  LoadTarget target() {
    return new LoadTarget("bench", SET, 1, 1, 1, LoadMode.NEW);
  }

  SoftwareFirstUnit firstUnit() {
    var record =
        new KeyRecord(
            new KeyAttributes(
                new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE),
            1,
            keys.generate(KeySpec.AES_256));
    var numbers = new AtomicLong(1);
    return new SoftwareFirstUnit(
        target(), suites, keys, transportKey.copy(), record, false, Map.of(), numbers::getAndAdd);
  }

  /** New EIs with so many empty places each. */
  List<SimulatedUnit> units(int count, int places) throws Exception {
    var kinds = IntStream.rangeClosed(1, places).mapToObj(PlaceKind::any).toList();
    var names = new ArrayList<UnitOrder.Name>(count);
    for (int i = 0; i < count; i++) {
      made++;
      names.add(new UnitOrder.Name("b" + made, SerialNumber.parse("b" + made)));
    }
    return simulator.create(
        new UnitOrder(
            Role.EI,
            names,
            Optional.of(new UnitOrder.Installation(SET, 1, transportKey, 1, kinds)),
            Bytes.of((byte) 1),
            Optional.empty()));
  }

  void remove(List<SimulatedUnit> units) {
    units.forEach(unit -> simulator.remove(unit.name()));
  }
}
