// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.Util;

/**
 * The policy record of a removable module (pairing.md, section 6) in non-volatile memory. It is
 * longer than a transaction can be on most cards, so there are two: a new one is written to where
 * the other is not, and one byte within a transaction makes it count.
 */
final class Policy {
  static final short SETTINGS_LENGTH = 9;

  static final byte VICTIM_LEAST_ACTIVE = 0;
  static final byte VICTIM_OLDEST = 1;
  static final byte VICTIM_REFUSE = 2;

  static final byte NO_CODE = 0;
  static final byte CODE_OF_MODULE = 1;
  static final byte CODE_OF_PAIRING = 2;
  static final byte CODE_OF_ALL = 3;

  static final short ISSUED_LENGTH = 4;

  private static final byte[] DEFAULT = {
    0x01, 0x00, 0x00, 0x03, 0x08, 0x01, 0x05, (byte) 0xFF, (byte) 0xFF,
  };

  // The settings.
  private static final short FLOOR = 0;
  private static final short VICTIMS = 1;
  private static final short START = 2;
  private static final short MODE = 3;
  private static final short DIGITS = 4;
  private static final short FLAGS = 5;
  private static final short WAIT = 6;
  private static final short HOST_GENERATIONS = 7;

  private static final byte COMPLETES_HALF = 0x01;
  private static final byte KEEPS_CRYPTOGRAM = 0x02;

  private static final short ISSUED = SETTINGS_LENGTH;
  private static final short GENERATIONS_LENGTH = (short) (ISSUED + ISSUED_LENGTH);
  private static final short GENERATIONS = (short) (GENERATIONS_LENGTH + 1);
  private static final short MOST_GENERATIONS = 64;
  private static final short HOSTS_LENGTH = (short) (GENERATIONS + MOST_GENERATIONS);
  private static final short HOSTS = (short) (HOSTS_LENGTH + 2);
  private static final short MOST_HOSTS = 1024;
  private static final short RECORD = (short) (HOSTS + MOST_HOSTS);

  private static final short FIRST = 1;

  /** Which of the two records counts, and both. */
  private final byte[] records = new byte[(short) (FIRST + 2 * RECORD)];

  Policy() {
    Util.arrayCopyNonAtomic(DEFAULT, (short) 0, records, FIRST, SETTINGS_LENGTH);
  }

  private short current() {
    return records[0] == 0 ? FIRST : (short) (FIRST + RECORD);
  }

  private short other() {
    return records[0] == 0 ? (short) (FIRST + RECORD) : FIRST;
  }

  private byte setting(short which) {
    return records[(short) (current() + which)];
  }

  /** Reads a record, which must come next, to where it does not count yet. */
  void read(Tlv tlv, byte[] data) {
    tlv.enter(Tags.POLICY_RECORD);
    short settings = tlv.take(Tags.SETTINGS, SETTINGS_LENGTH);
    short issued = tlv.take(Tags.ISSUED, ISSUED_LENGTH);
    short generations = tlv.take(Tags.REVOKED_GENERATIONS, (short) 0, MOST_GENERATIONS);
    short generationsLength = tlv.length();
    short hosts = tlv.take(Tags.REVOKED_HOSTS, (short) 0, MOST_HOSTS);
    short hostsLength = tlv.length();
    tlv.leave();
    boolean good =
        known(data, settings)
            && distinct(data, generations, generationsLength, (short) 2)
            && distinct(data, hosts, hostsLength, Unit.ID_LENGTH);
    for (short i = 0; good && i < generationsLength; i = (short) (i + 2)) {
      good = Util.getShort(data, (short) (generations + i)) != 0;
    }
    if (!good) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    short to = other();
    Util.arrayCopyNonAtomic(data, settings, records, to, SETTINGS_LENGTH);
    Util.arrayCopyNonAtomic(data, issued, records, (short) (to + ISSUED), ISSUED_LENGTH);
    records[(short) (to + GENERATIONS_LENGTH)] = (byte) generationsLength;
    Util.arrayCopyNonAtomic(
        data, generations, records, (short) (to + GENERATIONS), generationsLength);
    Util.setShort(records, (short) (to + HOSTS_LENGTH), hostsLength);
    Util.arrayCopyNonAtomic(data, hosts, records, (short) (to + HOSTS), hostsLength);
  }

