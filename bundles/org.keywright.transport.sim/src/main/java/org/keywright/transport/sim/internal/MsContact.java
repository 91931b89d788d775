// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.pairing.CodeDemand;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.HostHello;
import org.keywright.protocol.pairing.ModuleContact;
import org.keywright.protocol.pairing.ModuleContact.Step;
import org.keywright.protocol.pairing.ModuleHello;
import org.keywright.protocol.pairing.PairRequest;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.RowState;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/** A removable module's part of a contact with a host, and what it keeps of it until its end. */
final class MsContact {
  private final Suites suites;
  private final Keys keys;
  private final NonVolatile<MsMemory> memory;
  private final MsTries tries;
  private @Nullable ModuleContact contact;
  private MsPairing pairing = MsPairing.NONE;
  private boolean halfCompleted;

  MsContact(Suites suites, Keys keys, NonVolatile<MsMemory> memory, MsTries tries) {
    this.suites = suites;
    this.keys = keys;
    this.memory = memory;
    this.tries = tries;
  }

  byte[] hello(CommandApdu command) throws Refusal, TlvException {
    end();
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    MsProgram.requireInstalled(now);
    byte[] data = command.data();
    var hello = HostHello.decode(data);
    var row = now.places().rowOf(hello.host());
    Suite suite = choose(now, hello, row);
    if (now.policy().revokedHosts().contains(hello.host())) {
      throw new Refusal(0x6982);
    }
    var completed = row.filter(this::mayBeCompleted);
    var answer =
        new ModuleHello(
            suite.id(),
            now.module(),
            Bytes.of(keys.random(HostHello.CHALLENGE_LENGTH)),
            row.map(MsPlaces.Row::state).orElse(RowState.UNKNOWN),
            completed.map(MsPlaces.Row::index).orElse(now.counters().index()));
    contact = new ModuleContact(suite, hello, data, answer);
    pairing = new MsPairing(completed.isPresent(), 0, Bytes.of());
    return answer.encode();
  }

  /** The suite of the pairing that there is, or the first of the module's that the host offers. */
  private Suite choose(MsMemory now, HostHello hello, Optional<MsPlaces.Row> row) throws Refusal {
    if (row.isPresent()) {
      var suite = common(now, hello, row.get().suite());
      if (suite.isPresent()) {
        return suite.get();
      }
    }
    for (int i = 0; i < now.suites().length(); i++) {
      var suite = common(now, hello, now.suites().at(i));
      if (suite.isPresent()) {
        return suite.get();
      }
    }
    throw new Refusal(0x9E04);
  }

  private Optional<Suite> common(MsMemory now, HostHello hello, int id) {
    return hello.offers(id) ? MsOrders.usable(suites, now, id) : Optional.empty();
  }

  private boolean mayBeCompleted(MsPlaces.Row row) {
    return row.state() == RowState.HALF
        && memory.current().policy().settings().completesHalf()
        && !halfCompleted;
  }

  byte[] verify(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    MsProgram.requireInstalled(now);
    var in = TlvReader.of(command.data());
    byte[] proof = in.take(0x8E, 16);
    in.end();
    var here = requireContact();
    if (here.step() != Step.GREETED && here.step() != Step.HANDED_OVER) {
      throw new Refusal(0x6985);
    }
    int place = now.places().placeOf(here.hello().host()).orElseThrow(() -> new Refusal(0x6985));
    var row = now.places().rows().get(place).orElseThrow();
    if (row.suite() != here.suite().id()) {
      throw new Refusal(0x9E04);
    }
    if (!here.verifies(row.key(), command.data(), proof)) {
      if (row.countsFailures()) {
        memory.commit(now.with(now.places().with(place, row.failedOnceMore())));
      }
      throw new Refusal(0x6982);
    }
    byte[] answer = here.open();
    memory.commit(now.with(now.places().verified(place)));
    return answer;
  }

