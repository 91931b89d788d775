// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Key;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.SimulatedUnit;

/** One IMPORTKEY in several parts is one command. */
class ChainingTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final int PART = 40;

  private final TestFleet fleet = new TestFleet();
  private final Key transportKey = fleet.transportKey();
  private final SimulatedUnit as = fleet.as("as", FUEL, transportKey, 2);
  private final SimulatedUnit ei = fleet.ei("ei", FUEL, transportKey, 2);

  @Test
  void aChainedMessageLoadsOnce() throws Exception {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    var link = ei.connect();

    int last = -1;
    for (int at = 0; at < message.length; at += PART) {
      assertThat(ei.commits()).isZero();
      last = part(link, message, at);
      assertThat(last).isEqualTo(0x9000);
    }
    assertThat(ei.commits()).isEqualTo(1);
    assertThat(Observed.use(ei, 1)).isEqualTo(Observed.reference(as, ei, 1, 1));
  }

  @Test
  void anExtendedMessageLoadsToo() {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    byte[] command = new CommandApdu(0x80, 0x12, 0, 0, message, 0x10000).toBytes();

    assertThat(command[4]).isZero();
    assertThat(Observed.status(TestFleet.send(ei, command))).isEqualTo(0x9000);
  }

  @Test
  void aBrokenChainIsSaidAndCarriesOutNothing() throws Exception {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    var link = ei.connect();
    part(link, message, 0);

    assertThat(send(link, new CommandApdu(0x80, 0x40, 0, 0))).isEqualTo(0x6883);
    assertThat(send(link, new CommandApdu(0x80, 0x40, 0, 0))).isEqualTo(0x9000);
    part(link, message, 0);
    byte[] rest = Arrays.copyOfRange(message, PART, message.length);
    assertThat(send(link, new CommandApdu(0x80, 0x12, 1, 0, rest))).isEqualTo(0x6883);
    assertThat(ei.commits()).isZero();
    for (int at = 0; at < message.length; at += PART) {
      assertThat(part(link, message, at)).isEqualTo(0x9000);
    }
    assertThat(ei.commits()).isEqualTo(1);
  }

  @Test
  void aBrokenChainDoesNotReachIntoTheNextMessage() throws Exception {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    var link = ei.connect();
    part(link, message, 0);
    assertThat(send(link, new CommandApdu(0x90, 0x14, 0, 0, new byte[2]))).isEqualTo(0x6883);
    byte[] rest = Arrays.copyOfRange(message, PART, message.length);

    assertThat(send(link, new CommandApdu(0x80, 0x12, 0, 0, rest))).isEqualTo(0x6A80);
    assertThat(ei.commits()).isZero();
  }

  @Test
  void aChainOverTheLimitIsRefused() throws Exception {
    TestFleet.prepare(ei, 1, 1);
    var link = ei.connect();
    int answer = 0x9000;
    int parts = 0;
    while (answer == 0x9000 && parts < 20) {
      answer = send(link, new CommandApdu(0x90, 0x12, 0, 0, new byte[255]));
      parts++;
    }
    assertThat(answer).isEqualTo(0x6700);
    assertThat(parts).isEqualTo(9);
    assertThat(Observed.status(TestFleet.load(as, ei, 1, 1, false))).isEqualTo(0x9000);
  }

  @Test
  void aChainThatThePowerCutIsForgotten() throws Exception {
    byte[] message = TestFleet.message(as, ei, 1, 1);
    part(ei.connect(), message, 0);
    ei.powerCycle();
    var link = ei.connect();

    byte[] rest = Arrays.copyOfRange(message, PART, message.length);
    assertThat(send(link, new CommandApdu(0x80, 0x12, 0, 0, rest))).isEqualTo(0x6A80);
    assertThat(Observed.status(TestFleet.send(ei, Instruction.IMPORT_KEY, 0, message)))
        .isEqualTo(0x6984);
  }

  private static int part(ApduResponder link, byte[] message, int at) throws LinkException {
    int end = Math.min(message.length, at + PART);
    int cla = end < message.length ? 0x90 : 0x80;
    return send(link, new CommandApdu(cla, 0x12, 0, 0, Arrays.copyOfRange(message, at, end)));
  }

  private static int send(ApduResponder link, CommandApdu command) throws LinkException {
    return ResponseApdu.parse(link.respond(command.toBytes())).status().value();
  }
}
