// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.HostOrders;
import org.keywright.protocol.pairing.HostStatus;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** RENEW: a host in the field gets another cryptogram, and another leaf, by an order. */
class HostRenewalTest {
  private final PairingFleet fleet = new PairingFleet();
  private final SimulatedUnit module = fleet.module("MS-1", 3);
  private final SimulatedUnit host = fleet.host("MH-1");
  private final SerialNumber name = SerialNumber.parse("MH-1");
  private final Key secondGeneration = fleet.crypto.keys.generate(fleet.suite.keySpec());
  private final Key secondRoot = fleet.crypto.keys.generate(fleet.suite.keySpec());

  private Key secondLeaf() throws Exception {
    return PairingKeys.hostKey(fleet.suite, secondRoot, name);
  }

  private Bytes cryptogram(int leafGeneration, Key leaf) throws Exception {
    try (var record = new HostKeyRecord(2, leafGeneration, 0, name.value(), leaf.copy())) {
      return Cryptogram.seal(fleet.suite, secondGeneration, record);
    }
  }

  /** An order under the leaf that the host got when it was made. */
  private CommandApdu order(long serial, SerialNumber to, boolean otherLeaf) throws Exception {
    try (Key now = fleet.hostKey(to);
        Key next = secondLeaf();
        var orders = new HostOrders(fleet.suite, now, to)) {
      return orders.renew(
          serial,
          2,
          otherLeaf ? cryptogram(2, next) : cryptogram(0, now),
          otherLeaf ? Optional.of(next) : Optional.empty());
    }
  }

  private String send(CommandApdu command) throws Exception {
    return ResponseApdu.parse(host.connect().respond(command.toBytes())).status().hex();
  }

  private HostStatus status() throws Exception {
    return HostStatus.decode(
        TestFleet.send(host, Instruction.STATUS.command(new byte[0]).toBytes()).data());
  }

  private void revokeTheFirstGeneration() throws Exception {
    assertThat(
            fleet.order(
                module, (orders, serial) -> orders.loadGeneration(serial, 2, secondGeneration)))
        .isEqualTo(0x9000);
    var policy = new PolicyRecord(PolicyRecord.DEFAULT.settings(), 1, List.of(1), List.of());
    assertThat(fleet.order(module, (orders, serial) -> orders.setPolicy(serial, policy)))
        .isEqualTo(0x9000);
  }

  @Test
  void aHostOfARevokedGenerationIsPairedAgainAfterIt() throws Exception {
    revokeTheFirstGeneration();
    assertThat(fleet.contact(module, host))
        .isInstanceOfSatisfying(
            ContactOutcome.Refused.class, r -> assertThat(r.status().hex()).isEqualTo("9E12"));

    assertThat(send(order(1, name, false))).isEqualTo("9000");

    assertThat(status().generation()).isEqualTo(2);
    assertThat(status().serial()).isEqualTo(1);
    assertThat(fleet.contact(module, host)).isInstanceOf(ContactOutcome.Paired.class);
    assertThat(fleet.table(module).rows().getFirst().generation()).isEqualTo(2);
  }

  @Test
  void withAnotherLeafItIsVerifiedAndPairedAsBefore() throws Exception {
    fleet.contact(module, host);
    revokeTheFirstGeneration();

    var answer = TestFleet.send(host, order(1, name, true).toBytes());

    try (Key leaf = secondLeaf()) {
      Bytes kcv = fleet.crypto.keys.kcv(leaf).value();
      assertThat(Bytes.of(answer.data())).isEqualTo(Bytes.ofHex("9605" + kcv.hex()));
      assertThat(status().kcv()).isEqualTo(kcv);
    }
    assertThat(fleet.contact(module, host)).isInstanceOf(ContactOutcome.Verified.class);
    TestFleet.send(host, Instruction.FORGET.command(new byte[0]).toBytes());
    assertThat(fleet.contact(module, host)).isInstanceOf(ContactOutcome.Paired.class);
    assertThat(send(order(2, name, true)))
        .as("an order under the leaf of before")
        .isEqualTo("6988");
  }

  @Test
  void anOrderIsGoodForItsHostOnceAndUnchanged() throws Exception {
    assertThat(send(order(1, SerialNumber.parse("MH-2"), true))).isEqualTo("6988");
    byte[] command = order(1, name, true).toBytes();
    for (int bit = 40; bit < 8 * (command.length - 1); bit += 7) {
      byte[] bent = Meeting.flipped(command, bit);
      assertThat(ResponseApdu.parse(host.connect().respond(bent)).status().hex())
          .as("bit %d", bit)
          .isIn("6988", "6A80", "6700");
    }
    assertThat(status().serial()).isZero();
    assertThat(send(order(5, name, false))).isEqualTo("9000");
    assertThat(send(order(5, name, false))).isEqualTo("9E05");
    assertThat(send(order(4, name, true))).isEqualTo("9E05");
    assertThat(send(order(6, name, true))).isEqualTo("9000");
  }

  @Test
  void theChecksComeInTheirOrder() throws Exception {
    CommandApdu good = order(1, name, false);
    var blank = fleet.blank(Role.MH, "blank", Optional.empty());
    assertThat(TestFleet.send(blank, good.toBytes()).status().hex()).isEqualTo("6985");
    assertThat(send(new CommandApdu(0x84, 0x44, 1, 1, good.data()))).isEqualTo("6A86");
    assertThat(send(new CommandApdu(0x84, 0x44, 1, 0, new byte[3]))).isEqualTo("6A80");
    assertThat(send(new CommandApdu(0x84, 0x44, 0x10, 0, good.data()))).isEqualTo("9E04");
    assertThat(send(new CommandApdu(0x84, 0x46, 1, 0, good.data()))).isEqualTo("6D00");
    assertThat(send(new CommandApdu(0x80, 0x44, 1, 0, good.data()))).isEqualTo("6D00");
  }

  @Test
  void itEndsAContactThatIsUnderWay() throws Exception {
    var meeting = new Meeting(module, host);
    meeting.greeted(meeting.hello(), Instruction.PAIR);

    assertThat(meeting.host(order(1, name, false).toBytes()).status().hex()).isEqualTo("9000");

    assertThat(meeting.host(Instruction.ASKED, new byte[12]).status().hex()).isEqualTo("6985");
  }

  @Test
  void aPowerCutLeavesAllOrNothingOfIt() throws Exception {
    host.arm(Fault.parse("cut-before-commit@44"));
    assertThatThrownBy(() -> send(order(1, name, true))).hasMessageContaining("before the commit");
    assertThat(status().generation()).isEqualTo(1);
    assertThat(send(order(1, name, false))).as("the leaf of before").isEqualTo("9000");
    host.arm(Fault.parse("cut-after@44"));
    assertThatThrownBy(() -> send(order(2, name, true))).hasMessageContaining("after");
    assertThat(status().serial()).isEqualTo(2);
    try (Key leaf = secondLeaf()) {
      assertThat(status().kcv()).isEqualTo(fleet.crypto.keys.kcv(leaf).value());
    }
  }
}
