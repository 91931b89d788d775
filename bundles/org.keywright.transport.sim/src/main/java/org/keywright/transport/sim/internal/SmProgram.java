// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.Certificate;
import org.keywright.protocol.Application;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.ModuleRun;
import org.keywright.protocol.personalization.TransactionNumbers;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/** A security module, as the personalization protocol's clause on its commands says. */
final class SmProgram implements UnitProgram {
  private static final byte[] NOTHING = {};

  private final ModuleCore core;
  private final LifeCommands life;
  private final KeyCommands keyCommands;
  private final TicketDesk tickets;
  private final LocalLink link;
  private @Nullable ModuleRun networkRun;

  SmProgram(ModuleCore core) {
    this.core = core;
    this.life = new LifeCommands(core);
    this.keyCommands = new KeyCommands(core);
    this.tickets = new TicketDesk(core);
    this.link = new LocalLink(core, keyCommands);
  }

  ModuleCore core() {
    return core;
  }

  KeyCommands keyCommands() {
    return keyCommands;
  }

  TicketDesk tickets() {
    return tickets;
  }

  /**
   * Begins a run on a link of the network.
   *
   * @throws Refusal 6985 if another one is under way
   */
  ModuleRun beginRun(Bytes binding, Certificate unit) throws Refusal {
    if (networkRun != null || link.up()) {
      throw new Refusal(0x6985, "another personalization is under way");
    }
    core.requireInstallation();
    var run = new ModuleRun(core.crypto(), core, binding, unit);
    networkRun = run;
    return run;
  }

  /** The link of a run is closed: keys that it gave may be used from now on. */
  void endRun(ModuleRun run) {
    run.close();
    if (networkRun == run) {
      networkRun = null;
      core.personalizing(false);
    }
  }

  @Override
  public ResponseApdu execute(CommandApdu command) {
    try {
      if (command.cla() == 0x00 && command.ins() == 0xA4) {
        return select(command);
      }
      if (command.cla() == 0x84) {
        return link.secured(command);
      }
      if (command.cla() != 0x80) {
        return status(0x6E00);
      }
      return new ResponseApdu(carryOut(command), StatusWord.OK);
    } catch (Refusal e) {
      return new ResponseApdu(e.status());
    } catch (TlvException e) {
      return status(0x6A80);
    }
  }

  private byte[] carryOut(CommandApdu command) throws Refusal, TlvException {
    Instruction instruction = Instruction.of(command.ins()).orElseThrow(() -> new Refusal(0x6D00));
    return switch (instruction) {
      case STATUS -> unitStatus(command);
      case GENERATE_IDENTITY -> life.generateIdentity(command);
      case GET_DATA -> life.certificate(command);
      case GET_CHALLENGE -> life.challenge(command);
      case ACKNOWLEDGEMENT -> acknowledgement(command);
      case USE_KEY -> use(command);
      case OPEN_CHANNEL -> openChannel(command);
      case TICKET_REQUEST -> tickets.request(command);
      default -> change(instruction, command);
    };
  }

  /** What gives no data. */
  private byte[] change(Instruction instruction, CommandApdu command) throws Refusal, TlvException {
    switch (instruction) {
      case INSTALL_IDENTITY -> life.installIdentity(command);
      case TAKE_REVOCATIONS -> life.takeRevocations(command);
      case DECOMMISSION -> {
        life.decommission(command);
        forget();
      }
      case USER_ACT -> {
        Units.requireParameters(command, 0, 0);
        Units.requireNoData(command);
        core.userAct();
      }
      case ENTER_TAN -> enterTan(command);
      case TICKET -> tickets.take(command);
      // What belongs to a run is said under secure messaging.
      default -> throw new Refusal(0x6982);
    }
    return NOTHING;
  }

  private byte[] openChannel(CommandApdu command) throws Refusal, TlvException {
    if (networkRun != null) {
      throw new Refusal(0x6985);
    }
    return link.open(command);
  }

  private static ResponseApdu select(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 4, 0);
    return status(Arrays.equals(command.data(), Application.SM.aid()) ? 0x9000 : 0x6A82);
  }

  private byte[] unitStatus(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    return core.status().encode();
  }

  /** The proof of the last run, for whoever carries it to the unit: it is no secret. */
  private byte[] acknowledgement(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    return core.acknowledgement().orElseThrow(() -> new Refusal(0x6985)).encode();
  }

  private byte[] use(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    return keyCommands.use(command.data());
  }

  private void enterTan(CommandApdu command) throws Refusal, TlvException {
    byte[] data = command.data();
    byte[] digits = {};
    try {
      Units.requireParameters(command, 0, 0);
      var in = TlvReader.of(data);
      in.takeNumber(0x80, 1);
      digits = in.take(0x81, TransactionNumbers.LENGTH);
      in.end();
      if (!TransactionNumbers.wellFormed(digits)) {
        throw new Refusal(0x6A80, "it is no TAN: the check digit does not fit");
      }
      core.enterTan(KeyMaterial.copyOf(digits));
    } finally {
      Arrays.fill(data, (byte) 0);
      Arrays.fill(digits, (byte) 0);
    }
  }

  private static ResponseApdu status(int value) {
    return new ResponseApdu(new StatusWord(value));
  }

  private void forget() {
    if (networkRun != null) {
      endRun(networkRun);
    }
    link.close();
    tickets.forget();
    life.forget();
    core.forget();
  }

  @Override
  public void reset() {
    forget();
    try {
      core.memory().reload();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public NonVolatile<SmMemory> memory() {
    return core.memory();
  }

  @Override
  public SerialNumber serialNumber() {
    return core.module();
  }

  @Override
  public String summary() {
    var now = core.now();
    String state = core.shownState().word();
    return now.operation()
        .map(
            o ->
                "%s, central system %s, %d transaction keys"
                    .formatted(state, o.centralName(), now.slots().size()))
        .orElse(state);
  }
}
