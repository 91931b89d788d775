// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * A removable module's part of a contact with a host, from HELLO to the opening of the session
 * (pairing.md, sections 4.5, 4.6 and 6), and what it keeps of it in volatile memory until its end.
 */
final class Contact {
  static final byte IDLE = 0;
  static final byte GREETED = 1;
  static final byte ASKED = 2;
  static final byte HANDED_OVER = 3;
  static final byte OPEN = 4;

  // What is known of the contact, since the card was switched on.
  static final short STEP = 0;
  static final short SUITE = 1;
  static final short HOST = 2;
  static final short HOST_RANDOM = (short) (HOST + Unit.ID_LENGTH);
  static final short MODULE_RANDOM = (short) (HOST_RANDOM + Unit.ID_LENGTH);
  static final short INDEX = (short) (MODULE_RANDOM + Unit.ID_LENGTH);
  private static final short COMPLETES = (short) (INDEX + ModuleMemory.COUNTER);
  private static final short GENERATION = (short) (COMPLETES + 1);
  private static final short CRYPTOGRAM_LENGTH = (short) (GENERATION + 2);
  private static final short CRYPTOGRAM = (short) (CRYPTOGRAM_LENGTH + 1);
  private static final short HOST_KEY = (short) (CRYPTOGRAM + Rows.LONGEST_CRYPTOGRAM);
  static final short ENCRYPTION_KEY = (short) (HOST_KEY + 32);
  static final short MAC_KEY = (short) (ENCRYPTION_KEY + 32);
  static final short WORD_KEY = (short) (MAC_KEY + 32);
  static final short SENT = (short) (WORD_KEY + 32);
  static final short RECEIVED = (short) (SENT + Session.COUNTER_LENGTH);
  private static final short TRANSCRIPT_LENGTH = (short) (RECEIVED + Session.COUNTER_LENGTH);
  private static final short TRANSCRIPT = (short) (TRANSCRIPT_LENGTH + 2);

  /** HELLO 54, its answer 48, PAIR 70, its answer 12, CODE 26, its answer 60, VERIFY 18. */
  private static final short LONGEST_TRANSCRIPT = 288;

  private static final short CONTACT = (short) (TRANSCRIPT + LONGEST_TRANSCRIPT);

  // What outlasts a contact, but not the power.
  private static final short HALF_COMPLETED = CONTACT;
  private static final short WRONG_CODE = (short) (HALF_COMPLETED + 1);
  private static final short VOLATILE = (short) (WRONG_CODE + 1);

  // CYREC of section 4.3.
  private static final short RECORD_FLAGS = 1;
  private static final short RECORD_GENERATION = 2;
  private static final short RECORD_EXPIRY = 4;
  private static final short RECORD_HOST = 8;
  private static final short RECORD_KEY = 24;
  private static final byte RECORD_FORMAT = 1;

  // The bytes with which the MACs of section 4.6 begin.
  private static final byte HOST_PROOF = 1;
  private static final byte MODULE_PROOF = 2;
  private static final byte KEY_RETURN = 3;

  private static final byte[] PAIRING_KEY = {'K', 'W', '3', '.', 'K', 'A'};
  private static final byte[] RETURN_KEY = {'K', 'W', '3', '.', 'R', 'E', 'T'};
  private static final byte[] CODE_KEY = {'K', 'W', '3', '.', 'C', 'O', 'D', 'E'};
  private static final byte[] ENCRYPTION = {'K', 'W', '3', '.', 'S', 'K', '.', 'E', 'N', 'C'};
  private static final byte[] MAC = {'K', 'W', '3', '.', 'S', 'K', '.', 'M', 'A', 'C'};
  private static final byte[] WORD = {'K', 'W', '3', '.', 'S', 'K', '.', 'C', 'W'};

  // In volatile memory for one command: KA wrapped or clear, a key of its way, a row, a MAC.
  private static final short WRAPPED = 0;
  private static final short PAIRING = KeyWrap.OVERHEAD;
  private static final short KEY = (short) (PAIRING + 32);
  private static final short ROW = (short) (KEY + 32);
  private static final short SCRATCH = (short) (ROW + Rows.ROW);
  private static final short WORK = (short) (SCRATCH + 32);

