// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.keywright.crypto.KeyException;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/** A connection to the module under test, by the commands of a second unit. */
final class SecondUnit implements AutoCloseable {
  private final Link link;

  SecondUnit(Link link) {
    this.link = link;
  }

  ResponseApdu send(Instruction instruction, int p1, byte[] data) throws LinkException {
    return UnitContract.send(link, new CommandApdu(0x80, instruction.ins(), p1, 0, data).toBytes());
  }

  UnitStatus status() throws LinkException, TlvException {
    return UnitStatus.decode(ok(Instruction.STATUS, 0, new byte[0]));
  }

  ResponseApdu tryPrepare(int suite, int ref1, int ref2) throws LinkException {
    byte[] data = new TlvWriter().putNumber(0x83, ref2, 2).putNumber(0x82, ref1, 2).toBytes();
    return send(Instruction.PREPARE, suite, data);
  }

  /** PREPARE, which must be answered; returns E0. */
  byte[] prepare(int suite, int ref1, int ref2) throws LinkException {
    var answer = tryPrepare(suite, ref1, ref2);
    assertThat(answer.status().hex()).as("PREPARE").isEqualTo("9000");
    return answer.data();
  }

  ResponseApdu importKey(int mode, byte[] message) throws LinkException {
    return send(Instruction.IMPORT_KEY, mode, message);
  }

  ResponseApdu loadStatus(int ref2) throws LinkException {
    return send(Instruction.GET_LOAD_STATUS, 0, place(ref2));
  }

  ResponseApdu use(int ref2, byte[] challenge) throws LinkException {
    return send(
        Instruction.USE_KEY, 0, new TlvWriter().raw(place(ref2)).put(0x9C, challenge).toBytes());
  }

  /** The data of an ERASE KEY that the first unit lets this module carry out. */
  byte[] erasure(FirstUnit first, int ref2) throws LinkException, TlvException, KeyException {
    byte[] challenge = ok(Instruction.GET_CHALLENGE, 0, new byte[0]);
    assertThat(challenge).as("GET CHALLENGE").hasSize(16);
    byte[] mac = first.leave(status(), challenge, Instruction.ERASE_KEY, place(ref2));
    return new TlvWriter().raw(place(ref2)).put(0x84, challenge).put(0x8E, mac).toBytes();
  }

  String erase(int suite, byte[] data) throws LinkException {
    return send(Instruction.ERASE_KEY, suite, data).status().hex();
  }

  private byte[] ok(Instruction instruction, int p1, byte[] data) throws LinkException {
    var answer = send(instruction, p1, data);
    assertThat(answer.status().hex()).as(instruction.name()).isEqualTo("9000");
    return answer.data();
  }

  private static byte[] place(int ref2) {
    return new TlvWriter().putNumber(0x83, ref2, 2).toBytes();
  }

  @Override
  public void close() {
    link.close();
  }
}
