// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.ChannelPeer;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.ModuleChannel;
import org.keywright.protocol.personalization.ModuleRun;
import org.keywright.protocol.personalization.Step;
import org.keywright.protocol.personalization.TanRound;
import org.keywright.protocol.personalization.TransactionKeys;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/** The local channel of a security module, and the run or the key loads in it: all volatile. */
final class LocalLink {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final byte[] NOTHING = {};

  private final ModuleCore core;
  private final KeyCommands keyCommands;
  private @Nullable ModuleChannel channel;
  private @Nullable ModuleRun run;
  private @Nullable TransactionKeys transactionKeys;
  private Optional<Bytes> pending = Optional.empty();
  private Instant until = Instant.MAX;
  private boolean ending;

  LocalLink(ModuleCore core, KeyCommands keyCommands) {
    this.core = core;
    this.keyCommands = keyCommands;
  }

  /** Whether a channel is open or being opened. */
  boolean up() {
    return channel != null;
  }

  /** OPEN CHANNEL. */
  byte[] open(CommandApdu command) throws Refusal, TlvException {
    endIfLate();
    if (command.p2() > 1 || command.p1() < 1 || command.p1() > 2) {
      throw new Refusal(0x6A86);
    }
    var peer = command.p2() == 0 ? ChannelPeer.UNIT : ChannelPeer.CENTRAL;
    return command.p1() == 1 ? first(peer, command.data()) : second(peer, command.data());
  }

  private byte[] first(ChannelPeer peer, byte[] data) throws Refusal, TlvException {
    core.requireInstallation();
    Bytes chain;
    if (peer == ChannelPeer.UNIT) {
      core.spendUserAct();
      chain = core.identityCertificate().encoded();
    } else {
      var given = core.requireOperation();
      chain = CertificateChain.of(given.moduleCertificate(), given.unitCertificate()).encoded();
    }
    close();
    var begun = new ModuleChannel(core.crypto(), peer, chain);
    boolean good = false;
    try {
      byte[] answer = begun.first(data, message -> sign(peer, message));
      channel = begun;
      until = core.instant().plus(LIFE);
      good = true;
      return answer;
    } finally {
      if (!good) {
        begun.close();
      }
    }
  }

  private byte[] sign(ChannelPeer peer, byte[] message) throws KeyException {
    return peer == ChannelPeer.UNIT
        ? core.signWithIdentity(message)
        : core.crypto().ecKeys().sign(core.now().operation().orElseThrow().moduleKey(), message);
  }

  private byte[] second(ChannelPeer peer, byte[] data) throws Refusal, TlvException {
    ModuleChannel begun = channel;
    if (begun == null || begun.peer() != peer) {
      throw new Refusal(0x6985);
    }
    boolean good = false;
    try {
      begun.second(data, peer == ChannelPeer.UNIT ? core::linkedUnit : core::linkedCentral);
      if (peer == ChannelPeer.UNIT) {
        var unit = begun.peerCertificate().orElseThrow();
        run = new ModuleRun(core.crypto(), core, begun.binding(), unit);
      } else {
        transactionKeys = begun.transactionKeys(core.module());
      }
      good = true;
      return NOTHING;
    } catch (KeyException e) {
      throw new Refusal(0x6988);
    } finally {
      if (!good) {
        core.countFailure();
        close();
      }
    }
  }

  /** A command of class 84. */
  ResponseApdu secured(CommandApdu received) throws Refusal {
    endIfLate();
    ModuleChannel current = channel;
    if (current == null) {
      throw new Refusal(0x6985);
    }
    CommandApdu command = opened(current, received);
    ResponseApdu plain;
    try {
      plain = new ResponseApdu(within(command), StatusWord.OK);
    } catch (Refusal e) {
      plain = new ResponseApdu(e.status());
    } catch (TlvException e) {
      plain = new ResponseApdu(new StatusWord(0x6A80));
    }
    try {
      return current.protect(plain);
    } catch (KeyException e) {
      throw new Refusal(0x6F00);
    } finally {
      if (ending) {
        close();
      }
    }
  }

  private CommandApdu opened(ModuleChannel current, CommandApdu received) throws Refusal {
    try {
      return current.open(received);
    } catch (Refusal e) {
      core.countFailure();
      close();
      throw e;
    }
  }

