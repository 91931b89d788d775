// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * A first unit (AS) of key download: gives application keys out (download.md, sections 7 and 8).
 *
 * <p>Install parameters: its SN, up to 16 bytes; zeros without.
 */
public final class FirstUnit extends Unit {
  private static final byte INSTALL = 0x2A;
  private static final byte LOAD = 0x28;
  private static final byte LIST_KEYS = 0x24;
  private static final byte STATUS = 0x40;
  private static final byte EXPORT_KEY = 0x20;
  private static final byte CONFIRM = 0x22;
  private static final byte USE_KEY = 0x16;
  private static final byte AUTHORISE = 0x26;
  private static final byte DESTROY = 0x2C;

  // The commands of an EI that it authorises.
  private static final byte ERASE_KEY = 0x18;
  private static final byte RAISE_FLOOR = 0x1C;

  private static final byte[] DIVERSIFICATION = {
    'K', 'W', '1', '.', 'T', 'A', 'D', 'I', 'V',
  };

  private static final byte RECORD_FORMAT = 1;

  // In volatile memory for one command: T, the wrapped or clear key record, E2, and what is kept.
  private static final short KEY = 0;
  private static final short WRAPPED = 32;
  private static final short RECORD = (short) (WRAPPED + KeyWrap.OVERHEAD);
  private static final short RECEIPT = (short) (RECORD + KeyRecords.LONGEST);
  private static final short MARK = (short) (RECEIPT + Receipts.LENGTH);
  private static final short DIGEST = (short) (MARK + Exports.MARK_LENGTH);
  private static final short ENTRY = (short) (DIGEST + Exports.DIGEST_LENGTH);
  private static final short WORK = (short) (ENTRY + ApplicationKeys.ENTRY);

  private final byte[] serialNumber = new byte[ID_LENGTH];
  private final TransportKeys sets = new TransportKeys();
  private final ApplicationKeys entries = new ApplicationKeys();
  private final Exports exports = new Exports();
  private final DownloadKeys keys;
  private final Receipts receipts;
  private final byte[] work;

