// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.HostOrders;
import org.keywright.protocol.pairing.HostStatus;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.proof.FrameMutator;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * Two hundred thousand frames that are nonsense, or almost none, at every point of a contact: each
 * is answered by a status word, and none brings a pairing, a host's key, or tries.
 */
class PairingFramesTest {
  private static final int FRAMES = 50_000;
  private static final int BURST = 10;
  private static final Set<Integer> FIRST_BYTES =
      Set.of(0x61, 0x63, 0x65, 0x67, 0x68, 0x69, 0x6A, 0x6C, 0x6D, 0x6E, 0x90, 0x9E);

  private final PairingFleet estate = quick();
  private final SimulatedUnit module = estate.module("M", 3, PairingUnitsTest.withoutWaiting());
  private final SimulatedUnit host = estate.host("H");
  private final Random random = new Random(20);

  private static PairingFleet quick() {
    var crypto = new TestCrypto();
    crypto.suites.bindSuite(new QuickSuite(), Map.of());
    var fleet = new TestFleet(crypto, crypto.suites, new SeededKeys(crypto.keys, 10));
    return new PairingFleet(crypto, fleet, new QuickSuite().suite());
  }

  @Test
  void toAModuleInEveryStateOfAContact() throws Exception {
    var templates = orders();
    templates.add(Application.MS.select().toBytes());
    for (Instruction each :
        List.of(
            Instruction.HELLO,
            Instruction.PAIR,
            Instruction.CODE,
            Instruction.VERIFY,
            Instruction.ERASE_BY_CODE)) {
      templates.add(each.command(new byte[30]).toBytes());
    }
    for (int sent = 0; sent < FRAMES; sent += BURST) {
      var meeting = new Meeting(module, host);
      byte[] next = advance(meeting, random.nextInt(5));
      long index = PairingFleet.status(module).index();
      var valid = new ArrayList<>(templates);
      for (int i = 0; i < 10; i++) {
        valid.add(next);
      }
      boolean sentNext = burst(meeting, true, valid, next);
      assertThat(PairingFleet.status(module).index() - index).isBetween(0L, sentNext ? 1L : 0L);
      assertThat(PairingFleet.status(module).triesLeft()).isEqualTo(3);
    }
    assertThat(estate.table(module).rows()).hasSizeLessThan(2);
  }

  @Test
  void toAHostInEveryStateOfAContact() throws Exception {
    byte[] renewal = renewalOfAnother();
    var before = status();
    for (int sent = 0; sent < FRAMES; sent += BURST) {
      var meeting = new Meeting(module, host);
      var valid = new ArrayList<byte[]>();
      valid.add(Application.MH.select().toBytes());
      valid.add(Instruction.BEGIN.command(new byte[0]).toBytes());
      valid.add(Instruction.FORGET.command(new byte[0]).toBytes());
      valid.add(SecuredRoom.enterCode(PairingFleet.digits("12345678")));
      valid.add(renewal);
      byte[] next = answerFor(meeting, random.nextInt(4));
      for (int i = 0; i < 4; i++) {
        valid.add(next);
      }
      burst(meeting, false, valid, next);
    }
    assertThat(status().kcv()).as("its leaf").isEqualTo(before.kcv());
    assertThat(status().serial()).as("orders that it took").isZero();
  }

  private HostStatus status() throws Exception {
    return HostStatus.decode(
        TestFleet.send(host, Instruction.STATUS.command(new byte[0]).toBytes()).data());
  }

  private byte[] renewalOfAnother() throws Exception {
    var other = SerialNumber.parse("another");
    try (Key leaf = estate.hostKey(other);
        var orders = new HostOrders(estate.suite, leaf, other)) {
      return orders.renew(1, 1, estate.cryptogram(1, 0, 0, other), Optional.of(leaf)).toBytes();
    }
  }

  @Test
  void toABlankModule() throws Exception {
    var blank = estate.blank(Role.MS, "B", Optional.empty());
    var name = SerialNumber.parse("B");
    var generations = new TreeMap<Integer, Key>(Map.of(1, estate.generationKey));
    byte[] install;
    try (Key moduleKey = estate.moduleKey(name)) {
      install =
          SecuredRoom.installModule(
              name,
              Bytes.of((byte) QuickSuite.ID),
              0,
              3,
              PolicyRecord.DEFAULT,
              moduleKey,
              generations);
    }
    install[install.length - 20] ^= 1;
    blank(blank, install, orders());
  }

  @Test
  void toABlankHost() throws Exception {
    var blank = estate.blank(Role.MH, "B", Optional.empty());
    var name = SerialNumber.parse("B");
    byte[] install;
    try (Key leaf = estate.hostKey(name)) {
      var cryptogram = estate.cryptogram(1, 0, 0, name);
      install = SecuredRoom.installHost(name, Bytes.of((byte) QuickSuite.ID), 1, cryptogram, leaf);
    }
    var others = new ArrayList<byte[]>();
    others.add(Instruction.BEGIN.command(new byte[0]).toBytes());
    others.add(Instruction.FORGET.command(new byte[0]).toBytes());
    blank(blank, install, others);
  }

