// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.HostContact;
import org.keywright.protocol.pairing.HostContact.Step;
import org.keywright.protocol.pairing.HostHello;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.ModuleHello;
import org.keywright.protocol.pairing.PairingSession;
import org.keywright.protocol.pairing.RowState;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/** A host's part of a contact with a removable module, and what it keeps of it until its end. */
final class MhContact {
  private final Suites suites;
  private final Keys keys;
  private final NonVolatile<MhMemory> memory;
  private @Nullable HostContact contact;

  MhContact(Suites suites, Keys keys, NonVolatile<MhMemory> memory) {
    this.suites = suites;
    this.keys = keys;
    this.memory = memory;
  }

  byte[] begin(CommandApdu command) throws Refusal {
    end();
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    var now = memory.current();
    MhProgram.requireInstalled(now);
    var begun =
        new HostContact(
            new HostHello(
                now.host(), Bytes.of(keys.random(HostHello.CHALLENGE_LENGTH)), now.suites()));
    contact = begun;
    return begun.encodedHello();
  }

  byte[] greeted(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    MhProgram.requireInstalled(now);
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

  byte[] asked(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    return requireContact(Step.PAIRING).asked(command.data()).encode();
  }

  byte[] enterCode(CommandApdu command) throws Refusal, TlvException, KeyException {
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
        return here.enterCode(MhProgram.requireInstalled(memory.current()), code);
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

  byte[] paired(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    Key hostKey = MhProgram.requireInstalled(now);
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

  byte[] verified(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    requireContact(Step.VERIFYING).verified(command.data());
    return new byte[0];
  }

  byte[] protect(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var session = requireSession();
    var in = TlvReader.of(command.data());
    byte[] data = in.take(0xB7, 0, PairingSession.MOST_DATA);
    in.end();
    return session.protect(data);
  }

  byte[] open(CommandApdu command) throws Refusal, TlvException, KeyException {
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

  /** Ends the contact, if there is one. */
  void end() {
    if (contact != null) {
      contact.close();
    }
    contact = null;
  }
}
