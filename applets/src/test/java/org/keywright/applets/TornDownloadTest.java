// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Role;

/** First and second units that lose their power in the middle of a command, at any step of it. */
class TornDownloadTest {
  private static final SetId SET = SetId.parse("TORN");
  private static final SerialNumber SERIAL = SerialNumber.parse("TORN-1");
  private static final byte[] CHALLENGE = new byte[8];

  private final CardFleet fleet = new CardFleet();
  private final Key transportKey = fleet.keys.generate(KeySpec.AES_128);
  private final TornApplets applets = new TornApplets();

  private CardUnit torn(Role role) {
    return new CardUnit("torn", role, SERIAL, applets.applet(role));
  }

  private static CardUnit whole(Role role) {
    return new CardUnit("whole", role, SERIAL);
  }

  private byte[] installation() {
    return SecuredRoom.installUnit(
        SERIAL,
        SET,
        1,
        Bytes.of((byte) 0x10),
        1,
        true,
        transportKey,
        List.of(PlaceKind.any(1), PlaceKind.any(2)));
  }

  private KeyRecord record(int version, String usage, Key key) {
    return new KeyRecord(
        new KeyAttributes(new KeyUsage(usage), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE),
        version,
        key);
  }

  private byte[] loading(int ref, int version, String usage, Key key) throws Exception {
    try (var record = record(version, usage, key)) {
      return SecuredRoom.load(ref, FirstUnitKey.EXPORTABLE, record);
    }
  }

  private byte[] loading(int ref, int version) throws Exception {
    return loading(ref, version, "D0", fleet.keys.generate(KeySpec.AES_128));
  }

  private static ResponseApdu send(CardUnit unit, byte[] command) throws Exception {
    return ResponseApdu.parse(unit.connect().respond(command));
  }

  private static byte[] command(Instruction instruction, int p1, byte[] data) {
    return new CommandApdu(0x80, instruction.ins(), p1, 0, data).toBytes();
  }

  private static byte[] ok(CardUnit unit, byte[] command) throws Exception {
    var answer = send(unit, command);
    assertThat(answer.status().ok()).as(answer.status().toString()).isTrue();
    return answer.data();
  }

  private static byte[] place(int ref2) {
    return new TlvWriter().putNumber(0x83, ref2, 2).toBytes();
  }

  private static byte[] preparation(int ref1, int ref2) {
    byte[] data = new TlvWriter().putNumber(0x83, ref2, 2).putNumber(0x82, ref1, 2).toBytes();
    return command(Instruction.PREPARE, 0x10, data);
  }

  /** PREPARE and EXPORTKEY; returns the command IMPORTKEY. */
  private static byte[] importing(CardUnit as, CardUnit ei, int ref1, int ref2, boolean replace)
      throws Exception {
    byte[] request = ok(ei, preparation(ref1, ref2));
    byte[] message = ok(as, command(Instruction.EXPORT_KEY, 0x10, request));
    return command(Instruction.IMPORT_KEY, replace ? 1 : 0, message);
  }

  private static String shown(CardUnit unit, byte[] command) throws Exception {
    var answer = send(unit, command);
    return answer.status().hex() + HexFormat.of().formatHex(answer.data());
  }

  private static List<String> secondUnit(CardUnit ei) throws Exception {
    var seen = new ArrayList<String>();
    seen.add(shown(ei, command(Instruction.STATUS, 0, new byte[0])));
    for (int ref2 : new int[] {1, 2, PlaceKind.TRANSPORT_KEY}) {
      seen.add(shown(ei, command(Instruction.GET_LOAD_STATUS, 0, place(ref2))));
      byte[] use = new TlvWriter().putNumber(0x83, ref2, 2).put(0x9C, CHALLENGE).toBytes();
      seen.add(shown(ei, command(Instruction.USE_KEY, 0, use)));
    }
    return seen;
  }

  private List<String> firstUnit(CardUnit as) throws Exception {
    var seen = new ArrayList<String>();
    seen.add(shown(as, command(Instruction.STATUS, 0, new byte[0])));
    seen.add(shown(as, command(Instruction.LIST_KEYS, 0, new byte[0])));
    return seen;
  }

  private CardUnit firstUnit() throws Exception {
    var as = whole(Role.AS);
    ok(as, SecuredRoom.installSet(SET, 1, transportKey));
    return as;
  }

