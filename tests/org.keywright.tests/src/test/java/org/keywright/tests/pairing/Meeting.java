// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.pairing.CodePrompt;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.ModuleHello;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.SimulatedUnit;

/** A contact step by step, each over one connection to both sides; a refusal is a failure. */
final class Meeting {
  private final SimulatedUnit moduleUnit;
  private final SimulatedUnit hostUnit;
  private ApduResponder module;
  private ApduResponder host;

  /** Every command to the module, and what it said. */
  final List<byte[]> toModule = new ArrayList<>();

  Meeting(SimulatedUnit module, SimulatedUnit host) {
    this.moduleUnit = module;
    this.hostUnit = host;
    this.module = module.connect();
    this.host = host.connect();
  }

  /** Connects anew after a power cut. */
  Meeting reconnect() {
    module = moduleUnit.connect();
    host = hostUnit.connect();
    return this;
  }

  ResponseApdu module(byte[] command) {
    try {
      toModule.add(command);
      return ResponseApdu.parse(module.respond(command));
    } catch (LinkException e) {
      throw new CutOff(e);
    }
  }

  ResponseApdu module(Instruction instruction, byte[] data) {
    return module(instruction.command(data).toBytes());
  }

  ResponseApdu host(byte[] command) {
    try {
      return ResponseApdu.parse(host.respond(command));
    } catch (LinkException e) {
      throw new CutOff(e);
    }
  }

  ResponseApdu host(Instruction instruction, byte[] data) {
    return host(instruction.command(data).toBytes());
  }

  /** The power went. */
  static final class CutOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CutOff(LinkException cause) {
      super(cause);
    }
  }

  static byte[] ok(ResponseApdu answer) {
    if (!answer.status().ok()) {
      throw new AssertionError("refused: " + answer.status());
    }
    return answer.data();
  }

  /** BEGIN and HELLO; returns the module's answer. */
  byte[] hello() {
    return ok(module(Instruction.HELLO, ok(host(Instruction.BEGIN, new byte[0]))));
  }

  static ModuleHello decoded(byte[] answer) {
    try {
      return ModuleHello.decode(answer);
    } catch (TlvException e) {
      throw new AssertionError(e);
    }
  }

  /** GREETED; returns the data of the next command to the module. */
  byte[] greeted(byte[] answer, Instruction expected) {
    try {
      var in = TlvReader.of(ok(host(Instruction.GREETED, answer)));
      int next = in.takeNumber(0xB9, 1);
      if (next != expected.ins()) {
        throw new AssertionError("the host goes on with %02X".formatted(next));
      }
      return in.take(0xBA, 0, TlvReader.LIMIT);
    } catch (TlvException e) {
      throw new AssertionError(e);
    }
  }

  /** HELLO to ASKED; returns what the host shows. */
  CodePrompt ask() {
    byte[] request = greeted(hello(), Instruction.PAIR);
    byte[] demand = ok(module(Instruction.PAIR, request));
    try {
      return CodePrompt.decode(ok(host(Instruction.ASKED, demand)));
    } catch (TlvException e) {
      throw new AssertionError(e);
    }
  }

  /** ENTER CODE; returns the data of CODE. */
  byte[] enter(KeyMaterial code) {
    try (code) {
      return ok(host(SecuredRoom.enterCode(code)));
    }
  }

  /** ENTER CODE and CODE; returns the module's answer, whatever it is. */
  ResponseApdu code(KeyMaterial code) {
    return module(Instruction.CODE, enter(code));
  }

  /** PAIRED, VERIFY and VERIFIED. */
  void finish(byte[] keyReturn) {
    verify(ok(host(Instruction.PAIRED, keyReturn)));
  }

  /** VERIFY and VERIFIED. */
  void verify(byte[] proof) {
    ok(host(Instruction.VERIFIED, ok(module(Instruction.VERIFY, proof))));
  }

  /** Protects data in the host. */
  byte[] protect(String text) {
    byte[] data = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return ok(host(Instruction.PROTECT, new TlvWriter().put(0xB7, data).toBytes()));
  }

  /** A copy with one bit flipped. */
  static byte[] flipped(byte[] data, int bit) {
    byte[] bent = Arrays.copyOf(data, data.length);
    bent[bit / 8] ^= (byte) (1 << bit % 8);
    return bent;
  }
}
