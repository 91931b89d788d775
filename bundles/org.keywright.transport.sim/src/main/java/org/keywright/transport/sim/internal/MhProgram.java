// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Application;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.HostStatus;
import org.keywright.protocol.pairing.PairRequest;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/** A host: is paired with modules, as the pairing protocol's clause "MH" says. */
final class MhProgram implements UnitProgram {
  private final Suites suites;
  private final Keys keys;
  private final NonVolatile<MhMemory> memory;
  private final MhContact contact;
  private final MhOrders orders;

  MhProgram(Suites suites, Keys keys, NonVolatile<MhMemory> memory) {
    this.suites = suites;
    this.keys = keys;
    this.memory = memory;
    this.contact = new MhContact(suites, keys, memory);
    this.orders = new MhOrders(suites, keys, memory);
  }

  @Override
  public ResponseApdu execute(CommandApdu command) {
    return keys.together(() -> answer(command));
  }

  private ResponseApdu answer(CommandApdu command) {
    try {
      if (command.cla() == 0x00 && command.ins() == 0xA4) {
        return Units.select(command, Application.MH);
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
        case 0x44 -> renew(command);
        default -> throw new Refusal(0x6D00);
      };
    }
    if (command.cla() != 0x80) {
      throw new Refusal(0x6E00);
    }
    return switch (command.ins()) {
      case 0x1A -> install(command);
      case 0x40 -> unitStatus(command);
      case 0x4E -> forget(command);
      case 0x70 -> contact.begin(command);
      case 0x72 -> inContact(command, contact::greeted);
      case 0x74 -> inContact(command, contact::asked);
      case 0x76 -> inContact(command, contact::enterCode);
      case 0x78 -> inContact(command, contact::paired);
      case 0x7A -> inContact(command, contact::verified);
      case 0x7C -> inContact(command, contact::protect);
      case 0x7E -> inContact(command, contact::open);
      default -> throw new Refusal(0x6D00);
    };
  }

  private byte[] inContact(CommandApdu command, ContactPart part)
      throws Refusal, TlvException, KeyException {
    return part.carryOutOr(contact::end, command);
  }

  private byte[] forget(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    requireInstalled(now);
    var in = TlvReader.of(command.data());
    Optional<SerialNumber> module =
        in.atEnd()
            ? Optional.empty()
            : Optional.of(SerialNumber.of(in.take(0xA0, SerialNumber.LENGTH)));
    in.end();
    if (module.isPresent() && now.pairing(module.get()).isEmpty()) {
      throw new Refusal(0x6A88);
    }
    contact.end();
    if (now.pairings().isEmpty()) {
      return new byte[0];
    }
    try {
      memory.commit(module.map(now::without).orElseGet(() -> now.with(List.of())));
    } finally {
      now.pairings().forEach(p -> memory.wipeUnlessHeld(p.key()));
    }
    return new byte[0];
  }

  private byte[] install(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    if (memory.current().hostKey().isPresent()) {
      throw new Refusal(0x6985);
    }
    byte[] data = command.data();
    Optional<Key> taken = Optional.empty();
    try {
      var in = TlvReader.of(data);
      var host = SerialNumber.of(in.take(0x81, SerialNumber.LENGTH));
      var offered = Bytes.of(in.take(0x8F, 1, 16));
      var request = PairRequest.read(in);
      Key key = Units.takeTransportKey(in);
      taken = Optional.of(key);
      in.end();
      var kcv = keys.kcv(key);
      memory.commit(
          new MhMemory(
              host, offered, request.generation(), request.cryptogram(), taken, 0, List.of()));
      return new TlvWriter().put(0x96, kcv.value().toArray()).toBytes();
    } finally {
      Arrays.fill(data, (byte) 0);
      taken.ifPresent(memory::wipeUnlessHeld);
    }
  }

  private byte[] renew(CommandApdu command) throws Refusal, TlvException, KeyException {
    byte[] answer = orders.renew(command);
    contact.end();
    return answer;
  }

  private byte[] unitStatus(CommandApdu command) throws Refusal, KeyException {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    var now = memory.current();
    return new HostStatus(
            now.hostKey().isPresent(),
            now.host(),
            now.suites(),
            now.generation(),
            now.hostKey().isPresent()
                ? keys.kcv(now.hostKey().get()).value()
                : Bytes.of(new byte[HostStatus.KCV_LENGTH]),
            now.serial(),
            now.pairings().stream().map(MhMemory.Pairing::module).toList())
        .encode();
  }

  static Key requireInstalled(MhMemory now) throws Refusal {
    return now.hostKey().orElseThrow(() -> new Refusal(0x6985));
  }

  @Override
  public void reset() {
    contact.end();
    try {
      memory.reload();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<UnitProgram> copy() {
    return Optional.of(new MhProgram(suites, keys, memory.copy()));
  }

  @Override
  public NonVolatile<MhMemory> memory() {
    return memory;
  }

  @Override
  public SerialNumber serialNumber() {
    return memory.current().host();
  }

  @Override
  public String summary() {
    var now = memory.current();
    return now.hostKey().isEmpty()
        ? "blank"
        : "host %s, paired with %d modules".formatted(now.host(), now.pairings().size());
  }
}
