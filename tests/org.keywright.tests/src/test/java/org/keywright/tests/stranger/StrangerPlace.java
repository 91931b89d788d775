// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** A place for a key; the place FFFF holds the transport key. */
final class StrangerPlace {
  /** Place of the transport key. */
  static final int TRANSPORT_KEY = 0xFFFF;

  /** What a place holds, with its number in STATUS. */
  enum State {
    EMPTY,
    LOADED,
    ERASED
  }

  private final int reference;
  private final byte[] usage;
  private final int algorithm;
  private final int mostBytes;

  private State state = State.EMPTY;
  private int version;
  private int keyAlgorithm;
  private byte[] key = {};
  private int suite;
  private Optional<byte[]> receipt = Optional.empty();

  private StrangerPlace(int reference, byte[] usage, int algorithm, int mostBytes) {
    this.reference = reference;
    this.usage = usage;
    this.algorithm = algorithm;
    this.mostBytes = mostBytes;
  }

  /** A place as six bytes of INSTALL say it. */
  static StrangerPlace read(byte[] six) {
    var place =
        new StrangerPlace(
            StrangerTlv.number(Arrays.copyOf(six, 2)),
            Arrays.copyOfRange(six, 2, 4),
            six[4] & 0xFF,
            six[5] & 0xFF);
    boolean anyUsage = place.usage[0] == 0 && place.usage[1] == 0;
    Refusal.unless(
        place.reference != 0
            && place.reference != TRANSPORT_KEY
            && (anyUsage || StrangerKeyRecord.isUsage(place.usage))
            && (place.algorithm == 0 || place.algorithm == 'A' || place.algorithm == 'T'),
        0x6A80);
    return place;
  }

  static StrangerPlace ofTransportKey(byte[] key, int version) {
    var place = new StrangerPlace(TRANSPORT_KEY, StrangerCrypto.ascii("K0"), 'A', 32);
    place.state = State.LOADED;
    place.key = key;
    place.keyAlgorithm = 'A';
    place.version = version;
    return place;
  }

  int reference() {
    return reference;
  }

  boolean isTransportKey() {
    return reference == TRANSPORT_KEY;
  }

  boolean takesKeys() {
    return mostBytes > 0;
  }

  State state() {
    return state;
  }

  int version() {
    return version;
  }

  byte[] key() {
    return key;
  }

  int suite() {
    return suite;
  }

  /** The stored E2. */
  Optional<byte[]> receipt() {
    return receipt;
  }

  /** Check 14 of IMPORTKEY. */
  boolean takes(StrangerKeyRecord record, int suiteBytes) {
    if (isTransportKey()) {
      return Arrays.equals(usage, record.usage())
          && record.algorithm() == 'A'
          && record.key().length == suiteBytes;
    }
    return (usage[0] == 0 || Arrays.equals(usage, record.usage()))
        && (algorithm == 0 || algorithm == record.algorithm())
        && record.key().length <= mostBytes;
  }

  boolean holds(StrangerKeyRecord record) {
    return keyAlgorithm == record.algorithm() && MessageDigest.isEqual(key, record.key());
  }

  void store(StrangerKeyRecord record, int withSuite, byte[] e2) {
    Arrays.fill(key, (byte) 0);
    key = record.key().clone();
    keyAlgorithm = record.algorithm();
    version = record.version();
    suite = withSuite;
    receipt = Optional.of(e2);
    state = State.LOADED;
  }

  void erase() {
    Arrays.fill(key, (byte) 0);
    key = new byte[0];
    receipt = Optional.empty();
    state = State.ERASED;
  }

  byte[] status() {
    return StrangerCrypto.join(
        StrangerCrypto.number(reference, 2),
        StrangerCrypto.number(version, 2),
        StrangerCrypto.number(state.ordinal(), 1));
  }
}
