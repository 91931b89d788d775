// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
  private final AtomicReference<@Nullable FutureTask<Boolean>> ticketed = new AtomicReference<>();

  PoweredModule(String name, Atr atr, SmProgram program, Duration delay, Dialling dialling) {
    super(name, Role.SM, atr, program, delay);
    this.dialling = dialling;
    program.tickets().whenTaken(this::dialByTicket);
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

  /** By a thread of its own, for the appliance is told at once that its ticket is good. */
  private void dialByTicket() {
    var dialled =
        new FutureTask<Boolean>(
            () -> {
              dialling.personalizeByTicket(connect());
              return true;
            });
    ticketed.set(dialled);
    Thread.ofVirtual().name(name() + "-ticket").start(dialled);
  }

  @Override
  public void awaitPersonalization() throws IOException, Refusal {
    FutureTask<Boolean> dialled = ticketed.getAndSet(null);
    if (dialled == null) {
      throw new Refusal(0x6985, "no ticket has begun a personalization");
    }
    try {
      dialled.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Refusal refusal -> throw refusal;
        case IOException broken -> throw broken;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
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