  @Test
  void aSecondUnitKeepsTheOldStateOrHasTheNewOne() throws Exception {
    var as = firstUnit();
    ok(as, loading(1, 1));
    var ei = torn(Role.EI);
    var tearing = new Tearing(ei, TornDownloadTest::secondUnit);

    tearing.tear(installation());
    tearing.tear(importing(as, ei, 1, 1, false));
    ok(as, loading(1, 2));
    tearing.tear(importing(as, ei, 1, 1, true));
    var next = fleet.keys.generate(KeySpec.AES_128);
    ok(as, loading(9, 2, "K0", next.copy()));
    tearing.tear(importing(as, ei, 9, PlaceKind.TRANSPORT_KEY, true));
    ok(as, SecuredRoom.installSet(SET, 2, next));
    tearing.tear(authorised(as, ei, Instruction.ERASE_KEY, place(1)));
    byte[] floor = new TlvWriter().putNumber(0x80, 0x10, 1).toBytes();
    tearing.tear(authorised(as, ei, Instruction.RAISE_FLOOR, floor));

    assertThat(tearing.points()).isGreaterThan(300);
  }

  private static byte[] authorised(CardUnit as, CardUnit ei, Instruction instruction, byte[] data)
      throws Exception {
    byte[] challenge = ok(ei, command(Instruction.GET_CHALLENGE, 0, new byte[0]));
    byte[] ask =
        new TlvWriter()
            .put(0x81, SERIAL.value().toArray())
            .put(0x90, SET.value().toArray())
            .putNumber(0x91, 2, 2)
            .put(0x84, challenge)
            .putNumber(0x9B, instruction.ins(), 1)
            .put(0x9C, data)
            .toBytes();
    byte[] leave = ok(as, command(Instruction.AUTHORISE, 0x10, ask));
    return command(
        instruction, 0x10, new TlvWriter().raw(data).put(0x84, challenge).raw(leave).toBytes());
  }

  @Test
  void aPowerCutTakesTheChallengeWithIt() throws Exception {
    var as = firstUnit();
    ok(as, loading(1, 1));
    var ei = torn(Role.EI);
    ok(ei, installation());
    byte[] importing = importing(as, ei, 1, 1, false);

    ei.powerCycle();

    assertThat(send(ei, importing).status().hex()).isEqualTo("6984");
  }

  @Test
  void aFirstUnitKeepsTheOldStateOrHasTheNewOne() throws Exception {
    var as = torn(Role.AS);
    var tearing = new Tearing(as, this::firstUnit);

    tearing.tear(SecuredRoom.installSet(SET, 1, transportKey));
    tearing.tear(loading(1, 1));
    tearing.tear(loading(1, 2));
    byte[] key = new TlvWriter().putNumber(0x82, 1, 2).toBytes();
    tearing.tear(command(Instruction.DESTROY, 0, key));
    byte[] set = new TlvWriter().put(0x90, SET.value().toArray()).putNumber(0x91, 1, 2).toBytes();
    tearing.tear(command(Instruction.DESTROY, 0, set));

    assertThat(tearing.points()).isGreaterThan(250);
  }

  @Test
  void aSequenceNumberNeverComesTwiceAndAnExportIsKnownAgain() throws Exception {
    var as = torn(Role.AS);
    ok(as, SecuredRoom.installSet(SET, 1, transportKey));
    ok(as, loading(1, 1));
    var ei = whole(Role.EI);
    ok(ei, installation());
    byte[] other = command(Instruction.EXPORT_KEY, 0x10, ok(ei, preparation(1, 1)));
    byte[] exporting = command(Instruction.EXPORT_KEY, 0x10, ok(ei, preparation(1, 2)));
    var tearing =
        new Tearing(
            as,
            unit -> {
              // What it says to the same request, and which number comes next.
              var saved = unit.card.save();
              var again = send(unit, exporting).status().hex();
              unit.card.restore(saved);
              long next = sequence(ok(unit, other));
              unit.card.restore(saved);
              return List.of(again, Long.toString(next));
            });

    long given = sequence(ResponseApdu.parse(tearing.tear(exporting)).data());

    assertThat(given).isEqualTo(1);
    assertThat(sequence(ok(as, other))).isEqualTo(2);
    assertThat(tearing.points()).isGreaterThan(50);
  }

  private static long sequence(byte[] message) throws Exception {
    var in = TlvReader.of(message).nested(0xE1);
    for (int tag : new int[] {0x80, 0x81, 0x83, 0x84, 0x85, 0x86}) {
      in.take(tag, 1, 16);
    }
    return in.takeLong(0x87, 8);
  }
}