  private void blank(SimulatedUnit unit, byte[] install, List<byte[]> others) throws Exception {
    var valid = new ArrayList<>(others);
    valid.add(install);
    valid.add(install);
    var mutator = new FrameMutator(7, valid);
    var connection = unit.connect();
    for (int sent = 0; sent < FRAMES; sent++) {
      byte[] frame = mutator.next();
      check(frame, connection.respond(frame));
    }
    assertThat(unit.commits()).as("it is installed once").isBetween(1L, 3L);
  }

  /** Goes so many steps into a contact; the next command that the module would take. */
  private static byte[] advance(Meeting meeting, int steps) {
    byte[] hello = Meeting.ok(meeting.host(Instruction.BEGIN, new byte[0]));
    if (steps == 0) {
      return Instruction.HELLO.command(hello).toBytes();
    }
    byte[] said = Meeting.ok(meeting.module(Instruction.HELLO, hello));
    byte[] next = Meeting.ok(meeting.host(Instruction.GREETED, said));
    var instruction =
        (next[2] & 0xFF) == Instruction.VERIFY.ins() ? Instruction.VERIFY : Instruction.PAIR;
    byte[] data = Arrays.copyOfRange(next, 5, next.length);
    if (steps == 1 || instruction == Instruction.VERIFY && steps == 2) {
      return instruction.command(data).toBytes();
    }
    byte[] answer = Meeting.ok(meeting.module(instruction, data));
    if (instruction == Instruction.PAIR) {
      Meeting.ok(meeting.host(Instruction.ASKED, answer));
      // A wrong code would cost a try, so the frame that is bent holds none that opens.
      return Instruction.CODE.command(new byte[26]).toBytes();
    }
    Meeting.ok(meeting.host(Instruction.VERIFIED, answer));
    return Instruction.DATA.command(meeting.protect("some data to be bent")).toBytes();
  }

  /** Goes so many steps into a contact; the next command that the host would take. */
  private static byte[] answerFor(Meeting meeting, int steps) {
    byte[] hello = Meeting.ok(meeting.host(Instruction.BEGIN, new byte[0]));
    byte[] said = Meeting.ok(meeting.module(Instruction.HELLO, hello));
    if (steps == 0) {
      return Instruction.GREETED.command(said).toBytes();
    }
    byte[] next = Meeting.ok(meeting.host(Instruction.GREETED, said));
    boolean known = (next[2] & 0xFF) == Instruction.VERIFY.ins();
    byte[] data = Arrays.copyOfRange(next, 5, next.length);
    if (known) {
      byte[] proof = Meeting.ok(meeting.module(Instruction.VERIFY, data));
      return Instruction.VERIFIED.command(proof).toBytes();
    }
    byte[] demand = Meeting.ok(meeting.module(Instruction.PAIR, data));
    if (steps == 1) {
      return Instruction.ASKED.command(demand).toBytes();
    }
    Meeting.ok(meeting.host(Instruction.ASKED, demand));
    if (steps == 2) {
      return SecuredRoom.enterCode(PairingFleet.digits("87654321"));
    }
    Meeting.ok(meeting.host(SecuredRoom.enterCode(PairingFleet.digits("87654321"))));
    return Instruction.PAIRED.command(new byte[60]).toBytes();
  }

  private List<byte[]> orders() throws Exception {
    var other = estate.module("O" + random.nextInt(1 << 20), 1);
    var list = new ArrayList<byte[]>();
    try (var orders = estate.orders(other)) {
      var name = host.serialNumber();
      list.add(orders.erase(5, name).toBytes());
      list.add(orders.lock(6, name, true).toBytes());
      list.add(orders.unblock(7).toBytes());
      list.add(orders.list(8, 0).toBytes());
      list.add(orders.setPolicy(9, PolicyRecord.DEFAULT).toBytes());
      try (Key key = estate.moduleKey(name)) {
        list.add(orders.loadGeneration(10, 2, key).toBytes());
      }
    }
    return list;
  }

  /** Sends bent frames; whether the valid one was among them. */
  private boolean burst(Meeting meeting, boolean toModule, List<byte[]> valid, byte[] next)
      throws Exception {
    var mutator = new FrameMutator(random.nextLong(), valid);
    boolean sentNext = false;
    for (int i = 0; i < BURST; i++) {
      byte[] frame = mutator.next();
      sentNext |= Arrays.equals(frame, next);
      var answer = toModule ? meeting.module(frame) : meeting.host(frame);
      check(frame, answer.toBytes());
    }
    return sentNext;
  }

  private static void check(byte[] frame, byte[] answer) throws LinkException {
    if (!FIRST_BYTES.contains(answer[answer.length - 2] & 0xFF)) {
      throw new AssertionError(
          "%s was answered %s"
              .formatted(HexFormat.of().formatHex(frame), HexFormat.of().formatHex(answer)));
    }
  }
}
