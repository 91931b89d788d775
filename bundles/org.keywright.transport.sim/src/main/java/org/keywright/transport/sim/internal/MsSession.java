// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvException;

/** What a removable module does in the open session of a contact. */
final class MsSession {
  private final NonVolatile<MsMemory> memory;
  private final MsTries tries;
  private final MsContact contact;

  MsSession(NonVolatile<MsMemory> memory, MsTries tries, MsContact contact) {
    this.memory = memory;
    this.tries = tries;
    this.contact = contact;
  }

  byte[] data(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var session = contact.requireOpen().session();
    return session.protect(session.open(command.data()));
  }

  /** The user's way to free a place: with a code of the centre, in the session of another host. */
  byte[] eraseByCode(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var here = contact.requireOpen();
    var session = here.session();
    var now = memory.current();
    Key moduleKey = MsProgram.requireInstalled(now);
    try (var request = session.openErasure(command.data())) {
      int place = now.places().placeOf(request.host()).orElseThrow(() -> new Refusal(0x6A88));
      tries.requireOne();
      tries.takeOne();
      try (Key codeKey = PairingKeys.codeKey(here.suite(), moduleKey, now.module());
          KeyMaterial code =
              PairingCodes.erasure(
                  here.suite(),
                  codeKey,
                  now.policy().settings().codes(),
                  now.module(),
                  request.host(),
                  now.counters().index())) {
        if (!PairingCodes.matches(request.code(), code)) {
          throw tries.wrongCode();
        }
      }
      Key erased = now.places().rows().get(place).orElseThrow().key();
      try {
        // The tries of before: only the one that this took comes back.
        memory.commit(now.with(now.places().without(place)));
      } finally {
        memory.wipeUnlessHeld(erased);
      }
      byte[] answer = session.protect(new byte[0]);
      if (request.host().equals(here.hello().host())) {
        contact.end();
      }
      return answer;
    }
  }

  /** Stands for a real module's way to a control word, which is no part of the protocol. */
  byte[] controlWord(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var session = contact.requireOpen().session();
    byte[] message = session.open(command.data());
    Key moduleKey = MsProgram.requireInstalled(memory.current());
    try (Key word =
        contact
            .requireOpen()
            .suite()
            .derivation()
            .diversify(moduleKey, "KW3.ECM", KeySpec.AES_128, message)) {
      return session.protectControlWord(word);
    }
  }
}
