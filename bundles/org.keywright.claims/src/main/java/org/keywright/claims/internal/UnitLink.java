// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.ArrayList;
import java.util.List;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.SimulatedUnit;

/** One connection to a unit, which keeps what went over it. For one thread. */
final class UnitLink implements Link {
  private final ApduResponder unit;
  private final List<byte[]> commands = new ArrayList<>();
  private final List<byte[]> answers = new ArrayList<>();

  UnitLink(SimulatedUnit unit) {
    this.unit = unit.connect();
  }

  @Override
  public Atr atr() {
    return unit.atr();
  }

  @Override
  public byte[] transceive(byte[] command) throws LinkException {
    commands.add(command.clone());
    byte[] answer = unit.respond(command);
    answers.add(answer.clone());
    return answer;
  }

  ResponseApdu send(Instruction instruction, byte[] data) throws LinkException {
    return ResponseApdu.parse(transceive(instruction.command(data).toBytes()));
  }

  /** The instructions that were sent but for SELECT, in hex. */
  List<String> trace() {
    return commands.stream()
        .filter(command -> (command[1] & 0xFF) != 0xA4)
        .map(command -> "%02X".formatted(command[1]))
        .toList();
  }

  /** The data of the answer to the first command of an instruction. */
  byte[] answer(Instruction instruction) {
    for (int i = 0; i < commands.size(); i++) {
      if ((commands.get(i)[1] & 0xFF) == instruction.ins()) {
        try {
          return ResponseApdu.parse(answers.get(i)).data();
        } catch (LinkException e) {
          return new byte[0];
        }
      }
    }
    return new byte[0];
  }

  @Override
  public void close() {
    // a connection to a unit of this program holds nothing
  }
}