  private static boolean known(byte[] data, short settings) {
    byte digits = data[(short) (settings + DIGITS)];
    return between(data[(short) (settings + VICTIMS)], VICTIM_LEAST_ACTIVE, VICTIM_REFUSE)
        && between(data[(short) (settings + START)], (byte) 0, (byte) 1)
        && between(data[(short) (settings + MODE)], NO_CODE, CODE_OF_ALL)
        && between(digits, (byte) 6, Digits.MOST)
        && between(data[(short) (settings + FLAGS)], (byte) 0, (byte) 3);
  }

  private static boolean between(byte value, byte least, byte most) {
    return value >= least && value <= most;
  }

  private static boolean distinct(byte[] data, short at, short length, short each) {
    if ((short) (length % each) != 0) {
      return false;
    }
    short end = (short) (at + length);
    for (short i = at; i < end; i = (short) (i + each)) {
      for (short j = at; j < i; j = (short) (j + each)) {
        if (Util.arrayCompare(data, i, data, j, each) == 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether what was read last goes back behind what counts: in its floor or its date. */
  boolean otherGoesBack() {
    return (short) (records[(short) (other() + FLOOR)] & 0xFF)
            < (short) (records[(short) (current() + FLOOR)] & 0xFF)
        || Octets.compare(
                records,
                (short) (other() + ISSUED),
                records,
                (short) (current() + ISSUED),
                ISSUED_LENGTH)
            < 0;
  }

  /** The floor of what was read last. */
  byte otherFloor() {
    return records[(short) (other() + FLOOR)];
  }

  /** Makes what was read last count; within a transaction. */
  void change() {
    records[0] = (byte) (records[0] ^ 1);
  }

  /** The lowest suite that is taken. */
  byte floor() {
    return setting(FLOOR);
  }

  /** Which pairing goes for another. */
  byte victims() {
    return setting(VICTIMS);
  }

  /** Whether activity begins at zero, and not at the lowest of the others. */
  boolean startsAtZero() {
    return setting(START) != 0;
  }

  /** What a code is made of. */
  byte mode() {
    return setting(MODE);
  }

  /** How many digits a code has. */
  byte digits() {
    return setting(DIGITS);
  }

  /** Whether a half pairing may be completed. */
  boolean completesHalf() {
    return (setting(FLAGS) & COMPLETES_HALF) != 0;
  }

  /** Whether the cryptogram itself is kept. */
  boolean keepsCryptogram() {
    return (setting(FLAGS) & KEEPS_CRYPTOGRAM) != 0;
  }

  /** Whether one has to wait after a wrong code. */
  boolean waits() {
    return setting(WAIT) != 0;
  }

  /** Whether a generation of the host key, 0 to 15, is taken. */
  boolean takesHostGeneration(byte generation) {
    short taken = Util.getShort(records, (short) (current() + HOST_GENERATIONS));
    return (short) ((short) (taken >> generation) & 1) != 0;
  }

  /** Whether a date of four bytes is over. */
  boolean expired(byte[] bytes, short at) {
    return Octets.compare(records, (short) (current() + ISSUED), bytes, at, ISSUED_LENGTH) > 0;
  }

  /** Whether a generation of cryptograms is revoked. */
  boolean revokesGeneration(short generation) {
    short from = (short) (current() + GENERATIONS);
    short end = (short) (from + setting(GENERATIONS_LENGTH));
    for (short i = from; i < end; i = (short) (i + 2)) {
      if (Util.getShort(records, i) == generation) {
        return true;
      }
    }
    return false;
  }

  /** Whether a host is revoked. */
  boolean revokesHost(byte[] host, short at) {
    short from = (short) (current() + HOSTS);
    short end = (short) (from + Util.getShort(records, (short) (current() + HOSTS_LENGTH)));
    for (short i = from; i < end; i = (short) (i + Unit.ID_LENGTH)) {
      if (Util.arrayCompare(records, i, host, at, Unit.ID_LENGTH) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Writes the settings in tag 9B; returns where that ends. */
  short write(byte[] out, short at) {
    return Tlv.put(out, at, Tags.SETTINGS, records, current(), SETTINGS_LENGTH);
  }
}
