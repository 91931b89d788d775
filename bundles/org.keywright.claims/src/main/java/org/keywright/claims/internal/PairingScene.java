// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.protocol.SerialNumber;
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
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.sim.UnitOrder;

/**
 * The modules and hosts of one proof, a centre that knows their roots, and the commands that they
 * are sent; closing it removes the units. For one thread.
 */
final class PairingScene implements AutoCloseable {
  /** Codes for module, host and index, no wait after a wrong one. */
  static final PolicySettings SETTINGS =
      new PolicySettings(
          1,
          PolicySettings.DEFAULT.victims(),
          PolicySettings.DEFAULT.start(),
          CodeRule.DEFAULT,
          true,
          false,
          0,
          0xFFFF);

  private static final Bytes SUITES = Bytes.of((byte) 1);

  final Suite suite;
  final Keys keys;
  private final Simulator simulator;
  private final Key centreKey;
  private final Key hostRoot;
  private final Key generationKey;
  private final String prefix;
  private final List<String> names = new ArrayList<>();
  private CodeRule rule = CodeRule.DEFAULT;

  PairingScene(Simulator simulator, Suites suites, Keys keys) throws KeyException {
    this.simulator = simulator;
    this.suite = suites.require(1);
    this.keys = keys;
    this.prefix = "q" + Bytes.of(keys.random(5)).hex() + ".";
    this.centreKey = keys.generate(suite.keySpec());
    this.hostRoot = keys.generate(suite.keySpec());
    this.generationKey = keys.generate(suite.keySpec());
  }

  SimulatedUnit module(int places) throws Exception {
    return module(places, SETTINGS, 0);
  }

  SimulatedUnit module(int places, PolicySettings settings, long index) throws Exception {
    var unit = blank(Role.MS);
    rule = settings.codes();
    var id = unit.serialNumber();
    var generations = new TreeMap<Integer, Key>();
    generations.put(1, generationKey);
    try (Key key = PairingKeys.moduleKey(suite, centreKey, id)) {
      install(
          unit,
          SecuredRoom.installModule(
              id, SUITES, index, places, PolicyRecord.of(settings), key, generations));
    }
    return unit;
  }

  SimulatedUnit host() throws Exception {
    var unit = blank(Role.MH);
    try (Key leaf = PairingKeys.hostKey(suite, hostRoot, unit.serialNumber())) {
      return host(unit, leaf, leaf, 1);
    }
  }

  /** A host with one leaf in its cryptogram and perhaps another in its memory. */
  SimulatedUnit host(SimulatedUnit unit, Key inside, Key held, int hostGeneration)
      throws Exception {
    install(
        unit,
        SecuredRoom.installHost(
            unit.serialNumber(), SUITES, 1, cryptogram(unit, inside, hostGeneration), held));
    return unit;
  }

  /** CY of a host. */
  Bytes cryptogram(SimulatedUnit host, Key leaf, int hostGeneration) throws KeyException {
    try (var record =
        new HostKeyRecord(1, hostGeneration, 0, host.serialNumber().value(), leaf.copy())) {
      return Cryptogram.seal(suite, generationKey, record);
    }
  }

  Key leaf(SimulatedUnit host) throws KeyException {
    return PairingKeys.hostKey(suite, hostRoot, host.serialNumber());
  }

  SimulatedUnit blank(Role role) throws IOException {
    String name = prefix + (names.size() + 1);
    names.add(name);
    var id = SerialNumber.of(keys.random(SerialNumber.LENGTH));
    return simulator
        .create(
            new UnitOrder(
                role,
                List.of(new UnitOrder.Name(name, id)),
                Optional.empty(),
                SUITES,
                Optional.empty()))
        .getFirst();
  }

  private static void install(SimulatedUnit unit, byte[] command) throws Exception {
    try {
      Observed.ok("INSTALL", send(unit, command));
    } finally {
      Arrays.fill(command, (byte) 0);
    }
  }

