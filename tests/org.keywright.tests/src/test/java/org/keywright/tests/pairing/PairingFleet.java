// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeDemand;
import org.keywright.protocol.pairing.CodePrompt;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.Contact;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.ModuleOrders;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** Modules and hosts of one estate, and a centre that knows its roots. */
public final class PairingFleet {
  /** The crypto beneath. */
  public final TestCrypto crypto;

  /** The units. */
  public final TestFleet fleet;

  /** The suite of the estate. */
  public final Suite suite;

  final Key centreKey;
  final Key hostRoot;
  final Key generationKey;

  private final byte[] suites;
  private CodeRule rule = CodeRule.DEFAULT;

  /** An estate of suite 01. */
  public PairingFleet() {
    this(new TestCrypto());
  }

  PairingFleet(TestCrypto crypto) {
    this(crypto, new TestFleet(crypto), crypto.literal());
  }

  PairingFleet(TestCrypto crypto, TestFleet fleet, Suite suite) {
    this.crypto = crypto;
    this.fleet = fleet;
    this.suite = suite;
    this.suites = new byte[] {(byte) suite.id()};
    this.centreKey = crypto.keys.generate(suite.keySpec());
    this.hostRoot = crypto.keys.generate(suite.keySpec());
    this.generationKey = crypto.keys.generate(suite.keySpec());
  }

  /** The default policy with other settings. */
  static PolicyRecord policy(PolicySettings settings) {
    return PolicyRecord.of(settings);
  }

  /** An installed module of default policy. */
  SimulatedUnit module(String name, int places) {
    return module(name, places, PolicyRecord.DEFAULT, 0, Optional.empty());
  }

  SimulatedUnit module(String name, int places, PolicySettings settings) {
    return module(name, places, PolicyRecord.of(settings), 0, Optional.empty());
  }

  SimulatedUnit module(
      String name, int places, PolicyRecord policy, long index, Optional<Path> store) {
    var unit = blank(Role.MS, name, store);
    install(unit, name, places, policy, index);
    return unit;
  }

  void install(SimulatedUnit unit, String name, int places, PolicyRecord policy, long index) {
    rule = policy.settings().codes();
    var generations = new TreeMap<Integer, Key>();
    generations.put(1, generationKey);
    var id = SerialNumber.parse(name);
    try (Key moduleKey = moduleKey(id)) {
      require(
          unit,
          SecuredRoom.installModule(
              id, Bytes.of(suites), index, places, policy, moduleKey, generations));
    }
  }

  /** An installed host. */
  SimulatedUnit host(String name) {
    return host(name, Optional.empty());
  }

  SimulatedUnit host(String name, Optional<Path> store) {
    var unit = blank(Role.MH, name, store);
    var id = SerialNumber.parse(name);
    try (Key leaf = hostKey(id)) {
      require(
          unit, SecuredRoom.installHost(id, Bytes.of(suites), 1, cryptogram(1, 0, 0, id), leaf));
    }
    return unit;
  }

  SimulatedUnit blank(Role role, String name, Optional<Path> store) {
    return fleet.make(role, Optional.empty(), store, name).getFirst();
  }

  /** CY of a host. */
  Bytes cryptogram(int generation, int hostGeneration, long expiry, SerialNumber host) {
    try (var record =
        new HostKeyRecord(generation, hostGeneration, expiry, host.value(), hostKey(host))) {
      return Cryptogram.seal(suite, generationKey, record);
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  Key hostKey(SerialNumber host) {
    try {
      return PairingKeys.hostKey(suite, hostRoot, host);
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  Key moduleKey(SerialNumber module) {
    try {
      return PairingKeys.moduleKey(suite, centreKey, module);
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  /** The code that the centre gives. */
  KeyMaterial code(CodeRule asked, SerialNumber module, SerialNumber host, long index) {
    try (Key moduleKey = moduleKey(module);
        Key codeKey = PairingKeys.codeKey(suite, moduleKey, module)) {
      return PairingCodes.code(suite, codeKey, asked, module, host, index);
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  /** A centre that gives every code. */
  CodeSource centre() {
    return prompt -> Optional.of(code(rule, prompt.module(), prompt.host(), prompt.index()));
  }

  /** A user who types something wrong. */
  CodeSource wrong() {
    return prompt ->
        Optional.of(code(rule, prompt.module(), prompt.host(), prompt.index() + 1_000_000));
  }

  static KeyMaterial digits(String text) {
    return KeyMaterial.consume(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A whole contact with the right code. */
  ContactOutcome contact(SimulatedUnit module, SimulatedUnit host) {
    return contact(module, host, centre());
  }

  ContactOutcome contact(SimulatedUnit module, SimulatedUnit host, CodeSource codes) {
    try (var ms = fleet.transports.open(new Endpoint("sim", module.name()));
        var mh = fleet.transports.open(new Endpoint("sim", host.name()))) {
      return new Contact(ms, mh).run(codes);
    } catch (LinkException | ModuleException e) {
      throw new AssertionError(e);
    }
  }

  ModuleOrders orders(SimulatedUnit module) {
    try (Key moduleKey = moduleKey(module.serialNumber())) {
      return new ModuleOrders(suite, moduleKey, module.serialNumber());
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes an order of a serial number. */
  interface Order {
    CommandApdu make(ModuleOrders orders, long serial) throws KeyException;
  }

  /** Sends the next order to a module. */
  int order(SimulatedUnit module, Order order) {
    try (var orders = orders(module)) {
      return TestFleet.send(module, order.make(orders, status(module).serial() + 1).toBytes())
          .status()
          .value();
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  /** The table of a module, from one place on. */
  PairingTable table(SimulatedUnit module) {
    return table(module, 0);
  }

  PairingTable table(SimulatedUnit module, int first) {
    long serial = status(module).serial() + 1;
    try (var orders = orders(module)) {
      var answer = TestFleet.send(module, orders.list(serial, first).toBytes());
      return orders.readTable(serial, answer.data());
    } catch (KeyException | TlvException e) {
      throw new AssertionError(e);
    }
  }

  static ModuleStatus status(SimulatedUnit module) {
    try {
      return ModuleStatus.decode(
          TestFleet.send(module, Instruction.STATUS.command(new byte[0]).toBytes()).data());
    } catch (TlvException e) {
      throw new AssertionError(e);
    }
  }

  static CodePrompt prompt(SimulatedUnit module, SimulatedUnit host, long index) {
    return new CodePrompt(
        module.serialNumber(), host.serialNumber(), index, new CodeDemand(true, 3, "0000"));
  }

  static byte[] require(SimulatedUnit unit, byte[] command) {
    ResponseApdu answer = TestFleet.send(unit, command);
    if (!answer.status().ok()) {
      throw new AssertionError("refused: " + answer.status());
    }
    return answer.data();
  }
}
