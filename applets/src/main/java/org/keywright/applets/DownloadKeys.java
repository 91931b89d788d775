// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;

/**
 * T1 and the keys that are made of it, of T or of an application key (download.md, sections 4.2,
 * 4.3 and 4.6), and the request E0 that they are bound to. They last for one command.
 */
final class DownloadKeys {
  /** The suite of 256 bits. */
  static final byte LITERAL = 0x01;

  /** The suite of 128 bits. */
  static final byte CARD_ESTATE = 0x10;

  static final byte[] ENCRYPTION = {'K', 'W', '1', '.', 'E', 'N', 'C'};
  static final byte[] CERTIFICATE = {'K', 'W', '1', '.', 'C', 'A', 'S'};
  static final byte[] SIGNATURE = {'K', 'W', '1', '.', 'S', 'A', 'S'};
  static final byte[] RECEIPT = {'K', 'W', '1', '.', 'R', 'C', 'P', 'T'};

  private static final byte[] OPERATION = {'K', 'W', '1', '.', 'T', '1'};
  private static final byte[] USE = {'K', 'W', '1', '.', 'U', 'S', 'E'};
  private static final byte[] ADMINISTRATION = {'K', 'W', '1', '.', 'A', 'D', 'M'};

  /** The first byte of AN10922's input for AES-128. */
  private static final byte AN10922_AES_128 = 0x01;

  static final short SET_LENGTH = 8;

  // E0: its header, tag 80 with its value, tag and length of 8F, its value, and so on.
  static final short LONGEST_REQUEST = 81;
  private static final short REQUEST_HEADER = 2;
  private static final short REQUEST_SUITE = (short) (REQUEST_HEADER + 2);
  private static final short REQUEST_SUITES_LENGTH = (short) (REQUEST_SUITE + 2);

  /** Behind the suites: SN. */
  private static final short SERIAL_NUMBER = 2;

  private static final short SET = (short) (SERIAL_NUMBER + Unit.ID_LENGTH + 2);
  private static final short SET_VERSION = (short) (SET + SET_LENGTH + 2);
  private static final short REF1 = (short) (SET_VERSION + 2 + 2);
  private static final short REF2 = (short) (REF1 + 2 + 2);
  private static final short CHALLENGE = (short) (REF2 + 2 + 2);

  private static final short T1 = 0;
  private static final short DERIVED = 32;
  private static final short DIGEST = 64;
  private static final short ROOM = 96;

  private final BlockCipher cipher;
  private final Cmac cmac;
  private final Kdf kdf;
  private final MessageDigest sha256;
  private final byte[] work;

  DownloadKeys(BlockCipher cipher, Cmac cmac, Kdf kdf) {
    this.cipher = cipher;
    this.cmac = cmac;
    this.kdf = kdf;
    sha256 = MessageDigest.getInstance(MessageDigest.ALG_SHA_256, false);
    work = JCSystem.makeTransientByteArray(ROOM, JCSystem.CLEAR_ON_DESELECT);
  }

  /** The length of the keys of a suite in bytes; zero if this card cannot carry it out. */
  short length(byte suite) {
    short length = suite == LITERAL ? (short) 32 : suite == CARD_ESTATE ? (short) 16 : (short) 0;
    return cipher.takes(length) ? length : (short) 0;
  }

  /** Writes the suites that this card can carry out, in tag 8F; returns where that ends. */
  short putSuites(byte[] out, short at) {
    short value = Tlv.open(out, at, Tags.SUITES, (short) 0);
    short to = value;
    if (length(LITERAL) != 0) {
      out[to++] = LITERAL;
    }
    if (length(CARD_ESTATE) != 0) {
      out[to++] = CARD_ESTATE;
    }
    out[(short) (value - 1)] = (byte) (to - value);
    return to;
  }

  /** The suite of a request. */
  static byte suite(byte[] request, short at) {
    return request[(short) (at + REQUEST_SUITE)];
  }

  /** Whether a request offers a suite. */
  static boolean offers(byte[] request, short at, byte suite) {
    short suites = (short) (at + REQUEST_SUITES_LENGTH);
    return Octets.contains(request, (short) (suites + 1), request[suites], suite);
  }

  /** Where a request has the tag behind its suites. */
  private static short fields(byte[] request, short at) {
    short suites = (short) (at + REQUEST_SUITES_LENGTH);
    return (short) (suites + request[suites] + 1);
  }

  /** Where a request has SN. */
  static short serialNumber(byte[] request, short at) {
    return (short) (fields(request, at) + SERIAL_NUMBER);
  }

  /** Where a request has SET. */
  static short set(byte[] request, short at) {
    return (short) (fields(request, at) + SET);
  }

  /** Where a request has TVER. */
  static short setVersion(byte[] request, short at) {
    return (short) (fields(request, at) + SET_VERSION);
  }

  /** Where a request has REF1. */
  static short ref1(byte[] request, short at) {
    return (short) (fields(request, at) + REF1);
  }

