// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * What the centre orders of a removable module (pairing.md, sections 4.8 and 6): each order once,
 * in one commit with its serial number.
 */
final class Orders {
  static final byte LOAD_GENERATION = 0x46;
  static final byte SET_POLICY = 0x48;
  static final byte LIST = 0x58;
  static final byte ERASE = 0x5A;
  static final byte LOCK = 0x5C;
  static final byte UNBLOCK = 0x5E;

  private static final byte[] LIST_LABEL = {'K', 'W', '3', '.', 'L', 'I', 'S', 'T'};

  /** How many places one LIST shows. */
  private static final short PAGE = 16;

  // In volatile memory for one command: the serial number, a wrapped key, an entry, a MAC.
  private static final short NUMBER = 0;
  private static final short WRAPPED = ModuleMemory.COUNTER;
  private static final short ENTRY = (short) (WRAPPED + SealedKeys.ROOM);
  private static final short SCRATCH = (short) (ENTRY + Generations.ENTRY);
  private static final short WORK = (short) (SCRATCH + BlockCipher.BLOCK);

  private final RemovableModule module;
  private final ModuleMemory memory;
  private final PairingKeys keys;
  private final byte[] data;
  private final byte[] work;

  Orders(RemovableModule module) {
    this.module = module;
    memory = module.memory;
    keys = module.keys;
    data = module.data;
    work = JCSystem.makeTransientByteArray(WORK, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Erases what belongs to the command alone. */
  void rest() {
    Octets.wipe(work, (short) 0, WORK);
  }

  void carryOut() {
    module.exchange.requireNoSecondParameter();
    module.requireInstalled();
    byte order = module.exchange.ins();
    short subject = readSubject(order);
    // Of LOCK what to do, of LOAD GENERATION the key.
    short second = 0;
    short secondLength = 0;
    if (order == LOCK) {
      second = module.tlv.take(Tags.COUNT, (short) 1);
      if ((data[second] & 0xFE) != 0) {
        ISOException.throwIt(Status.WRONG_DATA);
      }
    } else if (order == LOAD_GENERATION) {
      second = module.tlv.take(Tags.WRAPPED_KEY, (short) 24, SealedKeys.ROOM);
      secondLength = module.tlv.length();
    }
    requireOrder(order);
    switch (order) {
      case LIST:
        list(subject);
        break;
      case ERASE:
        erase(subject);
        break;
      case LOCK:
        lock(subject, data[second]);
        break;
      case UNBLOCK:
        unblock();
        break;
      case SET_POLICY:
        setPolicy();
        break;
      default:
        loadGeneration(subject, second, secondLength);
    }
  }

  private short readSubject(byte order) {
    switch (order) {
      case LOAD_GENERATION:
        short generation = module.tlv.take(Tags.GENERATION, (short) 2);
        if (Util.getShort(data, generation) == 0) {
          ISOException.throwIt(Status.WRONG_DATA);
        }
        return generation;
      case LIST:
        return module.tlv.take(Tags.PLACES, (short) 1);
      case ERASE:
      case LOCK:
        return module.tlv.take(Tags.SERIAL_NUMBER, Unit.ID_LENGTH);
      case SET_POLICY:
        memory.policy.read(module.tlv, data);
        return 0;
      default:
        return 0;
    }
  }

  /** Takes serial number and token behind the order's own data, and checks suite, token, number. */
  private void requireOrder(byte order) {
    short number = module.tlv.take(Tags.ORDER_NUMBER, ModuleMemory.COUNTER);
    short covered = module.tlv.position();
    short token = module.tlv.take(Tags.MAC, BlockCipher.BLOCK);
    module.tlv.end();
    byte suite = module.exchange.p1();
    if (!keys.usable(suite, memory.policy.floor())) {
      ISOException.throwIt(Status.DOWNGRADE);
    }
    beginMac(suite);
    module.cmac.update(order);
    module.cmac.update(data, (short) 0, covered);
    if (!module.cmac.matches(data, token, work, SCRATCH)) {
      ISOException.throwIt(Status.INTEGRITY_FAILED);
    }
    Util.arrayCopyNonAtomic(data, number, work, NUMBER, ModuleMemory.COUNTER);
    byte newer =
        Octets.compare(
            work, NUMBER, memory.counters, ModuleMemory.ORDER_NUMBER, ModuleMemory.COUNTER);
    if (newer <= 0) {
      ISOException.throwIt(Status.REPEATED);
    }
  }

  /** Begins a MAC under K_ADM. */
  private void beginMac(byte suite) {
    keys.derive(PairingKeys.ORDERS, suite);
    module.cmac.begin(keys.bytes, PairingKeys.DERIVED, keys.length(suite));
  }

  /** Begins the commit of an order, with its serial number. */
  private void begin() {
    JCSystem.beginTransaction();
    Util.arrayCopy(work, NUMBER, memory.counters, ModuleMemory.ORDER_NUMBER, ModuleMemory.COUNTER);
  }

  private short requireRow(short host) {
    short row = memory.rows.find(data, host);
    if (row == Rows.NONE) {
      ISOException.throwIt(Status.NOT_FOUND);
    }
    return row;
  }

  private void erase(short host) {
    short row = requireRow(host);
    begin();
    memory.rows.erase(row);
    JCSystem.commitTransaction();
  }

  private void lock(short host, byte locked) {
    short row = requireRow(host);
    begin();
    memory.rows.table[(short) (row + Rows.LOCKED)] = locked;
    JCSystem.commitTransaction();
  }

  private void unblock() {
    begin();
    memory.counters[ModuleMemory.TRIES] = ModuleMemory.ALL_TRIES;
    JCSystem.commitTransaction();
    module.contact.forgetWrongCode();
  }

  private void setPolicy() {
    if (memory.policy.otherGoesBack()) {
      ISOException.throwIt(Status.DOWNGRADE);
    }
    byte[] identity = memory.identity;
    short end = (short) (ModuleMemory.SUITES + identity[ModuleMemory.SUITES_LENGTH]);
    boolean leavesOne = false;
    for (short i = ModuleMemory.SUITES; i < end; i++) {
      leavesOne = leavesOne || keys.usable(identity[i], memory.policy.otherFloor());
    }
    if (!leavesOne) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    begin();
    memory.policy.change();
    JCSystem.commitTransaction();
  }

  /** A revoked generation gives its room up to a new one. */
  private void loadGeneration(short generationAt, short wrapped, short wrappedLength) {
    Generations generations = memory.generations;
    short generation = Util.getShort(data, generationAt);
    if (memory.policy.revokesGeneration(generation)) {
      ISOException.throwIt(Status.GENERATION_UNKNOWN);
    }
    if (generations.find(generation) != Generations.NONE) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
    short entry = generations.find((short) 0);
    if (entry == Generations.NONE) {
      entry = generations.revoked(memory.policy);
      if (entry == Generations.NONE) {
        ISOException.throwIt(Status.NO_ROOM);
      }
    }
    short length = memory.identity[ModuleMemory.KEY_LENGTH];
    byte suite = module.exchange.p1();
    keys.derive(PairingKeys.TRANSPORT, suite);
    module.cipher.decryptWith(keys.bytes, PairingKeys.DERIVED, keys.length(suite));
    Util.arrayCopyNonAtomic(data, wrapped, work, WRAPPED, wrappedLength);
    if (wrappedLength != SealedKeys.sealedLength(length)
        || !module.wrap.unwrap(work, WRAPPED, wrappedLength)) {
      ISOException.throwIt(Status.INTEGRITY_FAILED);
    }
    Util.setShort(work, ENTRY, generation);
    module.sealed.seal(
        work,
        (short) (WRAPPED + KeyWrap.OVERHEAD),
        length,
        work,
        (short) (ENTRY + Generations.KEY));
    begin();
    Util.arrayCopy(work, ENTRY, generations.table, entry, Generations.ENTRY);
    JCSystem.commitTransaction();
  }

  private void list(short firstAt) {
    short first = (short) (data[firstAt] & 0xFF);
    short places = memory.identity[ModuleMemory.PLACES];
    if (first >= places) {
      ISOException.throwIt(Status.NOT_FOUND);
    }
    begin();
    JCSystem.commitTransaction();
    short content = 4;
    short to =
        Tlv.put(data, content, Tags.MODULE, memory.identity, ModuleMemory.MODULE, Unit.ID_LENGTH);
    to = Tlv.put(data, to, Tags.PLACES, (byte) places);
    to = Tlv.put(data, to, Tags.INDEX, memory.counters, ModuleMemory.INDEX, ModuleMemory.COUNTER);
    to = Tlv.put(data, to, Tags.TRIES, memory.tries());
    for (short i = first; i < places && i < (short) (first + PAGE); i++) {
      if (memory.rows.state(Rows.at(i)) != 0) {
        to = memory.rows.write(Rows.at(i), data, to);
      }
    }
    short begin = Tlv.close(data, content, Tags.PAIRING_TABLE, to);
    beginMac(module.exchange.p1());
    module.cmac.update(LIST_LABEL, (short) 0, (short) LIST_LABEL.length);
    module.cmac.update(work, NUMBER, ModuleMemory.COUNTER);
    module.cmac.update(data, begin, (short) (to - begin));
    short mac = Tlv.open(data, to, Tags.MAC, BlockCipher.BLOCK);
    module.cmac.finish(data, mac);
    module.exchange.reply(begin, (short) (mac + BlockCipher.BLOCK - begin));
  }
}