  private byte[] within(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, -1, 0);
    TransactionKeys central = transactionKeys;
    if (central != null) {
      return centralCommand(command, central);
    }
    ModuleRun current = run;
    if (current == null) {
      throw new Refusal(0x6985);
    }
    return command.ins() == Instruction.ACKNOWLEDGEMENT.ins() && command.p1() == 1
        ? settle(current, command)
        : step(current, command);
  }

  private byte[] centralCommand(CommandApdu command, TransactionKeys central)
      throws Refusal, TlvException {
    if (command.ins() == Instruction.ABORT.ins()) {
      ending = true;
      return NOTHING;
    }
    if (command.ins() != Instruction.KEY_LOAD.ins()) {
      throw new Refusal(0x6D00);
    }
    Units.requireParameters(command, 0, 0);
    return keyCommands.take(command.data(), central);
  }

  /** Which message a command brings, and which it fetches; 00 for none. */
  private record Carried(int brings, int fetches) {}

  private static Carried carried(CommandApdu command) throws Refusal {
    Instruction instruction = Instruction.of(command.ins()).orElseThrow(() -> new Refusal(0x6D00));
    if (instruction == Instruction.TAN_ROUND) {
      if (command.p1() < 1 || command.p1() > TanRound.LAST) {
        throw new Refusal(0x6A86);
      }
      return new Carried(command.p1() == 1 ? 0 : 0xEA, 0xEA);
    }
    Units.requireParameters(command, 0, 0);
    return switch (instruction) {
      case BEGIN -> new Carried(0xE7, 0);
      case HELLO -> new Carried(0, 0xE8);
      case PARAMETERS -> new Carried(0xE9, 0);
      case REQUEST -> new Carried(command.nc() > 0 ? 0xEA : 0, 0xEB);
      case ISSUE -> new Carried(0xEC, 0);
      case ACKNOWLEDGEMENT -> new Carried(0, 0xED);
      case ABORT -> new Carried(0xEF, 0);
      default -> throw new Refusal(0x6D00);
    };
  }

  private byte[] step(ModuleRun current, CommandApdu command) throws Refusal {
    var carried = carried(command);
    byte[] data = command.data();
    if (carried.brings() == 0 && data.length > 0) {
      throw new Refusal(0x6700);
    }
    if (carried.brings() != 0) {
      take(current, data, carried.brings());
    }
    return carried.fetches() == 0 ? NOTHING : fetch(carried.fetches());
  }

  private void take(ModuleRun current, byte[] data, int tag) throws Refusal {
    if (data.length == 0 || (data[0] & 0xFF) != tag) {
      throw new Refusal(0x6A80);
    }
    // An answer that was not fetched says that the unit is out of step.
    if (pending.isPresent()) {
      throw new Refusal(0x6985);
    }
    Step step = current.receive(data);
    if (current.refusal().isPresent()) {
      ending = true;
      if (tag == 0xEF) {
        return;
      }
      core.countFailure();
      throw current.refusal().get();
    }
    pending = step.message();
  }

  private byte[] fetch(int tag) throws Refusal {
    byte[] message = pending.map(Bytes::toArray).orElseThrow(() -> new Refusal(0x6985));
    if ((message[0] & 0xFF) != tag) {
      throw new Refusal(0x6985);
    }
    pending = Optional.empty();
    ending = tag == 0xED;
    return message;
  }

  /** The question about an earlier run leaves the link as it is. */
  private static byte[] settle(ModuleRun current, CommandApdu command)
      throws Refusal, TlvException {
    if (current.entered()) {
      throw new Refusal(0x6985);
    }
    byte[] data = command.data();
    if (data.length == 0 || (data[0] & 0xFF) != 0xE6) {
      throw new Refusal(0x6A80);
    }
    byte[] answer = current.receive(data).message().orElseThrow().toArray();
    if ((answer[0] & 0xFF) == 0xEF) {
      var in = TlvReader.of(answer).nested(0xEF);
      throw new Refusal(in.takeNumber(0x80, 2));
    }
    return answer;
  }

  private void endIfLate() {
    if (channel != null && core.instant().isAfter(until)) {
      close();
    }
  }

  /** Ends whatever there is: a run is over, and keys that it gave may be used from now on. */
  void close() {
    if (run != null) {
      run.close();
      core.personalizing(false);
    }
    if (transactionKeys != null) {
      transactionKeys.close();
    }
    if (channel != null) {
      channel.close();
    }
    run = null;
    transactionKeys = null;
    channel = null;
    pending = Optional.empty();
    ending = false;
  }
}