  /** Where a request has REF2. */
  static short ref2(byte[] request, short at) {
    return (short) (fields(request, at) + REF2);
  }

  /** Where a request has R. */
  static short challenge(byte[] request, short at) {
    return (short) (fields(request, at) + CHALLENGE);
  }

  /** Makes T1 (ALGO1); T has the kind of the suite. */
  void operationKey(
      byte suite,
      byte[] transportKey,
      byte[] set,
      short setAt,
      byte[] version,
      short versionAt,
      byte[] serialNumber,
      short serialNumberAt) {
    short length = length(suite);
    if (suite == CARD_ESTATE) {
      cmac.begin(transportKey, (short) 0, length);
      cmac.update(AN10922_AES_128);
      cmac.update(suite);
      cmac.update(set, setAt, SET_LENGTH);
      cmac.update(version, versionAt, (short) 2);
      cmac.update(serialNumber, serialNumberAt, Unit.ID_LENGTH);
      cmac.finish(work, T1);
      return;
    }
    kdf.begin(OPERATION);
    kdf.field(suite);
    kdf.field(set, setAt, SET_LENGTH);
    kdf.field(version, versionAt, (short) 2);
    kdf.field(serialNumber, serialNumberAt, Unit.ID_LENGTH);
    kdf.finish(transportKey, (short) 0, length, work, T1, length);
  }

  /** Makes T1 for a request, and H of it. */
  void operationKey(byte[] request, short at, short length, byte[] transportKey) {
    operationKey(
        suite(request, at),
        transportKey,
        request,
        set(request, at),
        request,
        setVersion(request, at),
        request,
        serialNumber(request, at));
    sha256.doFinal(request, at, length, work, DIGEST);
  }

  /** Writes SHA-256 of a stretch. */
  void digest(byte[] bytes, short at, short length, byte[] out, short to) {
    sha256.doFinal(bytes, at, length, out, to);
  }

  /** Writes what a request can be known again by: the beginning of SHA-256 over SN and R. */
  void mark(byte[] request, short at, byte[] out, short to) {
    sha256.update(request, serialNumber(request, at), Unit.ID_LENGTH);
    sha256.doFinal(request, challenge(request, at), Unit.ID_LENGTH, work, DIGEST);
    Util.arrayCopyNonAtomic(work, DIGEST, out, to, Exports.MARK_LENGTH);
  }

  /** Makes the session key of a label, and begins a MAC under it. */
  void beginMac(byte[] label, byte[] request, short at, byte[] answer, short answerAt) {
    session(label, request, at, answer, answerAt);
    cmac.begin(work, DERIVED, length(suite(request, at)));
  }

  /** Makes the session key for WRAP, to wrap with. */
  void beginWrap(byte[] request, short at, byte[] answer, short answerAt) {
    session(ENCRYPTION, request, at, answer, answerAt);
    cipher.encryptWith(work, DERIVED, length(suite(request, at)));
  }

  /** Makes the session key for WRAP, to unwrap with. */
  void beginUnwrap(byte[] request, short at, byte[] answer, short answerAt) {
    session(ENCRYPTION, request, at, answer, answerAt);
    cipher.decryptWith(work, DERIVED, length(suite(request, at)));
  }

  private void session(byte[] label, byte[] request, short at, byte[] answer, short answerAt) {
    byte suite = suite(request, at);
    short length = length(suite);
    kdf.begin(label);
    kdf.field(suite);
    kdf.field(request, serialNumber(request, at), Unit.ID_LENGTH);
    kdf.field(request, ref1(request, at), (short) 2);
    kdf.field(request, ref2(request, at), (short) 2);
    kdf.field(request, challenge(request, at), Unit.ID_LENGTH);
    kdf.field(answer, answerAt, Unit.ID_LENGTH);
    kdf.field(work, DIGEST, (short) 32);
    kdf.finish(work, T1, length, work, DERIVED, length);
  }

  /** Makes K_USE of the key in a place, and begins a MAC under it. */
  void beginUse(
      byte suite, byte[] key, short at, short length, byte[] serialNumber, short snAt, short ref2) {
    short bytes = length(suite);
    kdf.begin(USE);
    kdf.field(serialNumber, snAt, Unit.ID_LENGTH);
    kdf.field(ref2);
    kdf.finish(key, at, length, work, DERIVED, bytes);
    cmac.begin(work, DERIVED, bytes);
  }

  /** Makes K_ADM of T1, and begins a MAC under it. */
  void beginAdministration(
      byte suite, byte[] serialNumber, short snAt, byte[] challenge, short challengeAt) {
    short bytes = length(suite);
    kdf.begin(ADMINISTRATION);
    kdf.field(suite);
    kdf.field(serialNumber, snAt, Unit.ID_LENGTH);
    kdf.field(challenge, challengeAt, Unit.ID_LENGTH);
    kdf.finish(work, T1, bytes, work, DERIVED, bytes);
    cmac.begin(work, DERIVED, bytes);
  }

  /** Erases all of them. */
  void rest() {
    Octets.wipe(work, (short) 0, ROOM);
  }
}
