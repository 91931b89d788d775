// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import static org.keywright.tests.stranger.StrangerCrypto.cmac;
import static org.keywright.tests.stranger.StrangerCrypto.kdf;
import static org.keywright.tests.stranger.StrangerCrypto.keyBytes;
import static org.keywright.tests.stranger.StrangerCrypto.number;
import static org.keywright.tests.stranger.StrangerTlv.tlv;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A second unit (EI) written from docs/protocols alone, without a line of Keywright's. Commands are
 * carried out one at a time.
 */
final class StrangerUnit implements StrangerServer.Unit {
  private static final int DONE = 0x9000;
  private static final int MOST_DATA = 2_048;
  private static final long FRESH_NANOS = 120_000_000_000L;
  private static final byte[] AID = {(byte) 0xF0, 0x4B, 0x57, 0x52, 0x54, 0x45, 0x49, 0x01};

  private final Consumer<byte[]> random;
  private final LongSupplier nanos;

  private boolean installed;
  private byte[] serial;
  private byte[] set = new byte[8];
  private byte[] suites = {0x01, 0x10};
  private int floor;
  private boolean asksForSas;
  private StrangerPlace transport = StrangerPlace.ofTransportKey(new byte[0], 0);
  private List<StrangerPlace> places = List.of();

  private Optional<StrangerRequest> armed = Optional.empty();
  private Optional<byte[]> challenge = Optional.empty();
  private long challengedAt;
  private Optional<StrangerApdu> chain = Optional.empty();

  /** A blank unit with the serial number of its maker, and where its random bytes come from. */
  StrangerUnit(byte[] serial, Consumer<byte[]> random, LongSupplier nanos) {
    this.serial = serial.clone();
    this.random = random;
    this.nanos = nanos;
  }

  @Override
  public synchronized Optional<byte[]> answer(byte[] frame) {
    byte[] data = {};
    int status = DONE;
    try {
      data = receive(frame);
    } catch (Refusal e) {
      status = e.status();
    } catch (RuntimeException e) {
      status = 0x6F00;
    }
    return Optional.of(StrangerCrypto.join(data, number(status, 2)));
  }

  @Override
  public synchronized void disconnected() {
    armed = Optional.empty();
    challenge = Optional.empty();
    chain = Optional.empty();
  }

  private byte[] receive(byte[] frame) {
    var before = chain;
    chain = Optional.empty();
    var part = StrangerApdu.read(frame);
    Refusal.unless(before.isEmpty() || part.goesOnWith(before.get()), 0x6883);
    var command = before.map(b -> b.joined(part)).orElse(part);
    Refusal.unless(command.data().length <= MOST_DATA, 0x6700);
    if (part.hasMore()) {
      chain = Optional.of(command);
      return new byte[0];
    }
    return carryOut(command);
  }

  private byte[] carryOut(StrangerApdu command) {
    if (command.cla() == 0x00 && command.ins() == 0xA4) {
      return select(command);
    }
    Refusal.unless(command.cla() == 0x80, 0x6E00);
    return switch (command.ins()) {
      case 0x1A -> install(command);
      case 0x40 -> status(command);
      case 0x10 -> prepare(command);
      case 0x12 -> importKey(command);
      case 0x14 -> loadStatus(command);
      case 0x16 -> useKey(command);
      case 0x84 -> newChallenge(command);
      case 0x18 -> eraseKey(command);
      case 0x1C -> raiseFloor(command);
      default -> throw new Refusal(0x6D00);
    };
  }

  private static byte[] select(StrangerApdu command) {
    Refusal.unless(command.p1() == 4 && command.p2() == 0, 0x6A86);
    Refusal.unless(Arrays.equals(command.data(), AID), 0x6A82);
    return new byte[0];
  }

  private byte[] install(StrangerApdu command) {
    plain(command);
    Refusal.unless(!installed, 0x6985);
    var tlv = new StrangerTlv(command.data());
    var newSerial = tlv.take(0x81, 16);
    var newSet = tlv.take(0x90, 8);
    int version = tlv.takeNumber(0x91, 2);
    var newSuites = tlv.take(0x8F, 1, 16);
    var policy = tlv.take(0x9A, 2);
    var t = tlv.take(0x97, 16, 32);
    var list = tlv.take(0x98, 0, MOST_DATA);
    tlv.end();
    Refusal.unless(
        version != 0 && (policy[1] & 0xFE) == 0 && t.length % 8 == 0 && list.length % 6 == 0,
        0x6A80);
    var newPlaces = new ArrayList<StrangerPlace>();
    for (int i = 0; i < list.length; i += 6) {
      var place = StrangerPlace.read(Arrays.copyOfRange(list, i, i + 6));
      Refusal.unless(newPlaces.stream().noneMatch(p -> p.reference() == place.reference()), 0x6A80);
      newPlaces.add(place);
    }
    serial = newSerial;
    set = newSet;
    suites = newSuites;
    floor = policy[0] & 0xFF;
    asksForSas = policy[1] == 1;
    transport = StrangerPlace.ofTransportKey(t, version);
    places = List.copyOf(newPlaces);
    installed = true;
    return tlv(0x96, StrangerCrypto.kcv('A', t));
  }

