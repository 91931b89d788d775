// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Application;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Authorisation;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.KeyImport;
import org.keywright.protocol.download.KeyUse;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.protocol.download.UnitStatus.PlaceState;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/** A second unit: takes application keys, as the download protocol's clause "EI" says. */
final class EiProgram implements UnitProgram {
  private static final int MOST_PLACES = 64;
  private static final KeyUsage TRANSPORT_USAGE = new KeyUsage("K0");

  private final Suites suites;
  private final Keys keys;
  private final KeyImport importing;
  private final InstantSource clock;
  private final NonVolatile<EiMemory> memory;
  private final Challenge loadChallenge = new Challenge();
  private final Challenge adminChallenge = new Challenge();
  private @Nullable ExportRequest armed;
  private byte[] armedEncoded = {};

  EiProgram(Suites suites, Keys keys, InstantSource clock, NonVolatile<EiMemory> memory) {
    this.suites = suites;
    this.keys = keys;
    this.importing = new KeyImport(keys);
    this.clock = clock;
    this.memory = memory;
  }

  @Override
  public ResponseApdu execute(CommandApdu command) {
    try {
      if (command.cla() == 0x00 && command.ins() == 0xA4) {
        return Units.select(command, Application.EI);
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
    return switch (command.ins()) {
      case 0x10 -> prepare(command);
      case 0x12 -> importKey(command);
      case 0x14 -> loadStatus(command);
      case 0x16 -> useKey(command);
      case 0x18 -> eraseKey(command);
      case 0x1A -> install(command);
      case 0x1C -> raiseFloor(command);
      case 0x40 -> unitStatus(command);
      case 0x84 -> challenge(command);
      default -> throw new Refusal(0x6D00);
    };
  }

  private byte[] prepare(CommandApdu command) throws Refusal, TlvException {
    disarm();
    Units.requireParameters(command, -1, 0);
    var now = memory.current();
    requireInstalled(now);
    var in = TlvReader.of(command.data());
    int ref2 = in.takeNumber(0x83, 2);
    int ref1 = in.takeNumber(0x82, 2);
    in.end();
    requireSuite(now, command.p1());
    if (ref2 != PlaceKind.TRANSPORT_KEY && requirePlace(now, ref2).kind().mostBytes() == 0) {
      throw new Refusal(0x6A81);
    }
    byte[] fresh = keys.random(ExportRequest.CHALLENGE_LENGTH);
    var request =
        new ExportRequest(
            command.p1(),
            now.suites(),
            now.serialNumber(),
            now.setId(),
            now.transportKeyVersion(),
            ref1,
            ref2,
            Bytes.of(fresh));
    loadChallenge.arm(fresh, clock.instant());
    armed = request;
    armedEncoded = request.encode();
    return armedEncoded.clone();
  }

  /** The checks stand in the fixed order of the protocol document; whatever fails, R is gone. */
  private byte[] importKey(CommandApdu command) throws Refusal, TlvException {
    var request = armed;
    byte[] encodedRequest = armedEncoded;
    armed = null;
    try {
      Units.requireParameters(command, -1, 0);
      if (command.p1() > 1) {
        throw new Refusal(0x6A86);
      }
      var now = memory.current();
      Key transportKey = requireInstalled(now);
      byte[] data = command.data();
      if (data.length == 0) {
        throw new Refusal(0x6700);
      }
      var message = LoadMessage.decode(data);
      Suite suite = requireSuite(now, message.suite());
      if (!message.serialNumber().equals(now.serialNumber())) {
        throw new Refusal(0x9E02);
      }
      requireMode(now, message.ref2(), command.p1() == 1);
      boolean fresh = loadChallenge.spend(message.challenge().toArray(), clock.instant());
      if (request == null || !fresh) {
        throw new Refusal(0x6984);
      }
      if (message.suite() != request.suite()) {
        throw new Refusal(0x9E04);
      }
      if (message.ref2() != request.ref2()) {
        throw new Refusal(0x6988);
      }
      var imported =
          importing.open(
              suite,
              transportKey,
              request,
              encodedRequest,
              message,
              data,
              now.sasRequired(),
              record -> checkHeader(now, suite, message.ref2(), record));
      return store(now, suite, message.ref2(), imported);
    } finally {
      loadChallenge.forget();
    }
  }

  private static void requireMode(EiMemory now, int ref2, boolean replace) throws Refusal {
    if (ref2 == PlaceKind.TRANSPORT_KEY) {
      if (!replace) {
        throw new Refusal(0x6985);
      }
      return;
    }
    var place = requirePlace(now, ref2);
    if (place.kind().mostBytes() == 0) {
      throw new Refusal(0x6A81);
    }
    if (replace != (place.state() == PlaceState.LOADED)) {
      throw new Refusal(0x6985);
    }
  }

  /** A version equal to the loaded one passes here; {@link #store} looks at the key itself. */
  private static void checkHeader(EiMemory now, Suite suite, int ref2, KeyRecord record)
      throws Refusal {
    if (ref2 == PlaceKind.TRANSPORT_KEY) {
      if (!record.attributes().usage().equals(TRANSPORT_USAGE)
          || !record.key().spec().equals(suite.keySpec())) {
        throw new Refusal(0x6A81);
      }
      requireRising(record.keyVersion(), now.transportKeyVersion(), true);
      return;
    }
    var place = requirePlace(now, ref2);
    if (!place.kind().takes(record)) {
      throw new Refusal(0x6A81);
    }
    requireRising(record.keyVersion(), place.keyVersion(), place.state() == PlaceState.LOADED);
  }

  private static void requireRising(int version, int floor, boolean equalPasses) throws Refusal {
    if (version < floor || (version == floor && !equalPasses)) {
      throw new Refusal(0x9E03);
    }
  }

  private byte[] store(EiMemory now, Suite suite, int ref2, KeyImport.Imported imported)
      throws Refusal {
    var record = imported.record();
    Optional<Key> held = Optional.empty();
    try {
      Bytes receipt = Bytes.of(imported.receipt().encode());
      Optional<Bytes> heldReceipt;
      int heldVersion;
      if (ref2 == PlaceKind.TRANSPORT_KEY) {
        held = now.transportKey();
        heldReceipt = now.transportReceipt();
        heldVersion = now.transportKeyVersion();
      } else {
        var place = requirePlace(now, ref2);
        held = place.record().map(KeyRecord::key);
        heldReceipt = place.receipt();
        heldVersion = place.keyVersion();
      }
      if (held.isPresent() && heldVersion == record.keyVersion()) {
        boolean same = held.get().sameKeyAs(record.key());
        return heldReceipt.filter(r -> same).orElseThrow(() -> new Refusal(0x9E03)).toArray();
      }
      memory.commit(next(now, suite, ref2, record, receipt));
      return receipt.toArray();
    } finally {
      memory.wipeUnlessHeld(record.key());
      held.ifPresent(memory::wipeUnlessHeld);
    }
  }

  private static EiMemory next(EiMemory now, Suite suite, int ref2, KeyRecord record, Bytes receipt)
      throws Refusal {
    if (ref2 == PlaceKind.TRANSPORT_KEY) {
      return now.withTransportKey(record.key(), record.keyVersion(), receipt);
    }
    return now.with(
        new EiMemory.Place(
            requirePlace(now, ref2).kind(),
            PlaceState.LOADED,
            record.keyVersion(),
            suite.id(),
            Optional.of(record),
            Optional.of(receipt)));
  }

  private byte[] loadStatus(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    requireInstalled(now);
    var in = TlvReader.of(command.data());
    int ref2 = in.takeNumber(0x83, 2);
    in.end();
    var receipt =
        ref2 == PlaceKind.TRANSPORT_KEY
            ? now.transportReceipt()
            : Optional.of(requirePlace(now, ref2))
                .filter(p -> p.state() == PlaceState.LOADED)
                .flatMap(EiMemory.Place::receipt);
    return receipt.orElseThrow(() -> new Refusal(0x6985)).toArray();
  }

  private byte[] useKey(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    var now = memory.current();
    requireInstalled(now);
    var in = TlvReader.of(command.data());
    int ref2 = in.takeNumber(0x83, 2);
    byte[] challenge = in.take(0x9C, KeyUse.LEAST, KeyUse.MOST);
    in.end();
    var place = requirePlace(now, ref2);
    var record = place.record().orElseThrow(() -> new Refusal(0x6985));
    try {
      Suite suite = suites.require(place.suite());
      byte[] mac = KeyUse.answer(suite, record.key(), now.serialNumber(), ref2, challenge);
      return new TlvWriter().put(0x8E, mac).toBytes();
    } catch (KeyException e) {
      throw new Refusal(0x6A81);
    }
  }

  private byte[] eraseKey(CommandApdu command) throws Refusal, TlvException {
    var now = memory.current();
    requireInstalled(now);
    var in = TlvReader.of(command.data());
    int ref2 = in.takeNumber(0x83, 2);
    authorise(now, command, Instruction.ERASE_KEY, in);
    var place = requirePlace(now, ref2);
    if (place.state() == PlaceState.EMPTY) {
      throw new Refusal(0x6985);
    }
    if (place.state() == PlaceState.LOADED) {
      var erased =
          new EiMemory.Place(
              place.kind(),
              PlaceState.ERASED,
              place.keyVersion(),
              0,
              Optional.empty(),
              Optional.empty());
      try {
        memory.commit(now.with(erased));
      } finally {
        place.record().map(KeyRecord::key).ifPresent(memory::wipeUnlessHeld);
      }
    }
    return new byte[0];
  }

  private byte[] raiseFloor(CommandApdu command) throws Refusal, TlvException {
    var now = memory.current();
    requireInstalled(now);
    var in = TlvReader.of(command.data());
    int floor = in.takeNumber(0x80, 1);
    authorise(now, command, Instruction.RAISE_FLOOR, in);
    if (floor < now.floor()) {
      throw new Refusal(0x9E04);
    }
    boolean leavesOne = false;
    for (byte each : now.suites().toArray()) {
      leavesOne |= (each & 0xFF) >= floor && usable(now, each & 0xFF).isPresent();
    }
    if (!leavesOne) {
      throw new Refusal(0x6A80);
    }
    memory.commit(now.withFloor(floor));
    return new byte[0];
  }

  /** Reads challenge and MAC behind the command's own data, and checks both. */
  private void authorise(EiMemory now, CommandApdu command, Instruction instruction, TlvReader in)
      throws Refusal, TlvException {
    int covered = in.position();
    byte[] challenge = in.take(0x84, ExportRequest.CHALLENGE_LENGTH);
    byte[] mac = in.take(0x8E, 16);
    in.end();
    Units.requireParameters(command, -1, 0);
    Suite suite = requireSuite(now, command.p1());
    if (!adminChallenge.spend(challenge, clock.instant())) {
      throw new Refusal(0x6984);
    }
    try {
      byte[] expected =
          Authorisation.mac(
              suite,
              requireInstalled(now),
              now.setId(),
              now.transportKeyVersion(),
              now.serialNumber(),
              challenge,
              instruction,
              Arrays.copyOf(command.data(), covered));
      if (!MessageDigest.isEqual(expected, mac)) {
        throw new Refusal(0x6988);
      }
    } catch (KeyException e) {
      throw new Refusal(0x6988);
    }
  }

  private byte[] install(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    if (memory.current().transportKey().isPresent()) {
      throw new Refusal(0x6985);
    }
    byte[] data = command.data();
    Optional<Key> taken = Optional.empty();
    try {
      var in = TlvReader.of(data);
      var serial = SerialNumber.of(in.take(0x81, SerialNumber.LENGTH));
      var set = SetId.of(in.take(0x90, SetId.LENGTH));
      int version = in.takeNumber(0x91, 2);
      var offered = Bytes.of(in.take(0x8F, 1, 16));
      byte[] policy = in.take(0x9A, 2);
      Key key = Units.takeTransportKey(in);
      taken = Optional.of(key);
      var places = PlaceKind.decode(in.take(0x98, 0, TlvReader.LIMIT));
      in.end();
      if (version == 0 || (policy[1] & 0xFE) != 0) {
        throw new Refusal(0x6A80);
      }
      if (places.size() > MOST_PLACES) {
        throw new Refusal(0x6A84);
      }
      var kcv = keys.kcv(key);
      memory.commit(
          new EiMemory(
              serial,
              set,
              version,
              taken,
              offered,
              policy[0] & 0xFF,
              policy[1] != 0,
              Optional.empty(),
              places.stream().map(EiMemory.Place::empty).toList()));
      return new TlvWriter().put(0x96, kcv.value().toArray()).toBytes();
    } catch (KeyException e) {
      throw new Refusal(0x6A80);
    } finally {
      Arrays.fill(data, (byte) 0);
      taken.ifPresent(memory::wipeUnlessHeld);
    }
  }

  private byte[] challenge(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    requireInstalled(memory.current());
    byte[] fresh = keys.random(ExportRequest.CHALLENGE_LENGTH);
    adminChallenge.arm(fresh, clock.instant());
    return fresh.clone();
  }

  private byte[] unitStatus(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    var now = memory.current();
    List<UnitStatus.Place> places =
        now.places().stream()
            .map(p -> new UnitStatus.Place(p.kind().ref2(), p.keyVersion(), p.state()))
            .toList();
    return new UnitStatus(
            now.transportKey().isPresent(),
            now.serialNumber(),
            now.setId(),
            now.transportKeyVersion(),
            now.suites(),
            now.floor(),
            places)
        .encode();
  }

  private static Key requireInstalled(EiMemory now) throws Refusal {
    return now.transportKey().orElseThrow(() -> new Refusal(0x6985));
  }

  private static EiMemory.Place requirePlace(EiMemory now, int ref2) throws Refusal {
    return now.place(ref2).orElseThrow(() -> new Refusal(0x6A88));
  }

  private Suite requireSuite(EiMemory now, int id) throws Refusal {
    boolean offered = false;
    for (byte each : now.suites().toArray()) {
      offered |= (each & 0xFF) == id;
    }
    if (!offered || id < now.floor()) {
      throw new Refusal(0x9E04);
    }
    return usable(now, id).orElseThrow(() -> new Refusal(0x9E04));
  }

  /** A suite that this unit can carry out with the transport key that it has. */
  private Optional<Suite> usable(EiMemory now, int id) {
    var held = now.transportKey().map(Key::spec);
    return suites.find(id).filter(suite -> held.filter(suite.keySpec()::equals).isPresent());
  }

  private void disarm() {
    armed = null;
    loadChallenge.forget();
  }

  private static ResponseApdu status(int value) {
    return new ResponseApdu(new StatusWord(value));
  }

  @Override
  public void reset() {
    disarm();
    adminChallenge.forget();
    try {
      memory.reload();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<UnitProgram> copy() {
    return Optional.of(new EiProgram(suites, keys, clock, memory.copy()));
  }

  @Override
  public NonVolatile<EiMemory> memory() {
    return memory;
  }

  @Override
  public SerialNumber serialNumber() {
    return memory.current().serialNumber();
  }

  @Override
  public String summary() {
    var now = memory.current();
    if (now.transportKey().isEmpty()) {
      return "blank";
    }
    long loaded = now.places().stream().filter(p -> p.state() == PlaceState.LOADED).count();
    return "set %s, transport key version %d, %d of %d places loaded"
        .formatted(now.setId(), now.transportKeyVersion(), loaded, now.places().size());
  }
}
