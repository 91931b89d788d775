// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * A second unit (EI) of key download: takes application keys (download.md, sections 6 and 8).
 *
 * <p>Install parameters: the SN that it shows while it is blank, up to 16 bytes; zeros without.
 *
 * <p>It has no clock: a challenge lasts until it is used, the next one is drawn, or the power goes.
 */
public final class SecondUnit extends Unit {
  /** The place of T itself. */
  static final short TRANSPORT_KEY = (short) 0xFFFF;

  private static final byte INSTALL = 0x1A;
  private static final byte STATUS = 0x40;
  private static final byte PREPARE = 0x10;
  private static final byte IMPORT_KEY = 0x12;
  private static final byte LOAD_STATUS = 0x14;
  private static final byte USE_KEY = 0x16;
  private static final byte GET_CHALLENGE = (byte) 0x84;
  private static final byte ERASE_KEY = 0x18;
  private static final byte RAISE_FLOOR = 0x1C;

  // What INSTALL says and what replaces it, in non-volatile memory.
  private static final short SERIAL_NUMBER = 0;
  private static final short SET = 16;
  private static final short VERSION = 24;
  private static final short SUITES_LENGTH = 26;
  private static final short SUITES = 27;
  private static final short MOST_SUITES = 16;
  private static final short FLOOR = 43;
  private static final short SIGNATURE_REQUIRED = 44;
  private static final short ROOT_LENGTH = 45;
  private static final short ROOT = 46;
  private static final short RECEIPT_HELD = (short) (ROOT + SealedKeys.ROOM);
  private static final short RECEIPT = (short) (RECEIPT_HELD + 1);
  private static final short INSTALLED = (short) (RECEIPT + Receipts.LENGTH);
  private static final short IDENTITY = (short) (INSTALLED + 1);

  // In volatile memory since the card was switched on: the armed request, and the challenge.
  private static final short ARMED_LENGTH = 0;
  private static final short ARMED = 1;
  private static final short CHALLENGE_HELD = (short) (ARMED + DownloadKeys.LONGEST_REQUEST);
  private static final short CHALLENGE = (short) (CHALLENGE_HELD + 1);
  private static final short VOLATILE = (short) (CHALLENGE + ID_LENGTH);

  // In volatile memory for one command: T, and what the place becomes.
  private static final short KEY = 0;
  private static final short NEXT = 32;
  private static final short WORK = (short) (NEXT + Places.CONTENT_LENGTH + BlockCipher.BLOCK);
  private static final short SCRATCH = (short) (NEXT + Places.CONTENT_LENGTH);

  private static final byte[] TRANSPORT_USAGE = {'K', '0'};

  private final byte[] maker = new byte[ID_LENGTH];
  private final byte[] identity = new byte[IDENTITY];
  private final Places places = new Places();
  private final DownloadKeys keys;
  private final Receipts receipts;
  private final byte[] armed;
  private final byte[] work;

