// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Application;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeDemand;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.HostHello;
import org.keywright.protocol.pairing.ModuleContact;
import org.keywright.protocol.pairing.ModuleContact.Step;
import org.keywright.protocol.pairing.ModuleHello;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.protocol.pairing.PairRequest;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PairingSession;
import org.keywright.protocol.pairing.RowState;
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
  private @Nullable ModuleContact contact;
  private Pending pending = Pending.NONE;
  private boolean halfCompleted;
  private Instant codesFrom = Instant.MIN;

  /** What PAIR found out for CODE. */
  private record Pending(boolean completesHalf, int generation, Bytes cryptogram) {
    static final Pending NONE = new Pending(false, 0, Bytes.of());
  }

  MsProgram(Suites suites, Keys keys, InstantSource clock, NonVolatile<MsMemory> memory) {
    this.suites = suites;
    this.keys = keys;
    this.clock = clock;
    this.memory = memory;
    this.orders = new MsOrders(suites, memory);
    waitIfTriesAreMissing();
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
        case 0x48, 0x58, 0x5A, 0x5C, 0x5E -> order(command);
        case 0x4A -> inContact(command, this::data);
        case 0x4C -> inContact(command, this::controlWord);
        default -> throw new Refusal(0x6D00);
      };
    }
    if (command.cla() != 0x80) {
      throw new Refusal(0x6E00);
    }
    return switch (command.ins()) {
      case 0x1A -> install(command);
      case 0x40 -> unitStatus(command);
      case 0x50 -> hello(command);
      case 0x52 -> inContact(command, this::verify);
      case 0x54 -> inContact(command, this::pair);
      case 0x56 -> inContact(command, this::code);
      default -> throw new Refusal(0x6D00);
    };
  }

  private byte[] inContact(CommandApdu command, ContactPart part)
      throws Refusal, TlvException, KeyException {
    return part.carryOutOr(this::endContact, command);
  }

  private byte[] hello(CommandApdu command) throws Refusal, TlvException {
    endContact();
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    requireInstalled(now);
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
    pending = new Pending(completed.isPresent(), 0, Bytes.of());
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

  private byte[] verify(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    requireInstalled(now);
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

  private byte[] pair(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    Key moduleKey = requireInstalled(now);
    var request = PairRequest.decode(command.data());
    var here = requireContact();
    if (here.step() != Step.GREETED) {
      throw new Refusal(0x6985);
    }
    requirePlace(now, here);
    requireRoomToCount(now);
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
      pending = new Pending(pending.completesHalf(), request.generation(), kept);
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
  private byte[] code(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    Key moduleKey = requireInstalled(now);
    var in = TlvReader.of(command.data());
    byte[] wrapped = in.take(0x9A, 24);
    in.end();
    var here = requireContact();
    if (here.step() != Step.ASKED) {
      throw new Refusal(0x6985);
    }
    requirePlace(now, here);
    requireRoomToCount(now);
    boolean asks = now.policy().settings().codes().asks();
    if (asks && now.counters().tries() == 0) {
      throw new Refusal(0x6983);
    }
    if (asks && clock.instant().isBefore(codesFrom)) {
      throw new Refusal(0x6985);
    }
    try (KeyMaterial block = here.openCode(wrapped)) {
      halfCompleted |= pending.completesHalf();
      if (asks) {
        // Counted and durable before the code is looked at: a power cut gives no try back.
        memory.commit(now.with(now.counters().withTries(now.counters().tries() - 1)));
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
    waitIfTriesAreMissing();
    int left = memory.current().counters().tries();
    throw new Refusal(left == 0 ? 0x6983 : 0x63C0 | left);
  }

  /**
   * Stores the pairing, N and the tries in one commit; the victim is chosen here and not before.
   */
  private byte[] store(MsMemory before, ModuleContact here, Key moduleKey, byte[] data)
      throws Refusal, KeyException {
    int place = requirePlace(before, here);
    var replaced = before.places().rows().get(place);
    Key pairingKey = here.newPairingKey(moduleKey);
    try {
      byte[] answer = here.handOver(pairingKey, data);
      var row = row(before, here, place, pairingKey);
      memory.commit(before.with(before.places().with(place, row)).with(counted(before.counters())));
      return answer;
    } finally {
      memory.wipeUnlessHeld(pairingKey);
      replaced.map(MsPlaces.Row::key).ifPresent(memory::wipeUnlessHeld);
    }
  }

  private MsPlaces.Row row(MsMemory before, ModuleContact here, int place, Key pairingKey) {
    var own = before.places().rowOf(here.hello().host());
    long activity =
        pending.completesHalf()
            ? own.map(MsPlaces.Row::activity).orElse(0L)
            : before.places().startCount(place, before.policy().settings().start());
    return new MsPlaces.Row(
        RowState.HALF,
        own.map(MsPlaces.Row::locked).orElse(false),
        here.hello().host(),
        here.suite().id(),
        pairingKey,
        activity,
        before.counters().chronology(),
        here.answer().index(),
        pending.generation(),
        0,
        pending.cryptogram());
  }

  /** A pairing that is completed keeps N, and gets back only the try that it took itself. */
  private MsMemory.Counters counted(MsMemory.Counters before) {
    return pending.completesHalf()
        ? new MsMemory.Counters(before.index(), before.chronology() + 1, before.tries())
        : new MsMemory.Counters(before.index() + 1, before.chronology() + 1, PairingCodes.TRIES);
  }

  private byte[] data(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var session = requireSession();
    return session.protect(session.open(command.data()));
  }

  /** Stands for a real module's way to a control word, which is no part of the protocol. */
  private byte[] controlWord(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    var session = requireSession();
    byte[] message = session.open(command.data());
    Key moduleKey = requireInstalled(memory.current());
    try (Key word =
        requireContact()
            .suite()
            .derivation()
            .diversify(moduleKey, "KW3.ECM", KeySpec.AES_128, message)) {
      return session.protectControlWord(word);
    }
  }

  private byte[] order(CommandApdu command) throws Refusal, TlvException, KeyException {
    byte[] answer = orders.carryOut(command);
    if (command.ins() != 0x58) {
      endContact();
    }
    if (command.ins() == 0x5E) {
      waitIfTriesAreMissing();
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

  private ModuleContact requireContact() throws Refusal {
    var here = contact;
    if (here == null) {
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

  private static int requirePlace(MsMemory now, ModuleContact here) throws Refusal {
    return now.places()
        .placeFor(here.hello().host(), now.policy().settings().victims())
        .orElseThrow(() -> new Refusal(0x9E10));
  }

  private void requireRoomToCount(MsMemory now) throws Refusal {
    var counters = now.counters();
    boolean full = !pending.completesHalf() && counters.index() == MsMemory.Counters.CEILING;
    if (full || counters.chronology() == MsMemory.Counters.CEILING) {
      throw new Refusal(0x6985);
    }
  }

  /** As long as tries are missing, a code has to wait after each wrong one and each power-up. */
  private void waitIfTriesAreMissing() {
    var now = memory.current();
    codesFrom =
        now.counters().tries() == PairingCodes.TRIES
            ? Instant.MIN
            : clock.instant().plusSeconds(now.policy().settings().backOff());
  }

  private void endContact() {
    if (contact != null) {
      contact.close();
    }
    contact = null;
    pending = Pending.NONE;
  }

  @Override
  public void reset() {
    endContact();
    halfCompleted = false;
    try {
      memory.reload();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    waitIfTriesAreMissing();
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
