// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.Contact;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.tests.transport.Pcscd;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.pcsc.internal.PcscTransport;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.SimTransport;
import org.keywright.transport.sim.internal.VpcdReaders;

/** The applets as cards in readers, which are reached by PC/SC, with short commands and chains. */
@Timeout(60)
class CardInReaderTest {
  private final CardFleet fleet = new CardFleet();
  private final PcscTransport transport = PcscTransport.with(PcscTransport.Limits.USUAL);
  private Pcscd service;
  private VpcdReaders readers;

  @BeforeEach
  void open() {
    service = Pcscd.start();
    readers = new VpcdReaders(fleet);
  }

  @AfterEach
  void close() {
    transport.close();
    if (service != null) {
      readers.close();
      service.close();
    }
  }

  /** Puts a card into a reader, and opens a link to it. */
  private Link insert(int slot, Role role) throws Exception {
    var name = new UnitOrder.Name(role.name(), SerialNumber.parse(role.name()));
    var order =
        new UnitOrder(role, List.of(name), Optional.empty(), Bytes.of((byte) 1), Optional.empty());
    readers.insert(fleet.create(order).getFirst(), service.slot(slot));
    return transport.open(new Endpoint("pcsc", Pcscd.reader(slot)));
  }

  private static byte[] send(ApduChannel card, byte[] command) throws Exception {
    var answer = card.send(CommandApdu.parse(command));
    assertThat(answer.status().ok()).as(answer.status().toString()).isTrue();
    return answer.data();
  }

  private static byte[] send(ApduChannel card, Instruction instruction, int p1, byte[] data)
      throws Exception {
    return send(card, new CommandApdu(0x80, instruction.ins(), p1, 0, data).toBytes());
  }

  @Test
  void aKeyGoesFromOneCardToAnother() throws Exception {
    var set = SetId.parse("READERS");
    try (Link first = insert(0, Role.AS);
        Link second = insert(1, Role.EI);
        Key transportKey = fleet.keys.generate(KeySpec.AES_256)) {
      var as = new ApduChannel(first);
      var ei = new ApduChannel(second);
      send(as, Application.AS.select().toBytes());
      send(ei, Application.EI.select().toBytes());
      send(as, SecuredRoom.installSet(set, 1, transportKey));
      for (int ref = 1; ref <= 30; ref++) {
        send(as, load(ref));
      }
      // A chain of commands there, and pieces of an answer here.
      send(ei, installation(set, transportKey));
      byte[] list = send(as, Instruction.LIST_KEYS, 0, new byte[0]);
      assertThat(FirstUnitKey.decode(list)).hasSize(30);

      byte[] prepare = new TlvWriter().putNumber(0x83, 64, 2).putNumber(0x82, 30, 2).toBytes();
      byte[] request = send(ei, Instruction.PREPARE, 1, prepare);
      byte[] message = send(as, Instruction.EXPORT_KEY, 1, request);
      byte[] receipt = send(ei, Instruction.IMPORT_KEY, 0, message);
      send(as, Instruction.CONFIRM, 0, receipt);

      byte[] place = new TlvWriter().putNumber(0x83, 64, 2).toBytes();
      assertThat(send(ei, Instruction.GET_LOAD_STATUS, 0, place)).isEqualTo(receipt);
    }
  }

  private byte[] load(int ref) throws Exception {
    var attributes =
        new KeyAttributes(new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE);
    try (var record = new KeyRecord(attributes, 1, fleet.keys.generate(KeySpec.AES_128))) {
      return SecuredRoom.load(ref, FirstUnitKey.EXPORTABLE, record);
    }
  }

  private static byte[] installation(SetId set, Key transportKey) {
    return SecuredRoom.installUnit(
        SerialNumber.parse("EI"),
        set,
        1,
        Bytes.of((byte) 1),
        1,
        true,
        transportKey,
        IntStream.rangeClosed(1, 64).mapToObj(PlaceKind::any).toList());
  }

  @Test
  void aModuleInAReaderIsPairedWithAHost() throws Exception {
    Suite suite = fleet.suites.require(1);
    var module = SerialNumber.parse("MS");
    try (Link link = insert(0, Role.MS);
        Key moduleKey = fleet.keys.generate(suite.keySpec());
        Key generationKey = fleet.keys.generate(suite.keySpec())) {
      var generations = new TreeMap<Integer, Key>();
      generations.put(1, generationKey);
      send(
          new ApduChannel(link),
          org.keywright.protocol.pairing.SecuredRoom.installModule(
              module,
              Bytes.of((byte) 1),
              0,
              5,
              PolicyRecord.of(PolicySettings.DEFAULT),
              moduleKey,
              generations));
      try (Link host = host(suite, generationKey)) {
        var outcome = new Contact(link, host).run(centre(suite, moduleKey));

        assertThat(outcome).isInstanceOf(ContactOutcome.Paired.class);
      }
    }
  }

  /** A centre that gives every code. */
  private static CodeSource centre(Suite suite, Key moduleKey) {
    return prompt -> {
      try (Key codeKey = PairingKeys.codeKey(suite, moduleKey, prompt.module())) {
        return Optional.of(
            PairingCodes.code(
                suite, codeKey, CodeRule.DEFAULT, prompt.module(), prompt.host(), prompt.index()));
      } catch (KeyException e) {
        return Optional.empty();
      }
    };
  }

  private Link host(Suite suite, Key generationKey) throws Exception {
    var serial = SerialNumber.parse("MH");
    var order =
        new UnitOrder(
            Role.MH,
            List.of(new UnitOrder.Name("MH", serial)),
            Optional.empty(),
            Bytes.of((byte) 1),
            Optional.empty());
    var unit = fleet.create(order).getFirst();
    try (Key leaf = fleet.keys.generate(suite.keySpec());
        var record = new HostKeyRecord(1, 0, 0, serial.value(), leaf.copy())) {
      Bytes cryptogram = Cryptogram.seal(suite, generationKey, record);
      unit.connect()
          .respond(
              org.keywright.protocol.pairing.SecuredRoom.installHost(
                  serial, Bytes.of((byte) 1), 1, cryptogram, leaf));
    }
    return SimTransport.withTimeout(fleet, Duration.ofSeconds(10)).open(new Endpoint("sim", "MH"));
  }
}
