// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.keywright.crypto.Suites;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.internal.PluggedTransports;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.FleetSimulator;
import org.keywright.transport.sim.internal.SimTransport;

/** Simulated units with the real crypto, on a clock that stands until it is moved. */
public final class TestFleet {
  /** The crypto beneath. */
  public final TestCrypto crypto;

  /** The simulator. */
  public final FleetSimulator simulator;

  /** Transports with the scheme sim. */
  public final PluggedTransports transports = new PluggedTransports();

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** Makes an empty fleet. */
  public TestFleet() {
    this(new TestCrypto());
  }

  /** Makes an empty fleet on crypto that may have been prepared. */
  public TestFleet(TestCrypto crypto) {
    this(crypto, crypto.suites, crypto.keys);
  }

  /** Makes an empty fleet whose suites or keys are a test's own. */
  public TestFleet(TestCrypto crypto, Suites suites, Keys keys) {
    this.crypto = crypto;
    this.simulator =
        new FleetSimulator(
            suites,
            keys,
            crypto.sealing,
            () -> now,
            Duration.ofMillis(5),
            () -> TestCurves.modules(crypto));
    transports.bindTransport(transport(), Map.of("keywright.transport.scheme", "sim"));
  }

  /**
   * Another transport to its units: a delayed answer is waited for, one that never comes is not.
   */
  public SimTransport transport() {
    return SimTransport.withTimeout(simulator, Duration.ofMillis(100));
  }

  /** Moves the clock. */
  public void later(Duration duration) {
    now = now.plus(duration);
  }

  /** A transport key for suite 01. */
  public Key transportKey() {
    return crypto.keys.generate(KeySpec.AES_256);
  }

  /** An installed EI with places 1 to {@code places}. */
  public SimulatedUnit ei(String name, SetId set, Key transportKey, int places) {
    return eis(set, transportKey, places, name).get(0);
  }

  /** Installed EIs. */
  public List<SimulatedUnit> eis(SetId set, Key transportKey, int places, String... names) {
    List<PlaceKind> kinds = IntStream.rangeClosed(1, places).mapToObj(PlaceKind::any).toList();
    return make(
        Role.EI,
        Optional.of(new UnitOrder.Installation(set, 1, transportKey, 1, kinds)),
        Optional.empty(),
        names);
  }

  /** Any units. */
  public List<SimulatedUnit> make(
      Role role,
      Optional<UnitOrder.Installation> installation,
      Optional<Path> store,
      String... names) {
    var list = new ArrayList<UnitOrder.Name>();
    for (String name : names) {
      list.add(new UnitOrder.Name(name, SerialNumber.parse(name)));
    }
    try {
      return simulator.create(
          new UnitOrder(role, list, installation, Bytes.of((byte) 1, (byte) 0x10), store));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A blank first unit. */
  public SimulatedUnit as(String name) {
    return make(Role.AS, Optional.empty(), Optional.empty(), name).get(0);
  }

  /** A first unit that holds T of a set, and new AES-128 keys at references 1 to {@code keys}. */
  public SimulatedUnit as(String name, SetId set, Key transportKey, int keys) {
    var unit = as(name);
    send(unit, SecuredRoom.installSet(set, 1, transportKey));
    for (int ref = 1; ref <= keys; ref++) {
      try (var record = record(1)) {
        send(unit, SecuredRoom.load(ref, 2, record));
      }
    }
    return unit;
  }

  /** A new AES-128 data key of a version. */
  public KeyRecord record(int version) {
    return new KeyRecord(
        new KeyAttributes(new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE),
        version,
        crypto.keys.generate(KeySpec.AES_128));
  }

  /** Sends a command on a new connection. */
  public static ResponseApdu send(SimulatedUnit unit, byte[] command) {
    try {
      return ResponseApdu.parse(unit.connect().respond(command));
    } catch (LinkException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a command on a new connection. */
  public static ResponseApdu send(
      SimulatedUnit unit, Instruction instruction, int p1, byte[] data) {
    return send(unit, new CommandApdu(0x80, instruction.ins(), p1, 0, data).toBytes());
  }

  /** PREPARE for a reference and a place with suite 01. */
  public static ResponseApdu prepare(SimulatedUnit ei, int ref1, int ref2) {
    return send(
        ei,
        Instruction.PREPARE,
        1,
        new TlvWriter().putNumber(0x83, ref2, 2).putNumber(0x82, ref1, 2).toBytes());
  }

  /** A whole load; returns the answer to IMPORTKEY. */
  public static ResponseApdu load(
      SimulatedUnit as, SimulatedUnit ei, int ref1, int ref2, boolean replace) {
    byte[] data = message(as, ei, ref1, ref2);
    return send(ei, Instruction.IMPORT_KEY, replace ? 1 : 0, data);
  }

  /** PREPARE and EXPORTKEY; returns E1 and CAS. */
  public static byte[] message(SimulatedUnit as, SimulatedUnit ei, int ref1, int ref2) {
    byte[] request = prepare(ei, ref1, ref2).data();
    var answer = send(as, Instruction.EXPORT_KEY, 1, request);
    if (!answer.status().ok()) {
      throw new AssertionError("EXPORTKEY: " + answer.status());
    }
    return answer.data();
  }

  /** USE KEY of an EI. */
  public static ResponseApdu use(SimulatedUnit ei, int ref2, byte[] challenge) {
    return send(
        ei,
        Instruction.USE_KEY,
        0,
        new TlvWriter().putNumber(0x83, ref2, 2).put(0x9C, challenge).toBytes());
  }

  /** USE KEY of a first unit for an EI. */
  public static ResponseApdu reference(
      SimulatedUnit as, SerialNumber serial, int ref1, int ref2, byte[] challenge) {
    return send(
        as,
        Instruction.USE_KEY,
        1,
        new TlvWriter()
            .put(0x81, serial.value().toArray())
            .putNumber(0x82, ref1, 2)
            .putNumber(0x83, ref2, 2)
            .put(0x9C, challenge)
            .toBytes());
  }
}