  static ResponseApdu send(SimulatedUnit unit, byte[] command) throws LinkException {
    return ResponseApdu.parse(unit.connect().respond(command));
  }

  static ResponseApdu send(SimulatedUnit unit, Instruction instruction, byte[] data)
      throws LinkException {
    return send(unit, instruction.command(data).toBytes());
  }

  /** The code of one pairing, as the centre computes it. */
  KeyMaterial code(SimulatedUnit module, SimulatedUnit host, long index) throws KeyException {
    return code(rule, module.serialNumber(), host.serialNumber(), index);
  }

  KeyMaterial code(CodeRule asked, SerialNumber module, SerialNumber host, long index)
      throws KeyException {
    try (Key moduleKey = PairingKeys.moduleKey(suite, centreKey, module);
        Key codeKey = PairingKeys.codeKey(suite, moduleKey, module)) {
      return PairingCodes.code(suite, codeKey, asked, module, host, index);
    }
  }

  /** A centre that gives every code. */
  CodeSource centre() {
    return prompt -> {
      try {
        return Optional.of(code(rule, prompt.module(), prompt.host(), prompt.index()));
      } catch (KeyException e) {
        return Optional.empty();
      }
    };
  }

  /** A contact under way, or over. */
  record Met(Contact contact, ContactOutcome outcome, UnitLink module, UnitLink host)
      implements AutoCloseable {
    @Override
    public void close() {
      module.close();
      host.close();
    }
  }

  Met meet(SimulatedUnit module, SimulatedUnit host) throws Exception {
    return meet(module, host, centre());
  }

  Met meet(SimulatedUnit module, SimulatedUnit host, CodeSource codes) throws Exception {
    var moduleLink = new UnitLink(module);
    var hostLink = new UnitLink(host);
    var contact = new Contact(moduleLink, hostLink);
    return new Met(contact, contact.run(codes), moduleLink, hostLink);
  }

  void pair(SimulatedUnit module, SimulatedUnit host) throws Exception {
    var outcome = meet(module, host).outcome();
    Observed.that(
        outcome instanceof ContactOutcome.Paired, "a first contact ended otherwise: " + outcome);
  }

  void verify(SimulatedUnit module, SimulatedUnit host, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      var outcome = meet(module, host).outcome();
      Observed.that(
          outcome instanceof ContactOutcome.Verified, "a pair ended otherwise: " + outcome);
    }
  }

  static ModuleStatus status(SimulatedUnit module) throws Exception {
    return ModuleStatus.decode(
        Observed.ok("STATUS", send(module, Instruction.STATUS, new byte[0])).data());
  }

  PairingTable table(SimulatedUnit module) throws Exception {
    long serial = status(module).serial() + 1;
    try (var orders = orders(module)) {
      var answer = Observed.ok("LIST", send(module, orders.list(serial, 0).toBytes()));
      return orders.readTable(serial, answer.data());
    }
  }

  Optional<PairingRow> row(SimulatedUnit module, SimulatedUnit host) throws Exception {
    return table(module).rows().stream()
        .filter(row -> row.host().equals(host.serialNumber()))
        .findFirst();
  }

  /** Makes an order of a serial. */
  interface Making {
    CommandApdu order(ModuleOrders orders, long serial) throws KeyException;
  }

  void order(SimulatedUnit module, Making making) throws Exception {
    long serial = status(module).serial() + 1;
    try (var orders = orders(module)) {
      Observed.ok("an order", send(module, making.order(orders, serial).toBytes()));
    }
  }

  private ModuleOrders orders(SimulatedUnit module) throws KeyException {
    var id = module.serialNumber();
    try (Key key = PairingKeys.moduleKey(suite, centreKey, id)) {
      return new ModuleOrders(suite, key, id);
    }
  }

  @Override
  public void close() {
    names.forEach(simulator::remove);
    centreKey.close();
    hostRoot.close();
    generationKey.close();
  }
}
