// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.SecuredRoom;
import org.keywright.transport.Atr;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedModule;

/** A security module with its power switch, its keypad and its network side. */
final class PoweredModule extends PoweredUnit implements SimulatedModule {
  private final Dialling dialling;

  PoweredModule(String name, Atr atr, SmProgram program, Duration delay, Dialling dialling) {
    super(name, Role.SM, atr, program, delay);
    this.dialling = dialling;
  }

  @Override
  public void userAct() throws Refusal {
    press(new CommandApdu(0x80, Instruction.USER_ACT.ins(), 0, 0).toBytes());
  }

  @Override
  public void enterTan(KeyMaterial tan) throws Refusal {
    byte[] command = SecuredRoom.enterTan(tan, SecuredRoom.OWN_KEYPAD);
    try {
      press(command);
    } finally {
      Arrays.fill(command, (byte) 0);
    }
  }

  /** What a button or a keypad does is a command from within. */
  private void press(byte[] command) throws Refusal {
    try {
      var status = ResponseApdu.parse(connect().respond(command)).status();
      if (!status.ok()) {
        throw new Refusal(status.value());
      }
    } catch (LinkException e) {
      throw new Refusal(0x6F00, "the module is off");
    }
  }

  @Override
  public void personalize(String host, int port) throws IOException, Refusal {
    dialling.personalize(connect(), new Address(host, port));
  }

  @Override
  public void personalizeByTicket() throws IOException, Refusal {
    dialling.personalizeByTicket(connect());
  }

  @Override
  public CentralLink attach() throws IOException, Refusal {
    return dialling.attach(connect(), Optional.empty());
  }

  @Override
  public CentralLink attach(String host, int port) throws IOException, Refusal {
    return dialling.attach(connect(), Optional.of(new Address(host, port)));
  }
}
