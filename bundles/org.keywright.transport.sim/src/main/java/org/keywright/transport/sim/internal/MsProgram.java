// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Application;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/** A removable module: is paired with hosts, as the pairing protocol's clause "MS" says. */
final class MsProgram implements UnitProgram {
  private final Suites suites;
  private final Keys keys;
  private final InstantSource clock;
  private final NonVolatile<MsMemory> memory;
  private final MsOrders orders;
  private final MsTries tries;
  private final MsContact contact;
  private final MsSession session;

  MsProgram(Suites suites, Keys keys, InstantSource clock, NonVolatile<MsMemory> memory) {
    this.suites = suites;
    this.keys = keys;
    this.clock = clock;
    this.memory = memory;
    this.orders = new MsOrders(suites, memory);
    this.tries = new MsTries(memory, clock);
    this.contact = new MsContact(suites, keys, memory, tries);
    this.session = new MsSession(memory, tries, contact);
  }

  @Override
  public ResponseApdu execute(CommandApdu command) {
    return keys.together(() -> answer(command));
  }

  private ResponseApdu answer(CommandApdu command) {
    try {
      if (command.cla() == 0x00 && command.ins() == 0xA4) {
        return Units.select(command, Application.MS);
      }
      return new ResponseApdu(carryOut(command), StatusWord.OK);
    } catch (Refusal e) {
      return new ResponseApdu(e.status());
    } catch (TlvException e) {
      return new ResponseApdu(new StatusWord(0x6A80));
    } catch (KeyException e) {
      return new ResponseApdu(new StatusWord(0x6988));
    }
  }

  private byte[] carryOut(CommandApdu command) throws Refusal, TlvException, KeyException {
    if (command.cla() == 0x84) {
      return switch (command.ins()) {
        case 0x46, 0x48, 0x58, 0x5A, 0x5C, 0x5E -> order(command);
        case 0x4A -> inContact(command, session::data);
        case 0x4C -> inContact(command, session::controlWord);
        case 0x4E -> inContact(command, session::eraseByCode);
        default -> throw new Refusal(0x6D00);
      };
    }
    if (command.cla() != 0x80) {
      throw new Refusal(0x6E00);
    }
    return switch (command.ins()) {
      case 0x1A -> install(command);
      case 0x40 -> unitStatus(command);
      case 0x50 -> contact.hello(command);
      case 0x52 -> inContact(command, contact::verify);
      case 0x54 -> inContact(command, contact::pair);
      case 0x56 -> inContact(command, contact::code);
      default -> throw new Refusal(0x6D00);
    };
  }

  private byte[] inContact(CommandApdu command, ContactPart part)
      throws Refusal, TlvException, KeyException {
    return part.carryOutOr(contact::end, command);
  }

  private byte[] order(CommandApdu command) throws Refusal, TlvException, KeyException {
    byte[] answer = orders.carryOut(command);
    if (command.ins() != 0x58) {
      contact.end();
    }
    if (command.ins() == 0x5E) {
      tries.waitIfAnyIsMissing();
    }
    return answer;
  }

  private byte[] install(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    if (memory.current().moduleKey().isPresent()) {
      throw new Refusal(0x6985);
    }
    byte[] data = command.data();
    var taken = new ArrayList<Key>();
    try {
      var next = MsInstallation.read(TlvReader.of(data), taken);
      var kcv = keys.kcv(taken.getFirst());
      memory.commit(next);
      return new TlvWriter().put(0x96, kcv.value().toArray()).toBytes();
    } finally {
      Arrays.fill(data, (byte) 0);
      taken.forEach(memory::wipeUnlessHeld);
    }
  }

  private byte[] unitStatus(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    var now = memory.current();
    return new ModuleStatus(
            now.moduleKey().isPresent(),
            now.module(),
            now.suites(),
            now.generations().stream().map(MsMemory.Generation::number).toList(),
            now.places().count(),
            now.places().occupied(),
            now.counters().index(),
            now.counters().tries(),
            now.serial(),
            now.policy().settings())
        .encode();
  }

  static Key requireInstalled(MsMemory now) throws Refusal {
    return now.moduleKey().orElseThrow(() -> new Refusal(0x6985));
  }

  @Override
  public void reset() {
    contact.reset();
    try {
      memory.reload();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tries.waitIfAnyIsMissing();
  }

  @Override
  public Optional<UnitProgram> copy() {
    return Optional.of(new MsProgram(suites, keys, clock, memory.copy()));
  }

  @Override
  public NonVolatile<MsMemory> memory() {
    return memory;
  }

  @Override
  public SerialNumber serialNumber() {
    return memory.current().module();
  }

  @Override
  public String summary() {
    var now = memory.current();
    if (now.moduleKey().isEmpty()) {
      return "blank";
    }
    return "module %s, %d of %d places paired, %d pairings done"
        .formatted(
            now.module(), now.places().occupied(), now.places().count(), now.counters().index());
  }
}