  private byte[] status(StrangerApdu command) {
    plain(command);
    Refusal.unless(command.data().length == 0, 0x6700);
    return tlv(
        0xE4,
        tlv(0x9E, number(installed ? 1 : 0, 1)),
        tlv(0x81, serial),
        tlv(0x90, set),
        tlv(0x91, number(transport.version(), 2)),
        tlv(0x8F, suites),
        tlv(0x80, number(floor, 1)),
        tlv(0x98, places.stream().map(StrangerPlace::status).toArray(byte[][]::new)));
  }

  private byte[] prepare(StrangerApdu command) {
    armed = Optional.empty();
    Refusal.unless(command.p2() == 0, 0x6A86);
    Refusal.unless(installed, 0x6985);
    var tlv = new StrangerTlv(command.data());
    int ref2 = tlv.takeNumber(0x83, 2);
    int ref1 = tlv.takeNumber(0x82, 2);
    tlv.end();
    usableKeyBytes(command.p1());
    Refusal.unless(place(ref2).takesKeys(), 0x6A81);
    var r = new byte[16];
    do {
      random.accept(r);
    } while (Arrays.equals(r, new byte[16]));
    var e0 =
        tlv(
            0xE0,
            tlv(0x80, number(command.p1(), 1)),
            tlv(0x8F, suites),
            tlv(0x81, serial),
            tlv(0x90, set),
            tlv(0x91, number(transport.version(), 2)),
            tlv(0x82, number(ref1, 2)),
            tlv(0x83, number(ref2, 2)),
            tlv(0x84, r));
    armed = Optional.of(new StrangerRequest(command.p1(), ref1, ref2, r, e0, nanos.getAsLong()));
    return e0;
  }

  private byte[] importKey(StrangerApdu command) {
    var request = armed;
    armed = Optional.empty();
    Refusal.unless(command.p2() == 0 && command.p1() <= 1, 0x6A86);
    Refusal.unless(installed, 0x6985);
    Refusal.unless(command.data().length > 0, 0x6700);
    var message = new StrangerLoadMessage(command.data());
    int keyBytes = usableKeyBytes(message.suite());
    Refusal.unless(Arrays.equals(message.serial(), serial), 0x9E02);
    var place = place(message.place());
    Refusal.unless(place.takesKeys(), 0x6A81);
    boolean loaded = place.state() == StrangerPlace.State.LOADED;
    Refusal.unless(loaded == (command.p1() == 1), 0x6985);
    var fresh =
        request
            .filter(r -> Arrays.equals(r.challenge(), message.challenge()))
            .filter(r -> isFresh(r.since()))
            .orElseThrow(() -> new Refusal(0x6984));
    Refusal.unless(fresh.suite() == message.suite(), 0x9E04);
    Refusal.unless(fresh.place() == message.place(), 0x6988);
    var t1 = operationKey(message.suite());
    try (var session = new StrangerSession(t1, keyBytes, fresh, serial, message)) {
      Arrays.fill(t1, (byte) 0);
      return load(message, place, session, keyBytes);
    }
  }

  /** Checks 12 to 19. */
  private byte[] load(
      StrangerLoadMessage message, StrangerPlace place, StrangerSession session, int keyBytes) {
    session.checkCas();
    try (var record = session.open()) {
      Refusal.unless(record.version() == message.version(), 0x6988);
      Refusal.unless(place.takes(record, keyBytes), 0x6A81);
      boolean equal =
          place.state() == StrangerPlace.State.LOADED && record.version() == place.version();
      Refusal.unless(equal || record.version() > place.version(), 0x9E03);
      Refusal.unless(message.sas().isPresent() || !asksForSas, 0x9E04);
      session.checkSas(record);
      if (equal) {
        Refusal.unless(place.holds(record), 0x9E03);
        return place.receipt().orElseThrow(() -> new Refusal(0x9E03));
      }
      var e2 = session.receipt(StrangerCrypto.kcv(record.algorithm(), record.key()));
      place.store(record, message.suite(), e2);
      return e2;
    }
  }

