// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Application;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.HostContact;
import org.keywright.protocol.pairing.HostContact.Step;
import org.keywright.protocol.pairing.HostHello;
import org.keywright.protocol.pairing.HostStatus;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.ModuleHello;
import org.keywright.protocol.pairing.PairRequest;
import org.keywright.protocol.pairing.PairingSession;
import org.keywright.protocol.pairing.RowState;
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
  private @Nullable HostContact contact;

  MhProgram(Suites suites, Keys keys, NonVolatile<MhMemory> memory) {
    this.suites = suites;
    this.keys = keys;
    this.memory = memory;
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
      if (command.cla() != 0x80) {
        throw new Refusal(0x6E00);
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
    return switch (command.ins()) {
      case 0x1A -> install(command);
      case 0x40 -> unitStatus(command);
      case 0x4E -> forget(command);
      case 0x70 -> begin(command);
      case 0x72 -> inContact(command, this::greeted);
      case 0x74 -> inContact(command, this::asked);
      case 0x76 -> inContact(command, this::enterCode);
      case 0x78 -> inContact(command, this::paired);
      case 0x7A -> inContact(command, this::verified);
      case 0x7C -> inContact(command, this::protect);
      case 0x7E -> inContact(command, this::open);
      default -> throw new Refusal(0x6D00);
    };
  }

  private byte[] inContact(CommandApdu command, ContactPart part)
      throws Refusal, TlvException, KeyException {
    return part.carryOutOr(this::endContact, command);
  }

  private byte[] begin(CommandApdu command) throws Refusal {
    endContact();
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    var now = memory.current();
    requireInstalled(now);
    var begun =
        new HostContact(
            new HostHello(
                now.host(), Bytes.of(keys.random(HostHello.CHALLENGE_LENGTH)), now.suites()));
    contact = begun;
    return begun.encodedHello();
  }

  private byte[] greeted(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    requireInstalled(now);
    var here = requireContact(Step.BEGUN);
    byte[] data = command.data();
    var answer = ModuleHello.decode(data);
    var suite =
        Units.usable(suites, now.suites(), answer.suite(), now.hostKey())
            .orElseThrow(() -> new Refusal(0x9E04));
    here.greeted(suite, answer, data);
    var known =
        now.pairing(answer.module())
            .filter(p -> p.suite() == answer.suite() && answer.row() != RowState.UNKNOWN);
    return known.isPresent()
        ? next(Instruction.VERIFY, here.verify(known.get().key()))
        : next(Instruction.PAIR, here.pair(now.generation(), now.cryptogram()));
  }

  /** What the carrier is to send to the module next. */
  private static byte[] next(Instruction instruction, byte[] data) {
    return new TlvWriter(data.length + 8)
        .putNumber(0xB9, instruction.ins(), 1)
        .put(0xBA, data)
        .toBytes();
  }

  private byte[] asked(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    return requireContact(Step.PAIRING).asked(command.data()).encode();
  }

  private byte[] enterCode(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, -1, 0);
    if (command.p1() > 1) {
      throw new Refusal(0x6A86);
    }
    byte[] data = command.data();
    try {
      var in = TlvReader.of(data);
      if (command.p1() == 1) {
        return enterErasureCode(in);
      }
      var here = requireContact(Step.ASKED);
      try (var code = KeyMaterial.consume(in.take(0x9A, 0, CodeRule.MOST))) {
        in.end();
        return here.enterCode(requireInstalled(memory.current()), code);
      }
    } finally {
      Arrays.fill(data, (byte) 0);
    }
  }

  private byte[] enterErasureCode(TlvReader in) throws Refusal, TlvException, KeyException {
    var session = requireSession();
    var erased = SerialNumber.of(in.take(0x81, SerialNumber.LENGTH));
    try (var code = KeyMaterial.consume(in.take(0x9A, CodeRule.FEWEST, CodeRule.MOST))) {
      in.end();
      return session.protectErasure(erased, code);
    }
  }

  private byte[] paired(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    Key hostKey = requireInstalled(now);
    var here = requireContact(Step.CODED);
    Key pairingKey = here.paired(hostKey, command.data());
    var replaced = now.pairings();
    try {
      byte[] proof = here.verify(pairingKey);
      var answer = here.answer();
      memory.commit(now.with(new MhMemory.Pairing(answer.module(), answer.suite(), pairingKey)));
      return proof;
    } finally {
      memory.wipeUnlessHeld(pairingKey);
      replaced.forEach(p -> memory.wipeUnlessHeld(p.key()));
    }
  }

  private byte[] verified(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    requireContact(Step.VERIFYING).verified(command.data());
    return new byte[0];
  }

  private byte[] protect(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var session = requireSession();
    var in = TlvReader.of(command.data());
    byte[] data = in.take(0xB7, 0, PairingSession.MOST_DATA);
    in.end();
    return session.protect(data);
  }

  private byte[] open(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, -1, 0);
    if (command.p1() > 1) {
      throw new Refusal(0x6A86);
    }
    var session = requireSession();
    if (command.p1() == 0) {
      byte[] data = session.open(command.data());
      return new TlvWriter(data.length + 4).put(0xB7, data).toBytes();
    }
    try (Key word = session.openControlWord(command.data())) {
      return new TlvWriter().put(0x96, keys.kcv(word).value().toArray()).toBytes();
    }
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
    endContact();
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
              host, offered, request.generation(), request.cryptogram(), taken, List.of()));
      return new TlvWriter().put(0x96, kcv.value().toArray()).toBytes();
    } finally {
      Arrays.fill(data, (byte) 0);
      taken.ifPresent(memory::wipeUnlessHeld);
    }
  }

  private byte[] unitStatus(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    var now = memory.current();
    return new HostStatus(
            now.hostKey().isPresent(),
            now.host(),
            now.suites(),
            now.generation(),
            now.pairings().stream().map(MhMemory.Pairing::module).toList())
        .encode();
  }

  private static Key requireInstalled(MhMemory now) throws Refusal {
    return now.hostKey().orElseThrow(() -> new Refusal(0x6985));
  }

  private HostContact requireContact(Step step) throws Refusal {
    var here = contact;
    if (here == null || here.step() != step) {
      throw new Refusal(0x6985);
    }
    return here;
  }

  private PairingSession requireSession() throws Refusal {
    var here = contact;
    if (here == null || here.step() != Step.OPEN) {
      throw new Refusal(0x6982);
    }
    return here.session();
  }

  private void endContact() {
    if (contact != null) {
      contact.close();
    }
    contact = null;
  }

  @Override
  public void reset() {
    endContact();
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