  /** What is known of the contact. */
  final byte[] state;

  private final RemovableModule module;
  private final ModuleMemory memory;
  private final PairingKeys keys;
  private final byte[] data;
  private final byte[] work;

  Contact(RemovableModule module) {
    this.module = module;
    memory = module.memory;
    keys = module.keys;
    data = module.data;
    state = JCSystem.makeTransientByteArray(VOLATILE, JCSystem.CLEAR_ON_RESET);
    work = JCSystem.makeTransientByteArray(WORK, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Ends the contact, if there is one. */
  void end() {
    Octets.wipe(state, (short) 0, CONTACT);
  }

  /** Erases what belongs to the command alone. */
  void rest() {
    Octets.wipe(work, (short) 0, WORK);
  }

  byte step() {
    return state[STEP];
  }

  byte suite() {
    return state[SUITE];
  }

  short keyLength() {
    return keys.length(suite());
  }

  void hello() {
    end();
    module.exchange.requireNoParameters();
    module.requireInstalled();
    Tlv tlv = module.tlv;
    short host = tlv.take(Tags.SERIAL_NUMBER, Unit.ID_LENGTH);
    short random = tlv.take(Tags.CHALLENGE, Unit.ID_LENGTH);
    short suites = tlv.take(Tags.SUITES, (short) 1, (short) 16);
    short suitesLength = tlv.length();
    tlv.end();
    if (Octets.zero(data, random, Unit.ID_LENGTH)) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    short row = memory.rows.find(data, host);
    byte suite = choose(row, suites, suitesLength);
    if (memory.policy.revokesHost(data, host)) {
      ISOException.throwIt(Status.SECURITY_NOT_SATISFIED);
    }
    state[SUITE] = suite;
    Util.arrayCopyNonAtomic(data, host, state, HOST, Unit.ID_LENGTH);
    Util.arrayCopyNonAtomic(data, random, state, HOST_RANDOM, Unit.ID_LENGTH);
    module.draw(state, MODULE_RANDOM);
    boolean completes =
        row != Rows.NONE
            && memory.rows.state(row) == Rows.HALF
            && memory.policy.completesHalf()
            && state[HALF_COMPLETED] == 0;
    state[COMPLETES] = completes ? (byte) 1 : (byte) 0;
    if (completes) {
      short index = (short) (row + Rows.INDEX);
      Util.arrayCopyNonAtomic(memory.rows.table, index, state, INDEX, ModuleMemory.COUNTER);
    } else {
      Util.arrayCopyNonAtomic(
          memory.counters, ModuleMemory.INDEX, state, INDEX, ModuleMemory.COUNTER);
    }
    record((short) 0, module.exchange.length());
    byte found = row == Rows.NONE ? (byte) 0 : memory.rows.state(row);
    short to = Tlv.put(data, (short) 0, Tags.SUITE, suite);
    to = Tlv.put(data, to, Tags.MODULE, memory.identity, ModuleMemory.MODULE, Unit.ID_LENGTH);
    to = Tlv.put(data, to, Tags.ANSWER, state, MODULE_RANDOM, Unit.ID_LENGTH);
    to = Tlv.put(data, to, Tags.STATE, found);
    to = Tlv.put(data, to, Tags.INDEX, state, INDEX, ModuleMemory.COUNTER);
    state[STEP] = GREETED;
    answer((short) 0, to);
  }

  /** The suite of the pairing that there is, or the first of the module's that the host offers. */
  private byte choose(short row, short suites, short suitesLength) {
    if (row != Rows.NONE) {
      byte paired = memory.rows.table[(short) (row + Rows.SUITE)];
      if (common(paired, suites, suitesLength)) {
        return paired;
      }
    }
    byte[] identity = memory.identity;
    short end = (short) (ModuleMemory.SUITES + identity[ModuleMemory.SUITES_LENGTH]);
    for (short i = ModuleMemory.SUITES; i < end; i++) {
      if (common(identity[i], suites, suitesLength)) {
        return identity[i];
      }
    }
    ISOException.throwIt(Status.DOWNGRADE);
    return 0;
  }

  private boolean common(byte suite, short suites, short suitesLength) {
    return Octets.contains(data, suites, suitesLength, suite)
        && keys.usable(suite, memory.policy.floor());
  }

  /** Answers a stretch of the data, and adds it to the transcript. */
  private void answer(short at, short length) {
    record(at, length);
    module.exchange.reply(at, length);
  }

  /** Adds a stretch of the data to the transcript. */
  private void record(short at, short length) {
    short held = Util.getShort(state, TRANSCRIPT_LENGTH);
    short to = (short) (TRANSCRIPT + held);
    Util.arrayCopyNonAtomic(data, at, state, to, length);
    Util.setShort(state, TRANSCRIPT_LENGTH, (short) (held + length));
  }

  void verify() {
    module.exchange.requireNoParameters();
    module.requireInstalled();
    short proof = module.tlv.take(Tags.MAC, BlockCipher.BLOCK);
    module.tlv.end();
    if (step() != GREETED && step() != HANDED_OVER) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
    short row = memory.rows.find(state, HOST);
    if (row == Rows.NONE) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
    byte[] table = memory.rows.table;
    if (table[(short) (row + Rows.SUITE)] != suite()) {
      ISOException.throwIt(Status.DOWNGRADE);
    }
    if (step() == GREETED) {
      module.sealed.open(table, (short) (row + Rows.KEY), keyLength(), work, PAIRING);
      deriveSession();
    }
    beginProof(HOST_PROOF);
    if (!module.cmac.matches(data, proof, work, SCRATCH)) {
      countFailure(row);
      ISOException.throwIt(Status.SECURITY_NOT_SATISFIED);
    }
    record((short) 0, module.exchange.length());
    beginProof(MODULE_PROOF);
    module.cmac.finish(work, SCRATCH);
    JCSystem.beginTransaction();
    memory.rows.count(row);
    JCSystem.commitTransaction();
    state[STEP] = OPEN;
    short to = Tlv.put(data, (short) 0, Tags.MAC, work, SCRATCH, BlockCipher.BLOCK);
    module.exchange.reply((short) 0, to);
  }

  private void countFailure(short row) {
    short failures = (short) (row + Rows.FAILURES);
    byte[] table = memory.rows.table;
    if (table[failures] != -1) {
      JCSystem.beginTransaction();
      table[failures] = (byte) (table[failures] + 1);
      JCSystem.commitTransaction();
    }
  }

  /** Begins a MAC under SK.MAC over one of the proofs' first bytes and the transcript. */
  private void beginProof(byte which) {
    module.cmac.begin(state, MAC_KEY, keyLength());
    module.cmac.update(which);
    module.cmac.update(state, TRANSCRIPT, Util.getShort(state, TRANSCRIPT_LENGTH));
  }

  void pair() {
    module.exchange.requireNoParameters();
    module.requireInstalled();
    Tlv tlv = module.tlv;
    short generationAt = tlv.take(Tags.GENERATION, (short) 2);
    short cryptogram = tlv.take(Tags.CRYPTOGRAM, (short) 24, (short) 512);
    short length = tlv.length();
    tlv.end();
    requireStep(GREETED);
    requirePlace();
    requireRoomToCount();
    short generation = Util.getShort(data, generationAt);
    short held = generation == 0 ? Generations.NONE : memory.generations.find(generation);
    if (held == Generations.NONE || memory.policy.revokesGeneration(generation)) {
      ISOException.throwIt(Status.GENERATION_UNKNOWN);
    }
    requireLength(length);
    // What is opened is opened where it stands, so all that is kept of the command is kept before.
    record((short) 0, module.exchange.length());
    keepCryptogram(cryptogram, length);
    Util.setShort(state, GENERATION, generation);
    keys.deriveCryptogramKey(held);
    module.cipher.decryptWith(keys.bytes, PairingKeys.DERIVED, keyLength());
    if (!module.wrap.unwrap(data, cryptogram, length)) {
      ISOException.throwIt(Status.CRYPTOGRAM_INVALID);
    }
    short record = (short) (cryptogram + KeyWrap.OVERHEAD);
    requireGood(record, generation);
    Util.arrayCopyNonAtomic(data, (short) (record + RECORD_KEY), state, HOST_KEY, keyLength());
    Octets.wipe(data, cryptogram, length);
    state[STEP] = ASKED;
    boolean asks = memory.policy.mode() != Policy.NO_CODE;
    short to = Tlv.put(data, (short) 0, Tags.CODE_NEEDED, asks ? (byte) 1 : (byte) 0);
    to = Tlv.put(data, to, Tags.TRIES, memory.tries());
    short digits = Tlv.open(data, to, Tags.ATTESTATION, (short) 4);
    keys.writeAttestation(state, HOST, state, INDEX, data, digits);
    answer((short) 0, (short) (digits + 4));
  }

  /** A cryptogram has the length of the suite, or it opens under no key. */
  private void requireLength(short length) {
    if (length != (short) (RECORD_KEY + keyLength() + KeyWrap.OVERHEAD)) {
      ISOException.throwIt(Status.CRYPTOGRAM_INVALID);
    }
  }

  /** Keeps CY or its digest for the row. */
  private void keepCryptogram(short cryptogram, short length) {
    if (memory.policy.keepsCryptogram()) {
      state[CRYPTOGRAM_LENGTH] = (byte) length;
      Util.arrayCopyNonAtomic(data, cryptogram, state, CRYPTOGRAM, length);
    } else {
      state[CRYPTOGRAM_LENGTH] = 32;
      module.suites.digest(data, cryptogram, length, state, CRYPTOGRAM);
    }
  }

  /** Checks 8 to 10 of PAIR, once the cryptogram is open. */
  private void requireGood(short record, short generation) {
    byte flags = data[(short) (record + RECORD_FLAGS)];
    short expiry = (short) (record + RECORD_EXPIRY);
    boolean expires = !Octets.zero(data, expiry, Policy.ISSUED_LENGTH);
    boolean good =
        data[record] == RECORD_FORMAT
            && (flags & 0xF0) == 0
            && Util.getShort(data, (short) (record + RECORD_GENERATION)) == generation
            && !(expires && memory.policy.expired(data, expiry))
            && Util.arrayCompare(data, (short) (record + RECORD_HOST), state, HOST, Unit.ID_LENGTH)
                == 0;
    if (!good) {
      ISOException.throwIt(Status.CRYPTOGRAM_INVALID);
    }
    if (!memory.policy.takesHostGeneration(flags)) {
      ISOException.throwIt(Status.HOST_GENERATION_UNKNOWN);
    }
  }

  /** The checks stand in the fixed order of the table of CODE. */
  void code() {
    module.exchange.requireNoParameters();
    module.requireInstalled();
    short wrapped = module.tlv.take(Tags.CODE_BLOCK, (short) 24);
    module.tlv.end();
    requireStep(ASKED);
    requirePlace();
    requireRoomToCount();
    boolean asks = memory.policy.mode() != Policy.NO_CODE;
    byte triesBefore = memory.tries();
    if (asks) {
      requireTry();
    }
    deriveCodeKey();
    record((short) 0, module.exchange.length());
    module.cipher.decryptWith(work, KEY, keyLength());
    if (!module.wrap.unwrap(data, wrapped, (short) 24)) {
      ISOException.throwIt(Status.INTEGRITY_FAILED);
    }
    if (state[COMPLETES] != 0) {
      state[HALF_COMPLETED] = 1;
    }
    if (asks) {
      takeTry();
    }
    short block = (short) (wrapped + KeyWrap.OVERHEAD);
    if (!keys.matchesCode(data, block, state, HOST, state, INDEX)) {
      refuseCode(asks);
    }
    Octets.wipe(data, block, PairingKeys.BLOCK_LENGTH);
    handOver();
    store(triesBefore);
    state[STEP] = HANDED_OVER;
  }

  /** Refuses a code that comes when no try is left, or too early. */
  void requireTry() {
    if (memory.tries() == 0) {
      ISOException.throwIt(Status.BLOCKED);
    }
    if (state[WRONG_CODE] != 0) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
  }

  /** Counted and durable before the code is looked at. */
  void takeTry() {
    JCSystem.beginTransaction();
    memory.counters[ModuleMemory.TRIES] = (byte) (memory.tries() - 1);
    JCSystem.commitTransaction();
  }

  /** Answers a wrong code; without a clock, the wait lasts until the power goes. */
  void refuseCode(boolean asks) {
    if (!asks) {
      ISOException.throwIt(Status.INTEGRITY_FAILED);
    }
    if (memory.policy.waits()) {
      state[WRONG_CODE] = 1;
    }
    if (memory.tries() == 0) {
      ISOException.throwIt(Status.BLOCKED);
    }
    ISOException.throwIt((short) (Status.WRONG_CODE | memory.tries()));
  }

  /** No try is missing any more, so nobody has to wait. */
  void forgetWrongCode() {
    state[WRONG_CODE] = 0;
  }

  /** Makes KA, and the answer that carries it to the host. */
  private void handOver() {
    short length = keyLength();
    keys.openModuleKey();
    module.kdf.begin(PAIRING_KEY);
    module.kdf.field(suite());
    module.kdf.field(memory.identity, ModuleMemory.MODULE, Unit.ID_LENGTH);
    module.kdf.field(state, HOST, Unit.ID_LENGTH);
    module.kdf.field(state, INDEX, ModuleMemory.COUNTER);
    module.kdf.field(state, MODULE_RANDOM, Unit.ID_LENGTH);
    module.kdf.field(state, HOST_RANDOM, Unit.ID_LENGTH);
    module.kdf.finish(keys.bytes, PairingKeys.MODULE_KEY, length, work, PAIRING, length);
    deriveSession();
    prepareRow();
    beginContactKey(RETURN_KEY);
    module.kdf.finish(state, HOST_KEY, length, work, KEY, length);
    module.cipher.encryptWith(work, KEY, length);
    module.wrap.wrap(work, WRAPPED, length);
    short wrappedLength = (short) (length + KeyWrap.OVERHEAD);
    short to = Tlv.put(data, (short) 0, Tags.PAIRING_KEY, work, WRAPPED, wrappedLength);
    record((short) 0, to);
    beginProof(KEY_RETURN);
    short mac = Tlv.open(data, to, Tags.MAC, BlockCipher.BLOCK);
    module.cmac.finish(data, mac);
    short end = (short) (mac + BlockCipher.BLOCK);
    record(to, (short) (end - to));
    module.exchange.reply((short) 0, end);
  }

  /** Makes SK.ENC, SK.MAC and SK.CW of KA, which is in the volatile memory. */
  private void deriveSession() {
    short length = keyLength();
    beginContactKey(ENCRYPTION);
    module.kdf.finish(work, PAIRING, length, state, ENCRYPTION_KEY, length);
    beginContactKey(MAC);
    module.kdf.finish(work, PAIRING, length, state, MAC_KEY, length);
    beginContactKey(WORD);
    module.kdf.finish(work, PAIRING, length, state, WORD_KEY, length);
  }

  /** Begins the derivation of a key from MSID, SN and both random numbers. */
  private void beginContactKey(byte[] label) {
    module.kdf.begin(label);
    module.kdf.field(memory.identity, ModuleMemory.MODULE, Unit.ID_LENGTH);
    module.kdf.field(state, HOST, Unit.ID_LENGTH);
    module.kdf.field(state, MODULE_RANDOM, Unit.ID_LENGTH);
    module.kdf.field(state, HOST_RANDOM, Unit.ID_LENGTH);
  }

  /** Makes K_CODE. */
  private void deriveCodeKey() {
    short length = keyLength();
    module.suites.digest(state, TRANSCRIPT, Util.getShort(state, TRANSCRIPT_LENGTH), work, SCRATCH);
    module.kdf.begin(CODE_KEY);
    module.kdf.field(suite());
    module.kdf.field(memory.identity, ModuleMemory.MODULE, Unit.ID_LENGTH);
    module.kdf.field(state, HOST, Unit.ID_LENGTH);
    module.kdf.field(state, MODULE_RANDOM, Unit.ID_LENGTH);
    module.kdf.field(state, HOST_RANDOM, Unit.ID_LENGTH);
    module.kdf.field(work, SCRATCH, (short) 32);
    module.kdf.finish(state, HOST_KEY, length, work, KEY, length);
  }

  /** Prepares the row of this pairing in volatile memory. */
  private void prepareRow() {
    short place = requirePlace();
    short own = memory.rows.find(state, HOST);
    byte[] table = memory.rows.table;
    Octets.wipe(work, ROW, Rows.ROW);
    work[(short) (ROW + Rows.STATE)] = Rows.HALF;
    if (own != Rows.NONE) {
      work[(short) (ROW + Rows.LOCKED)] = table[(short) (own + Rows.LOCKED)];
    }
    Util.arrayCopyNonAtomic(state, HOST, work, (short) (ROW + Rows.HOST), Unit.ID_LENGTH);
    work[(short) (ROW + Rows.SUITE)] = suite();
    prepareActivity(place, own);
    Util.arrayCopyNonAtomic(
        memory.counters,
        ModuleMemory.CHRONOLOGY,
        work,
        (short) (ROW + Rows.CHRONOLOGY),
        ModuleMemory.COUNTER);
    Util.arrayCopyNonAtomic(state, INDEX, work, (short) (ROW + Rows.INDEX), ModuleMemory.COUNTER);
    Util.arrayCopyNonAtomic(state, GENERATION, work, (short) (ROW + Rows.GENERATION), (short) 2);
    work[(short) (ROW + Rows.CRYPTOGRAM_LENGTH)] = state[CRYPTOGRAM_LENGTH];
    Util.arrayCopyNonAtomic(
        state, CRYPTOGRAM, work, (short) (ROW + Rows.CRYPTOGRAM), Rows.LONGEST_CRYPTOGRAM);
    module.sealed.seal(work, PAIRING, keyLength(), work, (short) (ROW + Rows.KEY));
  }

  private void prepareActivity(short place, short own) {
    short to = (short) (ROW + Rows.ACTIVITY);
    if (state[COMPLETES] != 0) {
      if (own != Rows.NONE) {
        short from = (short) (own + Rows.ACTIVITY);
        Util.arrayCopyNonAtomic(memory.rows.table, from, work, to, ModuleMemory.COUNTER);
      }
    } else if (!memory.policy.startsAtZero()) {
      memory.rows.writeStart(place, work, to);
    }
  }

  /** Stores the pairing, N, CHR and the tries in one commit. */
  private void store(byte triesBefore) {
    short place = requirePlace();
    JCSystem.beginTransaction();
    Util.arrayCopy(work, ROW, memory.rows.table, place, Rows.ROW);
    memory.raise(ModuleMemory.CHRONOLOGY);
    if (state[COMPLETES] != 0) {
      // Only the try that this took itself comes back.
      memory.counters[ModuleMemory.TRIES] = triesBefore;
    } else {
      memory.raise(ModuleMemory.INDEX);
      memory.counters[ModuleMemory.TRIES] = ModuleMemory.ALL_TRIES;
    }
    JCSystem.commitTransaction();
    if (memory.tries() == ModuleMemory.ALL_TRIES) {
      forgetWrongCode();
    }
  }

  private void requireStep(byte expected) {
    if (step() != expected) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
  }

  private short requirePlace() {
    short place = memory.rows.placeFor(state, HOST, memory.policy.victims());
    if (place == Rows.NONE) {
      ISOException.throwIt(Status.NO_PLACE);
    }
    return place;
  }

  private void requireRoomToCount() {
    boolean full = state[COMPLETES] == 0 && memory.full(ModuleMemory.INDEX);
    if (full || memory.full(ModuleMemory.CHRONOLOGY)) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
  }
}
