// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.ModuleOrders;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvReader;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;

/** A removable module that loses its power in the middle of a command, at any step of it. */
class TornModuleTest {
  private static final SerialNumber MODULE = SerialNumber.parse("TORN-MS");
  private static final Bytes SUITES = Bytes.of((byte) 0x10);

  private final CardFleet fleet = new CardFleet();
  private final CardUnit module =
      new CardUnit("torn", Role.MS, MODULE, new TornApplets().applet(Role.MS));
  private final Tearing tearing = new Tearing(module, unit -> seen());
  private Suite suite;
  private Key moduleKey;
  private Key generationKey;

  @BeforeEach
  void makeKeys() throws Exception {
    suite = fleet.suites.require(0x10);
    moduleKey = fleet.keys.generate(suite.keySpec());
    generationKey = fleet.keys.generate(suite.keySpec());
  }

  private byte[] installation() {
    var generations = new TreeMap<Integer, Key>();
    generations.put(1, generationKey);
    return SecuredRoom.installModule(
        MODULE, SUITES, 0, 2, PolicyRecord.of(PolicySettings.DEFAULT), moduleKey, generations);
  }

  private SimulatedUnit host(String name) throws Exception {
    var serial = SerialNumber.parse(name);
    var order =
        new UnitOrder(
            Role.MH,
            List.of(new UnitOrder.Name(name, serial)),
            Optional.empty(),
            SUITES,
            Optional.empty());
    var host = fleet.create(order).getFirst();
    try (Key leaf = fleet.keys.generate(suite.keySpec());
        var record = new HostKeyRecord(1, 0, 0, serial.value(), leaf.copy())) {
      Bytes cryptogram = Cryptogram.seal(suite, generationKey, record);
      ok(host, SecuredRoom.installHost(serial, SUITES, 1, cryptogram, leaf));
    }
    return host;
  }

  private static byte[] ok(SimulatedUnit unit, byte[] command) throws Exception {
    var answer = ResponseApdu.parse(unit.connect().respond(command));
    assertThat(answer.status().ok()).as(answer.status().toString()).isTrue();
    return answer.data();
  }

  private static byte[] ok(SimulatedUnit unit, Instruction instruction, byte[] data)
      throws Exception {
    return ok(unit, instruction.command(data).toBytes());
  }

  private static byte[] nothing() {
    return new byte[0];
  }

  private byte[] torn(Instruction instruction, byte[] data) throws Exception {
    return ResponseApdu.parse(tearing.tear(instruction.command(data).toBytes())).data();
  }

  private ModuleStatus status() throws Exception {
    return ModuleStatus.decode(ok(module, Instruction.STATUS, nothing()));
  }

  private ModuleOrders orders() throws Exception {
    return new ModuleOrders(suite, moduleKey, MODULE);
  }

  /** STATUS and LIST; the serial number that LIST takes is given back. */
  private List<String> seen() throws Exception {
    String status = HexFormat.of().formatHex(ok(module, Instruction.STATUS, nothing()));
    if (!status().installed()) {
      return List.of(status);
    }
    var saved = module.card.save();
    try (var orders = orders()) {
      long serial = status().serial() + 1;
      byte[] list = ok(module, orders.list(serial, 0).toBytes());
      var table = orders.readTable(serial, list);
      assertThat(table.index()).isGreaterThanOrEqualTo(table.rows().size());
      return List.of(status, table.toString());
    } finally {
      module.card.restore(saved);
    }
  }

  private KeyMaterial code(SimulatedUnit host, long index) throws Exception {
    try (Key codeKey = PairingKeys.codeKey(suite, moduleKey, MODULE)) {
      return PairingCodes.code(
          suite, codeKey, CodeRule.DEFAULT, MODULE, host.serialNumber(), index);
    }
  }

  /** BEGIN, HELLO and GREETED; returns the data of the next command to the module. */
  private byte[] greet(SimulatedUnit host) throws Exception {
    byte[] hello = ok(host, Instruction.BEGIN, nothing());
    byte[] greeted = ok(host, Instruction.GREETED, ok(module, Instruction.HELLO, hello));
    var next = TlvReader.of(greeted);
    next.takeNumber(0xB9, 1);
    return next.take(0xBA, 0, TlvReader.LIMIT);
  }

  /** A contact with a new host, whose CODE and VERIFY are torn. */
  private void pair(SimulatedUnit host, long index) throws Exception {
    byte[] demand = ok(module, Instruction.PAIR, greet(host));
    ok(host, Instruction.ASKED, demand);
    byte[] block;
    try (var code = code(host, index)) {
      block = ok(host, SecuredRoom.enterCode(code));
    }
    byte[] proof = ok(host, Instruction.PAIRED, torn(Instruction.CODE, block));
    ok(host, Instruction.VERIFIED, torn(Instruction.VERIFY, proof));
  }

  @Test
  void placesIndexAndTriesAgreeWhereverThePowerGoes() throws Exception {
    tearing.tear(installation());
    var host = host("TORN-1");

    pair(host, 0);
    pair(host("TORN-2"), 1);
    pair(host("TORN-3"), 2);

    assertThat(status().index()).isEqualTo(3);
    assertThat(tearing.points()).isGreaterThan(400);
  }

  @Test
  void aPlaceIsErasedByItsCodeOrStays() throws Exception {
    ok(module, installation());
    var host = host("TORN-1");
    pair(host, 0);
    var other = host("TORN-2");
    pair(other, 1);
    var proof = ok(module, Instruction.VERIFY, greet(host));
    ok(host, Instruction.VERIFIED, proof);
    byte[] erasing;
    try (Key codeKey = PairingKeys.codeKey(suite, moduleKey, MODULE);
        var code =
            PairingCodes.erasure(
                suite, codeKey, CodeRule.DEFAULT, MODULE, other.serialNumber(), 2)) {
      erasing = ok(host, SecuredRoom.enterErasureCode(other.serialNumber(), code));
    }

    byte[] answer = torn(Instruction.ERASE_BY_CODE, erasing);

    ok(host, Instruction.OPEN, answer);
    assertThat(status().occupied()).isEqualTo(1);
    assertThat(status().triesLeft()).isEqualTo(PairingCodes.TRIES);
  }

  @Test
  void anOrderIsDoneWithItsNumberOrNotAtAll() throws Exception {
    ok(module, installation());
    var host = host("TORN-1");
    pair(host, 0);
    var policy =
        new PolicyRecord(PolicySettings.DEFAULT, 1, List.of(7), List.of(SerialNumber.parse("X")));
    Key another = fleet.keys.generate(suite.keySpec());
    try (var orders = orders()) {
      tearing.tear(orders.lock(1, host.serialNumber(), true).toBytes());
      tearing.tear(orders.setPolicy(2, policy).toBytes());
      tearing.tear(orders.loadGeneration(3, 2, another).toBytes());
      tearing.tear(orders.unblock(4).toBytes());
      tearing.tear(orders.erase(5, host.serialNumber()).toBytes());
    }

    assertThat(status().serial()).isEqualTo(5);
    assertThat(tearing.points()).isGreaterThan(300);
  }
}
