// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import org.keywright.claims.spi.Observed;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.Application;
import org.keywright.protocol.pairing.CodePrompt;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvReader;
import org.keywright.transport.sim.SimulatedUnit;

/** A contact step by step, so that a proof can do each of them otherwise. For one thread. */
final class ContactSteps {
  final UnitLink module;
  final UnitLink host;

  ContactSteps(SimulatedUnit module, SimulatedUnit host) throws Exception {
    this.module = new UnitLink(module);
    this.host = new UnitLink(host);
    Observed.ok(
        "SELECT", ResponseApdu.parse(this.module.transceive(Application.MS.select().toBytes())));
    Observed.ok(
        "SELECT", ResponseApdu.parse(this.host.transceive(Application.MH.select().toBytes())));
  }

  /** BEGIN, HELLO and GREETED; returns the data of the next command to the module. */
  byte[] greet(Instruction expected) throws Exception {
    byte[] hello = Observed.ok("BEGIN", host.send(Instruction.BEGIN, new byte[0])).data();
    byte[] answer = Observed.ok("HELLO", module.send(Instruction.HELLO, hello)).data();
    var next = TlvReader.of(Observed.ok("GREETED", host.send(Instruction.GREETED, answer)).data());
    int instruction = next.takeNumber(0xB9, 1);
    Observed.that(
        instruction == expected.ins(), "the host goes on with %02X".formatted(instruction));
    return next.take(0xBA, 0, TlvReader.LIMIT);
  }

  /** The steps up to what the host shows its user. */
  CodePrompt ask() throws Exception {
    byte[] request = greet(Instruction.PAIR);
    byte[] demand = Observed.ok("PAIR", module.send(Instruction.PAIR, request)).data();
    return CodePrompt.decode(Observed.ok("ASKED", host.send(Instruction.ASKED, demand)).data());
  }

  /** ENTER CODE at the host and CODE at the module, whose answer is returned. */
  ResponseApdu type(KeyMaterial code) throws Exception {
    byte[] command;
    try (code) {
      command = SecuredRoom.enterCode(code);
    }
    var block = Observed.ok("ENTER CODE", ResponseApdu.parse(host.transceive(command)));
    return module.send(Instruction.CODE, block.data());
  }
}
