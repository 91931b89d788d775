// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.FleetSimulator;

/** A module that answers, {@code ei}, and one that can be told not to, {@code silent}. */
final class ContractFleet {
  /** PREPARE for place 1, at which a unit looks at its clock. */
  static final byte[] PREPARE = {
    (byte) 0x80, 0x10, 1, 0, 8, (byte) 0x83, 2, 0, 1, (byte) 0x82, 2, 0, 1
  };

  /** One for each time that a unit is at PREPARE. */
  final Semaphore prepared = new Semaphore(0);

  final FleetSimulator simulator;
  final SimulatedUnit answering;
  final SimulatedUnit silent;

  ContractFleet() throws Exception {
    var crypto = new TestCrypto();
    simulator =
        FleetSimulator.withoutModules(
            crypto.suites,
            crypto.keys,
            crypto.sealing,
            () -> {
              prepared.release();
              return Instant.EPOCH;
            },
            Duration.ofMillis(5));
    var names =
        List.of(
            new UnitOrder.Name("ei", SerialNumber.parse("EI")),
            new UnitOrder.Name("silent", SerialNumber.parse("SILENT")));
    try (Key transportKey = crypto.keys.generate(KeySpec.AES_256)) {
      var installation =
          new UnitOrder.Installation(
              SetId.parse("FUEL"), 1, transportKey, 1, List.of(PlaceKind.any(1)));
      var order =
          new UnitOrder(
              Role.EI, names, Optional.of(installation), Bytes.of((byte) 1), Optional.empty());
      var units = simulator.create(order);
      answering = units.get(0);
      silent = units.get(1);
    }
    keepSilent();
  }

  /** The silent module does not answer the next PREPARE. */
  void keepSilent() {
    silent.disarm();
    silent.arm(Fault.parse("stall@10"));
    prepared.drainPermits();
  }
}
