// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * What a removable module does in the open session of a contact (pairing.md, sections 4.7 and 6).
 */
final class Session {
  static final short COUNTER_LENGTH = 8;

  private static final byte TO_MODULE = 4;
  private static final byte TO_HOST = 5;
  private static final short MOST_DATA = 1024;
  private static final short WORD_LENGTH = 16;
  private static final short COUNTED = (short) (COUNTER_LENGTH + WORD_LENGTH);
  private static final short WRAPPED = (short) (COUNTED + KeyWrap.OVERHEAD);

  /** The first input of a KDF, in front of label and data, and its end for 128 bits. */
  private static final byte[] WORDS_FRONT = {0, 0, 0, 1, 'K', 'W', '3', '.', 'E', 'C', 'M', 0};

  private static final byte[] WORDS_END = {0, 0, 0, (byte) 0x80};

  // In volatile memory for one command: a wrapped word with its counter, a MAC.
  private static final short WORK = (short) (WRAPPED + BlockCipher.BLOCK);
  private static final short SCRATCH = WRAPPED;
  private static final short NUMBER = (short) (SCRATCH + 12);

  private final RemovableModule module;
  private final Contact contact;
  private final ModuleMemory memory;
  private final byte[] data;
  private final byte[] work;

  Session(RemovableModule module) {
    this.module = module;
    contact = module.contact;
    memory = module.memory;
    data = module.data;
    work = JCSystem.makeTransientByteArray(WORK, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Erases what belongs to the command alone. */
  void rest() {
    Octets.wipe(work, (short) 0, WORK);
  }

  private void requireOpen() {
    module.exchange.requireNoParameters();
    if (contact.step() != Contact.OPEN) {
      ISOException.throwIt(Status.SECURITY_NOT_SATISFIED);
    }
  }

  /** Answers the same data, protected for the way back. */
  void data() {
    requireOpen();
    short at = open();
    short length = module.tlv.length();
    protect(at, length);
  }

  /** Stands for a real module's way to a control word, which is no part of the protocol. */
  void controlWord() {
    requireOpen();
    short at = open();
    short length = module.tlv.length();
    module.keys.openModuleKey();
    byte[] keys = module.keys.bytes;
    module.cmac.begin(keys, PairingKeys.MODULE_KEY, memory.identity[ModuleMemory.KEY_LENGTH]);
    module.cmac.update(WORDS_FRONT, (short) 0, (short) WORDS_FRONT.length);
    module.cmac.update((byte) (length >> 8));
    module.cmac.update((byte) length);
    module.cmac.update(data, at, length);
    module.cmac.update(WORDS_END, (short) 0, (short) WORDS_END.length);
    short word = (short) (KeyWrap.OVERHEAD + COUNTER_LENGTH);
    module.cmac.finish(work, word);
    Util.arrayCopyNonAtomic(contact.state, Contact.SENT, work, KeyWrap.OVERHEAD, COUNTER_LENGTH);
    module.cipher.encryptWith(contact.state, Contact.WORD_KEY, contact.keyLength());
    module.wrap.wrap(work, (short) 0, COUNTED);
    short to = Tlv.put(data, (short) 0, Tags.CONTROL_WORD, work, (short) 0, WRAPPED);
    authenticate((short) 0, to);
  }

  /** The user's way to free a place: with a code of the centre, in the session of another host. */
  void eraseByCode() {
    requireOpen();
    short host = module.tlv.take(Tags.SERIAL_NUMBER, Unit.ID_LENGTH);
    short wrapped = module.tlv.take(Tags.CODE_BLOCK, WRAPPED);
    requireNext();
    module.cipher.decryptWith(contact.state, Contact.WORD_KEY, contact.keyLength());
    short block = (short) (wrapped + KeyWrap.OVERHEAD + COUNTER_LENGTH);
    boolean opens =
        module.wrap.unwrap(data, wrapped, WRAPPED)
            && Octets.same(
                data,
                (short) (wrapped + KeyWrap.OVERHEAD),
                contact.state,
                Contact.RECEIVED,
                COUNTER_LENGTH);
    if (!opens) {
      ISOException.throwIt(Status.INTEGRITY_FAILED);
    }
    Octets.increment(contact.state, Contact.RECEIVED, COUNTER_LENGTH);
    short row = memory.rows.find(data, host);
    if (row == Rows.NONE) {
      ISOException.throwIt(Status.NOT_FOUND);
    }
    contact.requireTry();
    byte triesBefore = memory.tries();
    contact.takeTry();
    if (!module.keys.matchesErasure(data, block, data, host)) {
      contact.refuseCode(true);
    }
    boolean own = Util.arrayCompare(data, host, contact.state, Contact.HOST, Unit.ID_LENGTH) == 0;
    JCSystem.beginTransaction();
    memory.rows.erase(row);
    // The tries of before: only the one that this took comes back.
    memory.counters[ModuleMemory.TRIES] = triesBefore;
    JCSystem.commitTransaction();
    protect((short) 4, (short) 0);
    if (own) {
      contact.end();
    }
  }

  /** Opens the next message of the host where it stands; returns where its data are. */
  private short open() {
    short at = module.tlv.take(Tags.CIPHERTEXT, (short) 0, MOST_DATA);
    short length = module.tlv.length();
    requireNext();
    stream(TO_MODULE, Contact.RECEIVED, at, length);
    Octets.increment(contact.state, Contact.RECEIVED, COUNTER_LENGTH);
    // For the caller, who asks for it: the MAC was taken after the data.
    module.tlv.recall(length);
    return at;
  }

  /** Takes the MAC that ends a message, and checks that it is the next one. */
  private void requireNext() {
    short covered = module.tlv.position();
    short mac = module.tlv.take(Tags.MAC, BlockCipher.BLOCK);
    module.tlv.end();
    beginMac(TO_MODULE, Contact.RECEIVED);
    module.cmac.update(data, (short) 0, covered);
    if (!module.cmac.matches(data, mac, work, SCRATCH)) {
      ISOException.throwIt(Status.INTEGRITY_FAILED);
    }
  }

  private void beginMac(byte direction, short counter) {
    module.cmac.begin(contact.state, Contact.MAC_KEY, contact.keyLength());
    module.cmac.update(direction);
    module.cmac.update(contact.state, counter, COUNTER_LENGTH);
  }

  /** Protects data where they stand, with room for a tag in front of them, and answers them. */
  private void protect(short at, short length) {
    stream(TO_HOST, Contact.SENT, at, length);
    short begin = Tlv.close(data, at, Tags.CIPHERTEXT, (short) (at + length));
    authenticate(begin, (short) (at + length));
  }

  /** Ends a message to the host with its MAC, and answers it. */
  private void authenticate(short begin, short end) {
    beginMac(TO_HOST, Contact.SENT);
    module.cmac.update(data, begin, (short) (end - begin));
    short mac = Tlv.open(data, end, Tags.MAC, BlockCipher.BLOCK);
    module.cmac.finish(data, mac);
    Octets.increment(contact.state, Contact.SENT, COUNTER_LENGTH);
    module.exchange.reply(begin, (short) (mac + BlockCipher.BLOCK - begin));
  }

  /** Adds the key stream of a message to its data. */
  private void stream(byte direction, short counter, short at, short length) {
    short end = (short) (at + length);
    short block = 0;
    for (short i = at; i < end; i = (short) (i + BlockCipher.BLOCK)) {
      module.cmac.begin(contact.state, Contact.ENCRYPTION_KEY, contact.keyLength());
      module.cmac.update(direction);
      module.cmac.update(contact.state, counter, COUNTER_LENGTH);
      Octets.wipe(work, NUMBER, (short) 2);
      Util.setShort(work, (short) (NUMBER + 2), block);
      module.cmac.update(work, NUMBER, (short) 4);
      module.cmac.finish(work, SCRATCH);
      for (short j = 0; j < BlockCipher.BLOCK && (short) (i + j) < end; j++) {
        short to = (short) (i + j);
        data[to] = (byte) (data[to] ^ work[(short) (SCRATCH + j)]);
      }
      block++;
    }
  }
}