  byte[] pair(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    Key moduleKey = MsProgram.requireInstalled(now);
    var request = PairRequest.decode(command.data());
    var here = requireContact();
    if (here.step() != Step.GREETED) {
      throw new Refusal(0x6985);
    }
    MsPairing.requirePlace(now, here);
    pairing.requireRoomToCount(now);
    if (now.policy().revokedGenerations().contains(request.generation())) {
      throw new Refusal(0x9E12);
    }
    Key generationKey = now.generation(request.generation()).orElseThrow(() -> new Refusal(0x9E12));
    try (HostKeyRecord record =
        Cryptogram.open(here.suite(), generationKey, request.generation(), request.cryptogram())) {
      requireGood(now, here, record);
      Bytes kept =
          now.policy().settings().keepsCryptogram()
              ? request.cryptogram()
              : Cryptogram.digest(request.cryptogram());
      pairing = new MsPairing(pairing.completesHalf(), request.generation(), kept);
      return here.ask(record, command.data(), demand(now, here, moduleKey));
    }
  }

  private static void requireGood(MsMemory now, ModuleContact here, HostKeyRecord record)
      throws Refusal {
    boolean expired = record.expiry() != 0 && now.policy().issued() > record.expiry();
    if (expired || !record.host().equals(here.hello().host().value())) {
      throw new Refusal(0x9E11);
    }
    if (!now.policy().settings().takesHostGeneration(record.hostGeneration())) {
      throw new Refusal(0x9E13);
    }
  }

  private static CodeDemand demand(MsMemory now, ModuleContact here, Key moduleKey)
      throws KeyException {
    try (Key codeKey = PairingKeys.codeKey(here.suite(), moduleKey, now.module())) {
      return new CodeDemand(
          now.policy().settings().codes().asks(),
          now.counters().tries(),
          PairingCodes.attestation(
              here.suite(), codeKey, now.module(), here.hello().host(), here.answer().index()));
    }
  }

  /** The checks stand in the fixed order of the protocol document. */
  byte[] code(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    Key moduleKey = MsProgram.requireInstalled(now);
    var in = TlvReader.of(command.data());
    byte[] wrapped = in.take(0x9A, 24);
    in.end();
    var here = requireContact();
    if (here.step() != Step.ASKED) {
      throw new Refusal(0x6985);
    }
    MsPairing.requirePlace(now, here);
    pairing.requireRoomToCount(now);
    boolean asks = now.policy().settings().codes().asks();
    if (asks) {
      tries.requireOne();
    }
    try (KeyMaterial block = here.openCode(wrapped)) {
      halfCompleted |= pairing.completesHalf();
      if (asks) {
        tries.takeOne();
      }
      requireCode(now, here, moduleKey, block);
    }
    return store(now, here, moduleKey, command.data());
  }

  private void requireCode(MsMemory now, ModuleContact here, Key moduleKey, KeyMaterial block)
      throws Refusal, KeyException {
    var rule = now.policy().settings().codes();
    var host = here.hello().host();
    try (Key codeKey = PairingKeys.codeKey(here.suite(), moduleKey, now.module());
        KeyMaterial code =
            PairingCodes.code(
                here.suite(), codeKey, rule, now.module(), host, here.answer().index())) {
      if (PairingCodes.matches(block, code)) {
        return;
      }
    }
    if (!rule.asks()) {
      throw new Refusal(0x6988);
    }
    throw tries.wrongCode();
  }

  /**
   * Stores the pairing, N and the tries in one commit; the victim is chosen here and not before.
   */
  private byte[] store(MsMemory before, ModuleContact here, Key moduleKey, byte[] data)
      throws Refusal, KeyException {
    int place = MsPairing.requirePlace(before, here);
    var replaced = before.places().rows().get(place);
    Key pairingKey = here.newPairingKey(moduleKey);
    try {
      byte[] answer = here.handOver(pairingKey, data);
      memory.commit(pairing.stored(before, here, place, pairingKey));
      return answer;
    } finally {
      memory.wipeUnlessHeld(pairingKey);
      replaced.map(MsPlaces.Row::key).ifPresent(memory::wipeUnlessHeld);
    }
  }

  private ModuleContact requireContact() throws Refusal {
    var here = contact;
    if (here == null) {
      throw new Refusal(0x6985);
    }
    return here;
  }

  /** The contact whose session is open. */
  ModuleContact requireOpen() throws Refusal {
    var here = contact;
    if (here == null || here.step() != Step.OPEN) {
      throw new Refusal(0x6982);
    }
    return here;
  }

  /** Ends the contact, if there is one. */
  void end() {
    if (contact != null) {
      contact.close();
    }
    contact = null;
    pairing = MsPairing.NONE;
  }

  /** As after switching on. */
  void reset() {
    end();
    halfCompleted = false;
  }
}