  private FirstUnit(byte[] parameters, short at) {
    readIdentifier(parameters, at, serialNumber);
    keys = new DownloadKeys(cipher, cmac, kdf);
    receipts = new Receipts(data, keys, cmac, checkValues);
    work = JCSystem.makeTransientByteArray(WORK, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Called by the runtime. */
  public static void install(byte[] parameters, short offset, byte length) {
    new FirstUnit(parameters, offset)
        .register(parameters, (short) (offset + 1), parameters[offset]);
  }

  @Override
  void carryOut() {
    if (exchange.cla() != PLAIN) {
      ISOException.throwIt(Status.UNKNOWN_CLASS);
    }
    tlv.begin(exchange.length());
    switch (exchange.ins()) {
      case EXPORT_KEY:
        exportKey();
        break;
      case CONFIRM:
        confirm();
        break;
      case USE_KEY:
        useKey();
        break;
      case LIST_KEYS:
        listKeys();
        break;
      case AUTHORISE:
        authorise();
        break;
      case LOAD:
        load();
        break;
      case INSTALL:
        installSet();
        break;
      case DESTROY:
        destroy();
        break;
      case STATUS:
        status();
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

  private void exportKey() {
    exchange.requireNoSecondParameter();
    readRequest();
    byte suite = DownloadKeys.suite(data, (short) 0);
    if (suite != exchange.p1()) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    requireSuite(suite);
    if (!DownloadKeys.offers(data, (short) 0, suite)) {
      ISOException.throwIt(Status.DOWNGRADE);
    }
    short set =
        requireSet(DownloadKeys.set(data, (short) 0), DownloadKeys.setVersion(data, (short) 0));
    short entry = requireEntry(Util.getShort(data, DownloadKeys.ref1(data, (short) 0)));
    if (!entries.flag(entry, ApplicationKeys.DIVERSIFY)
        && !entries.flag(entry, ApplicationKeys.EXPORTABLE)) {
      ISOException.throwIt(Status.SECURITY_NOT_SATISFIED);
    }
    keys.mark(data, (short) 0, work, MARK);
    exports.refuseRepeated(work, MARK);
    openRoot(set, suite);
    short length = exchange.length();
    keys.operationKey(data, (short) 0, length, work);
    Octets.wipe(work, KEY, (short) 32);
    short recordLength = buildRecord(entry, DownloadKeys.serialNumber(data, (short) 0));
    composeMessage(length, recordLength);
  }

  /** Check 1 of EXPORTKEY. */
  private void readRequest() {
    tlv.enter(Tags.REQUEST);
    tlv.take(Tags.SUITE, (short) 1);
    tlv.take(Tags.SUITES, (short) 1, (short) 16);
    tlv.take(Tags.SERIAL_NUMBER, ID_LENGTH);
    tlv.take(Tags.SET, DownloadKeys.SET_LENGTH);
    tlv.take(Tags.SET_VERSION, (short) 2);
    tlv.take(Tags.REF1, (short) 2);
    tlv.take(Tags.REF2, (short) 2);
    short challenge = tlv.take(Tags.CHALLENGE, ID_LENGTH);
    tlv.leave();
    tlv.end();
    if (Octets.zero(data, challenge, ID_LENGTH)) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
  }

  /** Builds the key record that leaves, in the volatile memory; returns its length. */
  private short buildRecord(short entry, short serial) {
    byte[] table = entries.table;
    short length = openKey(entry, serial);
    work[RECORD] = RECORD_FORMAT;
    // Usage, algorithm and mode stand in the store as they stand in a record.
    Util.arrayCopyNonAtomic(
        table,
        (short) (entry + ApplicationKeys.USAGE),
        work,
        (short) (RECORD + KeyRecords.USAGE),
        (short) 4);
    work[(short) (RECORD + KeyRecords.EXPORTABILITY)] = KeyRecords.NOT_EXPORTABLE;
    Util.setShort(work, (short) (RECORD + KeyRecords.VERSION), entries.version(entry));
    Util.setShort(work, (short) (RECORD + KeyRecords.BITS), (short) (length * 8));
    Octets.wipe(
        work,
        (short) (RECORD + KeyRecords.ZEROS),
        (short) (KeyRecords.HEADER_LENGTH - KeyRecords.ZEROS));
    return (short) (KeyRecords.HEADER_LENGTH + length);
  }

  /** Opens TA, or what it is for one EI, behind the header of the record; returns its length. */
  private short openKey(short entry, short serial) {
    byte[] table = entries.table;
    short length = table[(short) (entry + ApplicationKeys.LENGTH)];
    short key = (short) (RECORD + KeyRecords.HEADER_LENGTH);
    sealed.open(table, (short) (entry + ApplicationKeys.KEY), length, work, key);
    if (entries.flag(entry, ApplicationKeys.DIVERSIFY)) {
      kdf.begin(DIVERSIFICATION);
      kdf.field(table, entry, (short) 2);
      kdf.field(table, (short) (entry + ApplicationKeys.VERSION), (short) 2);
      kdf.field(data, serial, ID_LENGTH);
      kdf.finish(work, key, length, work, ENTRY, length);
      Util.arrayCopyNonAtomic(work, ENTRY, work, key, length);
      if (table[(short) (entry + ApplicationKeys.ALGORITHM)] == KeyRecords.TDES) {
        KeyRecords.oddParity(work, key, length);
      }
    }
    return length;
  }

  /** Composes E1 and CAS behind the request, and keeps what is to be kept of the export. */
  private void composeMessage(short requestLength, short recordLength) {
    short request = 0;
    short content = (short) (requestLength + 4);
    short to = Tlv.put(data, content, Tags.SUITE, DownloadKeys.suite(data, request));
    short serial = DownloadKeys.serialNumber(data, request);
    to = Tlv.put(data, to, Tags.SERIAL_NUMBER, data, serial, ID_LENGTH);
    to = Tlv.put(data, to, Tags.REF2, data, DownloadKeys.ref2(data, request), (short) 2);
    short challenge = DownloadKeys.challenge(data, request);
    to = Tlv.put(data, to, Tags.CHALLENGE, data, challenge, ID_LENGTH);
    short answer = Tlv.open(data, to, Tags.ANSWER, ID_LENGTH);
    draw(data, answer);
    to = (short) (answer + ID_LENGTH);
    to =
        Tlv.put(data, to, Tags.KEY_VERSION, work, (short) (RECORD + KeyRecords.VERSION), (short) 2);
    short sequence = Tlv.open(data, to, Tags.SEQUENCE, Exports.SEQUENCE_LENGTH);
    to = Util.arrayCopyNonAtomic(exports.head, (short) 0, data, sequence, Exports.SEQUENCE_LENGTH);
    Octets.increment(data, sequence, Exports.SEQUENCE_LENGTH);
    short wrappedLength = (short) (recordLength + KeyWrap.OVERHEAD);
    short wrapped = Tlv.open(data, to, Tags.WRAP, wrappedLength);
    short signature =
        Tlv.open(data, (short) (wrapped + wrappedLength), Tags.SAS, BlockCipher.BLOCK);
    receipts.beginSignature(data, request, answer, work, RECORD, recordLength);
    cmac.finish(data, signature);
    receipts.write(data, request, answer, sequence, work, RECORD, recordLength, work, RECEIPT);
    keys.digest(work, RECEIPT, Receipts.LENGTH, work, DIGEST);
    keys.beginWrap(data, request, data, answer);
    wrap.wrap(work, WRAPPED, recordLength);
    Util.arrayCopyNonAtomic(work, WRAPPED, data, wrapped, wrappedLength);
    to = (short) (signature + BlockCipher.BLOCK);
    short begin = Tlv.close(data, content, Tags.MESSAGE, to);
    keys.beginMac(DownloadKeys.CERTIFICATE, data, request, data, answer);
    cmac.update(data, begin, (short) (to - begin));
    short certificate = Tlv.open(data, to, Tags.MAC, BlockCipher.BLOCK);
    cmac.finish(data, certificate);
    JCSystem.beginTransaction();
    exports.add(data, sequence, work, MARK);
    JCSystem.commitTransaction();
    exchange.reply(begin, (short) (certificate + BlockCipher.BLOCK - begin));
  }

  private void confirm() {
    exchange.requireNoParameters();
    tlv.enter(Tags.RECEIPT);
    tlv.take(Tags.REF2, (short) 2);
    tlv.take(Tags.KEY_VERSION, (short) 2);
    tlv.take(Tags.CHECK_VALUE, CheckValues.LENGTH);
    tlv.take(Tags.MAC, BlockCipher.BLOCK);
    tlv.leave();
    tlv.end();
    keys.digest(data, (short) 0, exchange.length(), work, DIGEST);
    short export = exports.find(work, DIGEST);
    if (export == Exports.NONE) {
      ISOException.throwIt(Status.INTEGRITY_FAILED);
    }
    if (!exports.confirmed(export)) {
      JCSystem.beginTransaction();
      exports.confirm(export);
      JCSystem.commitTransaction();
    }
  }

  private void listKeys() {
    exchange.requireNoParameters();
    exchange.requireNoData();
    short content = 4;
    short to = Tlv.open(data, content, Tags.TABLE, entries.writtenLength());
    to = entries.write(data, to);
    short begin = Tlv.close(data, content, Tags.KEY_LIST, to);
    exchange.reply(begin, (short) (to - begin));
  }

  private void useKey() {
    exchange.requireNoSecondParameter();
    byte suite = exchange.p1();
    requireSuite(suite);
    short serial = tlv.take(Tags.SERIAL_NUMBER, ID_LENGTH);
    short ref1 = Util.getShort(data, tlv.take(Tags.REF1, (short) 2));
    short ref2 = Util.getShort(data, tlv.take(Tags.REF2, (short) 2));
    short challenge = tlv.take(Tags.USE_CHALLENGE, (short) 8, (short) 64);
    short challengeLength = tlv.length();
    tlv.end();
    short length = openKey(requireEntry(ref1), serial);
    short key = (short) (RECORD + KeyRecords.HEADER_LENGTH);
    keys.beginUse(suite, work, key, length, data, serial, ref2);
    cmac.update(data, challenge, challengeLength);
    replyMac();
  }

  private void authorise() {
    exchange.requireNoSecondParameter();
    byte suite = exchange.p1();
    requireSuite(suite);
    short serial = tlv.take(Tags.SERIAL_NUMBER, ID_LENGTH);
    short set = tlv.take(Tags.SET, DownloadKeys.SET_LENGTH);
    short version = tlv.take(Tags.SET_VERSION, (short) 2);
    short challenge = tlv.take(Tags.CHALLENGE, ID_LENGTH);
    byte instruction = data[tlv.take(Tags.INSTRUCTION, (short) 1)];
    short covered = tlv.take(Tags.USE_CHALLENGE, (short) 0, (short) 64);
    short coveredLength = tlv.length();
    tlv.end();
    if (instruction != ERASE_KEY && instruction != RAISE_FLOOR) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    openRoot(requireSet(set, version), suite);
    keys.operationKey(suite, work, data, set, data, version, data, serial);
    keys.beginAdministration(suite, data, serial, data, challenge);
    cmac.update(instruction);
    cmac.update(data, covered, coveredLength);
    replyMac();
  }

  /** Ends the MAC under way and answers it. */
  private void replyMac() {
    short mac = Tlv.open(data, (short) 0, Tags.MAC, BlockCipher.BLOCK);
    cmac.finish(data, mac);
    exchange.reply((short) 0, (short) (mac + BlockCipher.BLOCK));
  }

  private void load() {
    exchange.requireNoParameters();
    short ref1 = tlv.take(Tags.REF1, (short) 2);
    short version = tlv.take(Tags.KEY_VERSION, (short) 2);
    short flags = tlv.take(Tags.FLAGS, (short) 1);
    short record = tlv.take(Tags.KEY_RECORD, (short) 0, Exchange.CAPACITY);
    short recordLength = tlv.length();
    tlv.end();
    short key = (short) (record + KeyRecords.HEADER_LENGTH);
    short length = (short) (recordLength - KeyRecords.HEADER_LENGTH);
    if (!KeyRecords.laidOut(data, record, recordLength)
        || !carries(data[(short) (record + KeyRecords.ALGORITHM)], length)) {
      ISOException.throwIt(Status.NOT_FOR_THIS_KEY);
    }
    if (Util.getShort(data, ref1) == 0
        || Util.arrayCompare(data, version, data, (short) (record + KeyRecords.VERSION), (short) 2)
            != 0
        || (data[flags] & ~(ApplicationKeys.DIVERSIFY | ApplicationKeys.EXPORTABLE)) != 0) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    byte algorithm = data[(short) (record + KeyRecords.ALGORITHM)];
    Util.arrayCopyNonAtomic(data, ref1, work, ENTRY, (short) 2);
    Util.arrayCopyNonAtomic(
        data, version, work, (short) (ENTRY + ApplicationKeys.VERSION), (short) 2);
    Util.arrayCopyNonAtomic(
        data,
        (short) (record + KeyRecords.USAGE),
        work,
        (short) (ENTRY + ApplicationKeys.USAGE),
        (short) 5);
    work[(short) (ENTRY + ApplicationKeys.FLAGS)] = data[flags];
    work[(short) (ENTRY + ApplicationKeys.LENGTH)] = (byte) length;
    short value = (short) (ENTRY + ApplicationKeys.CHECK_VALUE);
    checkValues.write(algorithm, data, key, length, work, value);
    sealed.seal(data, key, length, work, (short) (ENTRY + ApplicationKeys.KEY));
    keep(Util.getShort(data, ref1), length);
    short reply = Tlv.put(data, (short) 0, Tags.CHECK_VALUE, work, value, CheckValues.LENGTH);
    exchange.reply((short) 0, reply);
  }

  /** Keeps the prepared entry, unless it is there already. */
  private void keep(short ref1, short length) {
    byte[] table = entries.table;
    short entry = entries.find(ref1);
    if (entry == ApplicationKeys.NONE) {
      entry = entries.find((short) 0);
      if (entry == ApplicationKeys.NONE) {
        ISOException.throwIt(Status.NO_ROOM);
      }
    } else {
      short version = Util.getShort(work, (short) (ENTRY + ApplicationKeys.VERSION));
      byte order = Octets.compare(version, entries.version(entry));
      if (order == 0 && sameKey(entry, length)) {
        return;
      }
      if (order <= 0) {
        ISOException.throwIt(Status.VERSION_GOES_BACK);
      }
    }
    JCSystem.beginTransaction();
    Util.arrayCopy(work, ENTRY, table, entry, ApplicationKeys.ENTRY);
    JCSystem.commitTransaction();
  }

  private boolean sameKey(short entry, short length) {
    byte[] table = entries.table;
    return table[(short) (entry + ApplicationKeys.ALGORITHM)]
            == work[(short) (ENTRY + ApplicationKeys.ALGORITHM)]
        && table[(short) (entry + ApplicationKeys.FLAGS)]
            == work[(short) (ENTRY + ApplicationKeys.FLAGS)]
        && table[(short) (entry + ApplicationKeys.LENGTH)]
            == work[(short) (ENTRY + ApplicationKeys.LENGTH)]
        && Util.arrayCompare(
                table,
                (short) (entry + ApplicationKeys.KEY),
                work,
                (short) (ENTRY + ApplicationKeys.KEY),
                SealedKeys.sealedLength(length))
            == 0;
  }

  /** Whether this card can work with a key, and derive from it. */
  private boolean carries(byte algorithm, short length) {
    return cipher.takes(length) && (algorithm == KeyRecords.AES || cipher.takesTdes());
  }

  private void installSet() {
    exchange.requireNoParameters();
    short set = tlv.take(Tags.SET, DownloadKeys.SET_LENGTH);
    short version = tlv.take(Tags.SET_VERSION, (short) 2);
    short root = tlv.take(Tags.ROOT, (short) 16, (short) 32);
    short length = tlv.length();
    tlv.end();
    if (Util.getShort(data, version) == 0) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    if (!cipher.takes(length)) {
      ISOException.throwIt(Status.NOT_FOR_THIS_KEY);
    }
    Util.arrayCopyNonAtomic(data, set, work, ENTRY, DownloadKeys.SET_LENGTH);
    Util.arrayCopyNonAtomic(
        data, version, work, (short) (ENTRY + TransportKeys.VERSION), (short) 2);
    work[(short) (ENTRY + TransportKeys.STATE)] = TransportKeys.ACTIVE;
    work[(short) (ENTRY + TransportKeys.LENGTH)] = (byte) length;
    sealed.seal(data, root, length, work, (short) (ENTRY + TransportKeys.KEY));
    keepSet(set);
    replyCheckValue(KeyRecords.AES, data, root, length);
  }

  /** Keeps the prepared set, unless it is there already. */
  private void keepSet(short set) {
    short entry = sets.find(data, set);
    if (entry == TransportKeys.NONE) {
      entry = sets.free();
      if (entry == TransportKeys.NONE) {
        ISOException.throwIt(Status.NO_ROOM);
      }
    } else {
      if (Util.arrayCompare(sets.table, entry, work, ENTRY, TransportKeys.ENTRY) == 0) {
        return;
      }
      short version = Util.getShort(work, (short) (ENTRY + TransportKeys.VERSION));
      if (Octets.compare(version, sets.version(entry)) <= 0) {
        ISOException.throwIt(Status.VERSION_GOES_BACK);
      }
    }
    JCSystem.beginTransaction();
    Util.arrayCopy(work, ENTRY, sets.table, entry, TransportKeys.ENTRY);
    JCSystem.commitTransaction();
  }

  private void destroy() {
    exchange.requireNoParameters();
    if (tlv.nextIs(Tags.REF1)) {
      short ref1 = Util.getShort(data, tlv.take(Tags.REF1, (short) 2));
      tlv.end();
      short entry = requireEntry(ref1);
      JCSystem.beginTransaction();
      Util.arrayCopy(work, ENTRY, entries.table, entry, ApplicationKeys.ENTRY);
      JCSystem.commitTransaction();
      return;
    }
    short set = tlv.take(Tags.SET, DownloadKeys.SET_LENGTH);
    short version = tlv.take(Tags.SET_VERSION, (short) 2);
    tlv.end();
    short entry = sets.find(data, set);
    requireVersion(entry, version);
    JCSystem.beginTransaction();
    sets.table[(short) (entry + TransportKeys.STATE)] = TransportKeys.DESTROYED;
    Util.arrayCopy(
        work,
        ENTRY,
        sets.table,
        (short) (entry + TransportKeys.LENGTH),
        (short) (TransportKeys.ENTRY - TransportKeys.LENGTH));
    JCSystem.commitTransaction();
  }

  private void status() {
    exchange.requireNoParameters();
    exchange.requireNoData();
    short content = 4;
    short to = Tlv.put(data, content, Tags.SERIAL_NUMBER, serialNumber, (short) 0, ID_LENGTH);
    to = keys.putSuites(data, to);
    to = Tlv.open(data, to, Tags.TABLE, sets.writtenLength());
    to = sets.write(data, to);
    short begin = Tlv.close(data, content, Tags.FIRST_UNIT_STATUS, to);
    exchange.reply(begin, (short) (to - begin));
  }

  private void requireSuite(byte suite) {
    if (keys.length(suite) == 0) {
      ISOException.throwIt(Status.DOWNGRADE);
    }
  }

  /** Checks 5 to 7 of EXPORTKEY; returns where the set is. */
  private short requireSet(short set, short version) {
    if (sets.empty()) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
    short entry = sets.find(data, set);
    requireVersion(entry, version);
    if (sets.state(entry) != TransportKeys.ACTIVE) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
    return entry;
  }

  private void requireVersion(short entry, short version) {
    if (entry == TransportKeys.NONE || sets.version(entry) != Util.getShort(data, version)) {
      ISOException.throwIt(Status.NOT_FOUND);
    }
  }

  private short requireEntry(short ref1) {
    short entry = ref1 == 0 ? ApplicationKeys.NONE : entries.find(ref1);
    if (entry == ApplicationKeys.NONE) {
      ISOException.throwIt(Status.NOT_FOUND);
    }
    return entry;
  }

  /** Opens T of a set; 6A81 if it has not the suite's kind. */
  private void openRoot(short set, byte suite) {
    short length = sets.table[(short) (set + TransportKeys.LENGTH)];
    if (length != keys.length(suite)) {
      ISOException.throwIt(Status.NOT_FOR_THIS_KEY);
    }
    sealed.open(sets.table, (short) (set + TransportKeys.KEY), length, work, KEY);
  }
}