  private SecondUnit(byte[] parameters, short at) {
    readIdentifier(parameters, at, maker);
    keys = new DownloadKeys(cipher, cmac, kdf);
    receipts = new Receipts(data, keys, cmac, checkValues);
    armed = JCSystem.makeTransientByteArray(VOLATILE, JCSystem.CLEAR_ON_RESET);
    work = JCSystem.makeTransientByteArray(WORK, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Called by the runtime. */
  public static void install(byte[] parameters, short offset, byte length) {
    new SecondUnit(parameters, offset)
        .register(parameters, (short) (offset + 1), parameters[offset]);
  }

  @Override
  void carryOut() {
    if (exchange.cla() != PLAIN) {
      ISOException.throwIt(Status.UNKNOWN_CLASS);
    }
    tlv.begin(exchange.length());
    switch (exchange.ins()) {
      case PREPARE:
        prepare();
        break;
      case IMPORT_KEY:
        importKey();
        break;
      case LOAD_STATUS:
        loadStatus();
        break;
      case USE_KEY:
        useKey();
        break;
      case ERASE_KEY:
        eraseKey();
        break;
      case INSTALL:
        installUnit();
        break;
      case RAISE_FLOOR:
        raiseFloor();
        break;
      case STATUS:
        status();
        break;
      case GET_CHALLENGE:
        challenge();
        break;
      default:
        ISOException.throwIt(Status.UNKNOWN_INSTRUCTION);
    }
  }

  @Override
  void rest() {
    Octets.wipe(work, (short) 0, WORK);
    keys.rest();
  }

  private void prepare() {
    disarm();
    exchange.requireNoSecondParameter();
    requireInstalled();
    short ref2 = tlv.take(Tags.REF2, (short) 2);
    short ref1 = tlv.take(Tags.REF1, (short) 2);
    tlv.end();
    requireSuite(exchange.p1());
    if (Util.getShort(data, ref2) != TRANSPORT_KEY) {
      places.requireTakingKeys(places.require(Util.getShort(data, ref2)));
    }
    short to = (short) (ARMED + 2);
    to = Tlv.put(armed, to, Tags.SUITE, exchange.p1());
    to = Tlv.put(armed, to, Tags.SUITES, identity, SUITES, identity[SUITES_LENGTH]);
    to = Tlv.put(armed, to, Tags.SERIAL_NUMBER, identity, SERIAL_NUMBER, ID_LENGTH);
    to = Tlv.put(armed, to, Tags.SET, identity, SET, DownloadKeys.SET_LENGTH);
    to = Tlv.put(armed, to, Tags.SET_VERSION, identity, VERSION, (short) 2);
    to = Tlv.put(armed, to, Tags.REF1, data, ref1, (short) 2);
    to = Tlv.put(armed, to, Tags.REF2, data, ref2, (short) 2);
    to = Tlv.open(armed, to, Tags.CHALLENGE, ID_LENGTH);
    draw(armed, to);
    to = (short) (to + ID_LENGTH);
    Tlv.close(armed, (short) (ARMED + 2), Tags.REQUEST, to);
    armed[ARMED_LENGTH] = (byte) (to - ARMED);
    Util.arrayCopyNonAtomic(armed, ARMED, data, (short) 0, armed[ARMED_LENGTH]);
    exchange.reply((short) 0, armed[ARMED_LENGTH]);
  }

  private void disarm() {
    Octets.wipe(armed, (short) 0, CHALLENGE_HELD);
  }

  /** Whatever fails, R is gone. */
  private void importKey() {
    try {
      importArmed();
    } finally {
      disarm();
    }
  }

  /** The checks of IMPORTKEY stand in the fixed order of its table. */
  private void importArmed() {
    exchange.requireNoSecondParameter();
    boolean replace = exchange.p1() == 1;
    if (exchange.p1() != 0 && !replace) {
      ISOException.throwIt(Status.WRONG_PARAMETERS);
    }
    requireInstalled();
    if (exchange.length() == 0) {
      ISOException.throwIt(Status.WRONG_LENGTH);
    }
    tlv.enter(Tags.MESSAGE);
    short suite = tlv.take(Tags.SUITE, (short) 1);
    short serialNumber = tlv.take(Tags.SERIAL_NUMBER, ID_LENGTH);
    short ref2At = tlv.take(Tags.REF2, (short) 2);
    short challenge = tlv.take(Tags.CHALLENGE, ID_LENGTH);
    short answer = tlv.take(Tags.ANSWER, ID_LENGTH);
    short version = tlv.take(Tags.KEY_VERSION, (short) 2);
    short sequence = tlv.take(Tags.SEQUENCE, (short) 8);
    short wrapped = tlv.take(Tags.WRAP, (short) 24, (short) 512);
    short wrappedLength = tlv.length();
    short signature = tlv.atEnd() ? (short) 0 : tlv.take(Tags.SAS, BlockCipher.BLOCK);
    tlv.leave();
    short covered = tlv.position();
    short certificate = tlv.take(Tags.MAC, BlockCipher.BLOCK);
    tlv.end();
    requireSuite(data[suite]);
    if (Util.arrayCompare(data, serialNumber, identity, SERIAL_NUMBER, ID_LENGTH) != 0) {
      ISOException.throwIt(Status.WRONG_ADDRESSEE);
    }
    short ref2 = Util.getShort(data, ref2At);
    short place = requireMode(ref2, replace);
    requireArmed(suite, ref2At, challenge);
    openRoot();
    keys.operationKey(armed, ARMED, armed[ARMED_LENGTH], work);
    Octets.wipe(work, KEY, (short) 32);
    keys.beginMac(DownloadKeys.CERTIFICATE, armed, ARMED, data, answer);
    cmac.update(data, (short) 0, covered);
    requireMac(certificate, Status.INTEGRITY_FAILED);
    keys.beginUnwrap(armed, ARMED, data, answer);
    short record = (short) (wrapped + KeyWrap.OVERHEAD);
    short recordLength = (short) (wrappedLength - KeyWrap.OVERHEAD);
    if (!wrap.unwrap(data, wrapped, wrappedLength)
        || !KeyRecords.laidOut(data, record, recordLength)
        || Util.arrayCompare(data, (short) (record + KeyRecords.VERSION), data, version, (short) 2)
            != 0) {
      ISOException.throwIt(Status.INTEGRITY_FAILED);
    }
    requireTaking(place, data[suite], record, recordLength);
    requireRising(place, Util.getShort(data, version));
    checkSignature(signature, answer, record, recordLength);
    receipts.write(
        armed,
        ARMED,
        answer,
        sequence,
        data,
        record,
        recordLength,
        work,
        (short) (NEXT + Places.RECEIPT - Places.CONTENT));
    store(place, data[suite], record, recordLength);
  }

  /** Checks 7 to 9; returns where the place is, or {@link #TRANSPORT_KEY}. */
  private short requireMode(short ref2, boolean replace) {
    if (ref2 == TRANSPORT_KEY) {
      if (!replace) {
        ISOException.throwIt(Status.WRONG_STATE);
      }
      return TRANSPORT_KEY;
    }
    short place = places.require(ref2);
    places.requireTakingKeys(place);
    if (replace != (places.state(place) == Places.LOADED)) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
    return place;
  }

  /** Checks 10 and 11. */
  private void requireArmed(short suite, short ref2, short challenge) {
    if (armed[ARMED_LENGTH] == 0
        || !Octets.same(armed, DownloadKeys.challenge(armed, ARMED), data, challenge, ID_LENGTH)) {
      ISOException.throwIt(Status.CHALLENGE_UNUSABLE);
    }
    if (DownloadKeys.suite(armed, ARMED) != data[suite]) {
      ISOException.throwIt(Status.DOWNGRADE);
    }
    if (Util.arrayCompare(armed, DownloadKeys.ref2(armed, ARMED), data, ref2, (short) 2) != 0) {
      ISOException.throwIt(Status.INTEGRITY_FAILED);
    }
  }

  /** Ends the MAC under way; what came instead of it is answered so. */
  private void requireMac(short received, short refusal) {
    if (!cmac.matches(data, received, work, SCRATCH)) {
      ISOException.throwIt(refusal);
    }
  }

  /** Check 14. */
  private void requireTaking(short place, byte suite, short record, short recordLength) {
    short keyLength = (short) (recordLength - KeyRecords.HEADER_LENGTH);
    byte algorithm = data[(short) (record + KeyRecords.ALGORITHM)];
    boolean takes = algorithm == KeyRecords.TDES ? cipher.takesTdes() : cipher.takes(keyLength);
    if (place == TRANSPORT_KEY) {
      takes =
          takes
              && algorithm == KeyRecords.AES
              && keyLength == keys.length(suite)
              && Util.arrayCompare(
                      data,
                      (short) (record + KeyRecords.USAGE),
                      TRANSPORT_USAGE,
                      (short) 0,
                      (short) 2)
                  == 0;
    } else {
      takes = takes && places.takes(place, data, record, keyLength);
    }
    if (!takes) {
      ISOException.throwIt(Status.NOT_FOR_THIS_KEY);
    }
  }

  /** Check 15. */
  private void requireRising(short place, short version) {
    boolean loaded = true;
    short floor = Util.getShort(identity, VERSION);
    if (place != TRANSPORT_KEY) {
      loaded = places.state(place) == Places.LOADED;
      floor = places.version(place);
    }
    byte order = Octets.compare(version, floor);
    if (order < 0 || (order == 0 && !loaded)) {
      ISOException.throwIt(Status.VERSION_GOES_BACK);
    }
  }

  /** Checks 16 and 17. */
  private void checkSignature(short signature, short answer, short record, short recordLength) {
    if (signature == 0) {
      if (identity[SIGNATURE_REQUIRED] != 0) {
        ISOException.throwIt(Status.DOWNGRADE);
      }
      return;
    }
    receipts.beginSignature(armed, ARMED, answer, data, record, recordLength);
    requireMac(signature, Status.NOT_AUTHENTIC);
  }

  /** Checks 18 and 19. */
  private void store(short place, byte suite, short record, short recordLength) {
    short length = (short) (recordLength - KeyRecords.HEADER_LENGTH);
    byte algorithm = data[(short) (record + KeyRecords.ALGORITHM)];
    short next = (short) (NEXT - Places.CONTENT);
    work[(short) (next + Places.STATE)] = Places.LOADED;
    Util.arrayCopyNonAtomic(
        data,
        (short) (record + KeyRecords.VERSION),
        work,
        (short) (next + Places.VERSION),
        (short) 2);
    work[(short) (next + Places.SUITE)] = suite;
    work[(short) (next + Places.KEY_ALGORITHM)] = algorithm;
    work[(short) (next + Places.KEY_LENGTH)] = (byte) length;
    sealed.seal(
        data,
        (short) (record + KeyRecords.HEADER_LENGTH),
        length,
        work,
        (short) (next + Places.KEY));
    if (place == TRANSPORT_KEY) {
      storeRoot(next, length);
    } else {
      storeKey(place, next, length);
    }
  }

  private void storeKey(short place, short next, short length) {
    byte[] table = places.table;
    if (places.state(place) == Places.LOADED
        && sameVersion(table, (short) (place + Places.VERSION), next)) {
      boolean same =
          Util.arrayCompare(
                  table,
                  (short) (place + Places.KEY_ALGORITHM),
                  work,
                  (short) (next + Places.KEY_ALGORITHM),
                  (short) (2 + SealedKeys.sealedLength(length)))
              == 0;
      replyStored(same, table, (short) (place + Places.RECEIPT));
      return;
    }
    JCSystem.beginTransaction();
    Util.arrayCopy(work, NEXT, table, (short) (place + Places.CONTENT), Places.CONTENT_LENGTH);
    JCSystem.commitTransaction();
    reply(table, (short) (place + Places.RECEIPT));
  }

  private void storeRoot(short next, short length) {
    if (sameVersion(identity, VERSION, next)) {
      boolean same =
          identity[RECEIPT_HELD] != 0
              && Util.arrayCompare(
                      identity,
                      ROOT,
                      work,
                      (short) (next + Places.KEY),
                      SealedKeys.sealedLength(length))
                  == 0;
      replyStored(same, identity, RECEIPT);
      return;
    }
    JCSystem.beginTransaction();
    Util.arrayCopy(work, (short) (next + Places.VERSION), identity, VERSION, (short) 2);
    Util.arrayCopy(work, (short) (next + Places.KEY), identity, ROOT, SealedKeys.ROOM);
    Util.arrayCopy(work, (short) (next + Places.RECEIPT), identity, RECEIPT, Receipts.LENGTH);
    identity[RECEIPT_HELD] = 1;
    JCSystem.commitTransaction();
    reply(identity, RECEIPT);
  }

  private boolean sameVersion(byte[] held, short at, short next) {
    short version = Util.getShort(work, (short) (next + Places.VERSION));
    return Util.getShort(held, at) == version;
  }

  /** A key that is there already is no second write: the receipt of the first load is answered. */
  private void replyStored(boolean same, byte[] held, short receipt) {
    if (!same) {
      ISOException.throwIt(Status.VERSION_GOES_BACK);
    }
    reply(held, receipt);
  }

  private void reply(byte[] held, short receipt) {
    Util.arrayCopyNonAtomic(held, receipt, data, (short) 0, Receipts.LENGTH);
    exchange.reply((short) 0, Receipts.LENGTH);
  }

  private void loadStatus() {
    exchange.requireNoParameters();
    requireInstalled();
    short ref2 = Util.getShort(data, tlv.take(Tags.REF2, (short) 2));
    tlv.end();
    if (ref2 == TRANSPORT_KEY) {
      requireState(identity[RECEIPT_HELD] != 0);
      reply(identity, RECEIPT);
      return;
    }
    short place = places.require(ref2);
    requireState(places.state(place) == Places.LOADED);
    reply(places.table, (short) (place + Places.RECEIPT));
  }

  private static void requireState(boolean fits) {
    if (!fits) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
  }

  private void useKey() {
    exchange.requireNoParameters();
    requireInstalled();
    short ref2 = Util.getShort(data, tlv.take(Tags.REF2, (short) 2));
    short challenge = tlv.take(Tags.USE_CHALLENGE, (short) 8, (short) 64);
    short challengeLength = tlv.length();
    tlv.end();
    short place = places.require(ref2);
    requireState(places.state(place) == Places.LOADED);
    byte[] table = places.table;
    short length = table[(short) (place + Places.KEY_LENGTH)];
    sealed.open(table, (short) (place + Places.KEY), length, work, KEY);
    keys.beginUse(
        table[(short) (place + Places.SUITE)], work, KEY, length, identity, SERIAL_NUMBER, ref2);
    cmac.update(data, challenge, challengeLength);
    short mac = Tlv.open(data, (short) 0, Tags.MAC, BlockCipher.BLOCK);
    cmac.finish(data, mac);
    exchange.reply((short) 0, (short) (mac + BlockCipher.BLOCK));
  }

  private void challenge() {
    exchange.requireNoParameters();
    exchange.requireNoData();
    requireInstalled();
    draw(armed, CHALLENGE);
    armed[CHALLENGE_HELD] = 1;
    Util.arrayCopyNonAtomic(armed, CHALLENGE, data, (short) 0, ID_LENGTH);
    exchange.reply((short) 0, ID_LENGTH);
  }

  private void eraseKey() {
    requireInstalled();
    short ref2 = Util.getShort(data, tlv.take(Tags.REF2, (short) 2));
    authorise();
    short place = places.require(ref2);
    requireState(places.state(place) != Places.EMPTY);
    if (places.state(place) == Places.LOADED) {
      byte[] table = places.table;
      JCSystem.beginTransaction();
      table[(short) (place + Places.STATE)] = Places.ERASED;
      // The version stays as the floor; all behind it goes.
      Util.arrayCopy(
          work,
          NEXT,
          table,
          (short) (place + Places.SUITE),
          (short) (Places.CONTENT + Places.CONTENT_LENGTH - Places.SUITE));
      JCSystem.commitTransaction();
    }
  }

  private void raiseFloor() {
    requireInstalled();
    byte floor = data[tlv.take(Tags.SUITE, (short) 1)];
    authorise();
    if ((short) (floor & 0xFF) < (short) (identity[FLOOR] & 0xFF)) {
      ISOException.throwIt(Status.DOWNGRADE);
    }
    boolean leavesOne = false;
    short end = (short) (SUITES + identity[SUITES_LENGTH]);
    for (short i = SUITES; i < end; i++) {
      leavesOne = leavesOne || usable(identity[i], floor);
    }
    if (!leavesOne) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    if (floor != identity[FLOOR]) {
      JCSystem.beginTransaction();
      identity[FLOOR] = floor;
      JCSystem.commitTransaction();
    }
  }

  /** Takes challenge and MAC behind the command's own data, and checks both. */
  private void authorise() {
    short covered = tlv.position();
    short challenge = tlv.take(Tags.CHALLENGE, ID_LENGTH);
    short mac = tlv.take(Tags.MAC, BlockCipher.BLOCK);
    tlv.end();
    exchange.requireNoSecondParameter();
    byte suite = exchange.p1();
    requireSuite(suite);
    boolean fresh =
        armed[CHALLENGE_HELD] != 0 && Octets.same(armed, CHALLENGE, data, challenge, ID_LENGTH);
    Octets.wipe(armed, CHALLENGE_HELD, (short) (1 + ID_LENGTH));
    if (!fresh) {
      ISOException.throwIt(Status.CHALLENGE_UNUSABLE);
    }
    openRoot();
    keys.operationKey(suite, work, identity, SET, identity, VERSION, identity, SERIAL_NUMBER);
    keys.beginAdministration(suite, identity, SERIAL_NUMBER, data, challenge);
    cmac.update(exchange.ins());
    cmac.update(data, (short) 0, covered);
    requireMac(mac, Status.INTEGRITY_FAILED);
  }

  private void status() {
    exchange.requireNoParameters();
    exchange.requireNoData();
    boolean installed = identity[INSTALLED] != 0;
    short content = 4;
    short to = Tlv.put(data, content, Tags.INSTALLED, installed ? (byte) 1 : (byte) 0);
    if (installed) {
      to = Tlv.put(data, to, Tags.SERIAL_NUMBER, identity, SERIAL_NUMBER, ID_LENGTH);
      to = Tlv.put(data, to, Tags.SET, identity, SET, DownloadKeys.SET_LENGTH);
      to = Tlv.put(data, to, Tags.SET_VERSION, identity, VERSION, (short) 2);
      to = Tlv.put(data, to, Tags.SUITES, identity, SUITES, identity[SUITES_LENGTH]);
      to = Tlv.put(data, to, Tags.SUITE, identity[FLOOR]);
      to = Tlv.open(data, to, Tags.TABLE, places.writtenLength());
      to = places.write(data, to);
    } else {
      to = Tlv.put(data, to, Tags.SERIAL_NUMBER, maker, (short) 0, ID_LENGTH);
      to = Tlv.put(data, to, Tags.SET, work, (short) 0, DownloadKeys.SET_LENGTH);
      to = Tlv.put(data, to, Tags.SET_VERSION, work, (short) 0, (short) 2);
      to = keys.putSuites(data, to);
      to = Tlv.put(data, to, Tags.SUITE, (byte) 0);
      to = Tlv.open(data, to, Tags.TABLE, (short) 0);
    }
    short begin = Tlv.close(data, content, Tags.UNIT_STATUS, to);
    exchange.reply(begin, (short) (to - begin));
  }

  /**
   * Writes all that INSTALL says where nobody looks while the unit is blank, and then, in one
   * commit, that it is not blank any more.
   */
  private void installUnit() {
    exchange.requireNoParameters();
    requireState(identity[INSTALLED] == 0);
    short serialNumber = tlv.take(Tags.SERIAL_NUMBER, ID_LENGTH);
    short set = tlv.take(Tags.SET, DownloadKeys.SET_LENGTH);
    short version = tlv.take(Tags.SET_VERSION, (short) 2);
    short suites = tlv.take(Tags.SUITES, (short) 1, MOST_SUITES);
    short suitesLength = tlv.length();
    short policy = tlv.take(Tags.POLICY, (short) 2);
    short root = takeRoot(Tags.ROOT, Status.WRONG_DATA);
    short rootLength = tlv.length();
    short descriptions = tlv.take(Tags.TABLE, (short) 0, Exchange.CAPACITY);
    short descriptionsLength = tlv.length();
    tlv.end();
    byte signatureRequired = data[(short) (policy + 1)];
    if (Util.getShort(data, version) == 0 || (signatureRequired & 0xFE) != 0) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    places.describe(data, descriptions, descriptionsLength);
    Util.arrayCopyNonAtomic(data, serialNumber, identity, SERIAL_NUMBER, ID_LENGTH);
    Util.arrayCopyNonAtomic(data, set, identity, SET, DownloadKeys.SET_LENGTH);
    Util.arrayCopyNonAtomic(data, version, identity, VERSION, (short) 2);
    Util.arrayCopyNonAtomic(data, suites, identity, SUITES, suitesLength);
    identity[SUITES_LENGTH] = (byte) suitesLength;
    identity[FLOOR] = data[policy];
    identity[SIGNATURE_REQUIRED] = signatureRequired;
    identity[ROOT_LENGTH] = (byte) rootLength;
    sealed.seal(data, root, rootLength, identity, ROOT);
    JCSystem.beginTransaction();
    identity[INSTALLED] = 1;
    JCSystem.commitTransaction();
    replyCheckValue(KeyRecords.AES, data, root, rootLength);
  }

  private void requireInstalled() {
    requireState(identity[INSTALLED] != 0);
  }

  private void requireSuite(byte suite) {
    if (!Octets.contains(identity, SUITES, identity[SUITES_LENGTH], suite)
        || !usable(suite, identity[FLOOR])) {
      ISOException.throwIt(Status.DOWNGRADE);
    }
  }

  /**
   * Whether a suite of the list is not below a floor, and one that this card carries out with T.
   */
  private boolean usable(byte suite, byte floor) {
    return (short) (suite & 0xFF) >= (short) (floor & 0xFF)
        && keys.length(suite) != 0
        && keys.length(suite) == identity[ROOT_LENGTH];
  }

  /** Opens T. */
  private void openRoot() {
    sealed.open(identity, ROOT, identity[ROOT_LENGTH], work, KEY);
  }
}