  private byte[] loadStatus(StrangerApdu command) {
    plain(command);
    Refusal.unless(installed, 0x6985);
    var tlv = new StrangerTlv(command.data());
    int reference = tlv.takeNumber(0x83, 2);
    tlv.end();
    return place(reference).receipt().orElseThrow(() -> new Refusal(0x6985));
  }

  private byte[] useKey(StrangerApdu command) {
    plain(command);
    Refusal.unless(installed, 0x6985);
    var tlv = new StrangerTlv(command.data());
    int reference = tlv.takeNumber(0x83, 2);
    var question = tlv.take(0x9C, 8, 64);
    tlv.end();
    var place = keyPlace(reference);
    Refusal.unless(place.state() == StrangerPlace.State.LOADED, 0x6985);
    int bytes = keyBytes(place.suite()).orElseThrow(() -> new Refusal(0x6A81));
    var kUse = kdf(place.key(), "KW1.USE", bytes, serial, number(reference, 2));
    return tlv(0x8E, cmac(kUse, question));
  }

  private byte[] newChallenge(StrangerApdu command) {
    plain(command);
    Refusal.unless(command.data().length == 0, 0x6700);
    Refusal.unless(installed, 0x6985);
    var bytes = new byte[16];
    random.accept(bytes);
    challenge = Optional.of(bytes);
    challengedAt = nanos.getAsLong();
    return bytes;
  }

  private byte[] eraseKey(StrangerApdu command) {
    Refusal.unless(installed, 0x6985);
    var tlv = new StrangerTlv(command.data());
    int reference = tlv.takeNumber(0x83, 2);
    authorise(command, tlv);
    var place = keyPlace(reference);
    Refusal.unless(place.state() != StrangerPlace.State.EMPTY, 0x6985);
    place.erase();
    return new byte[0];
  }

  private byte[] raiseFloor(StrangerApdu command) {
    Refusal.unless(installed, 0x6985);
    var tlv = new StrangerTlv(command.data());
    int newFloor = tlv.takeNumber(0x80, 1);
    authorise(command, tlv);
    Refusal.unless(newFloor >= floor, 0x9E04);
    boolean oneStays = false;
    for (byte suite : suites) {
      oneStays |= (suite & 0xFF) >= newFloor && fits(suite & 0xFF);
    }
    Refusal.unless(oneStays, 0x6A80);
    floor = newFloor;
    return new byte[0];
  }

  /** The common part of ERASE KEY and RAISE FLOOR, behind their first TLV. */
  private void authorise(StrangerApdu command, StrangerTlv tlv) {
    var message = StrangerCrypto.join(number(command.ins(), 1), tlv.read());
    var given = tlv.take(0x84, 16);
    var mac = tlv.take(0x8E, 16);
    tlv.end();
    Refusal.unless(command.p2() == 0, 0x6A86);
    int suite = command.p1();
    int bytes = usableKeyBytes(suite);
    var expected = challenge;
    challenge = Optional.empty();
    Refusal.unless(
        expected.isPresent() && Arrays.equals(expected.get(), given) && isFresh(challengedAt),
        0x6984);
    var t1 = operationKey(suite);
    var kAdm = kdf(t1, "KW1.ADM", bytes, number(suite, 1), serial, given);
    Arrays.fill(t1, (byte) 0);
    Refusal.unless(MessageDigest.isEqual(cmac(kAdm, message), mac), 0x6988);
  }

  private byte[] operationKey(int suite) {
    return StrangerCrypto.operationKey(suite, transport.key(), set, transport.version(), serial);
  }

  /** The length of the keys of a suite that is usable. */
  private int usableKeyBytes(int suite) {
    boolean listed = StrangerCrypto.contains(suites, suite);
    Refusal.unless(listed && suite >= floor && fits(suite), 0x9E04);
    return transport.key().length;
  }

  private boolean fits(int suite) {
    return keyBytes(suite).filter(n -> n == transport.key().length).isPresent();
  }

  private boolean isFresh(long since) {
    return nanos.getAsLong() - since <= FRESH_NANOS;
  }

  private StrangerPlace place(int reference) {
    return reference == StrangerPlace.TRANSPORT_KEY ? transport : keyPlace(reference);
  }

  private StrangerPlace keyPlace(int reference) {
    return places.stream()
        .filter(p -> p.reference() == reference)
        .findFirst()
        .orElseThrow(() -> new Refusal(0x6A88));
  }

  private static void plain(StrangerApdu command) {
    Refusal.unless(command.p1() == 0 && command.p2() == 0, 0x6A86);
  }
}
