// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * A removable module (MS) of pairing: is paired with hosts, and opens sessions with them
 * (pairing.md, sections 6 and 8).
 *
 * <p>It takes no install parameters: MSID comes by INSTALL. It has no clock: where the protocol
 * makes one wait after a wrong code, it waits until the power goes.
 */
public final class RemovableModule extends Unit {
  private static final byte PROTECTED = (byte) 0x84;

  private static final byte INSTALL = 0x1A;
  private static final byte STATUS = 0x40;
  private static final byte HELLO = 0x50;
  private static final byte VERIFY = 0x52;
  private static final byte PAIR = 0x54;
  private static final byte CODE = 0x56;
  private static final byte DATA = 0x4A;
  private static final byte CONTROL_WORD = 0x4C;
  private static final byte ERASE_BY_CODE = 0x4E;

  private static final short MOST_SUITES = 16;

  final ModuleMemory memory = new ModuleMemory();

  /** The suites, which are the same as those of the download. */
  final DownloadKeys suites;

  final PairingKeys keys;
  final Contact contact;
  private final Session session;
  private final Orders orders;

  private RemovableModule() {
    suites = new DownloadKeys(cipher, cmac, kdf);
    keys = new PairingKeys(memory, suites, sealed, kdf);
    contact = new Contact(this);
    session = new Session(this);
    orders = new Orders(this);
  }

  /** Called by the runtime. */
  public static void install(byte[] parameters, short offset, byte length) {
    new RemovableModule().register(parameters, (short) (offset + 1), parameters[offset]);
  }

  @Override
  void carryOut() {
    tlv.begin(exchange.length());
    if (exchange.cla() == PLAIN) {
      carryOutPlain();
    } else if (exchange.cla() == PROTECTED) {
      carryOutProtected();
    } else {
      ISOException.throwIt(Status.UNKNOWN_CLASS);
    }
  }

  private void carryOutPlain() {
    switch (exchange.ins()) {
      case HELLO:
        contact.hello();
        break;
      case VERIFY:
      case PAIR:
      case CODE:
        carryOutInContact();
        break;
      case INSTALL:
        installModule();
        break;
      case STATUS:
        status();
        break;
      default:
        ISOException.throwIt(Status.UNKNOWN_INSTRUCTION);
    }
  }

  private void carryOutProtected() {
    switch (exchange.ins()) {
      case DATA:
      case CONTROL_WORD:
      case ERASE_BY_CODE:
        carryOutInContact();
        break;
      case Orders.LIST:
        orders.carryOut();
        break;
      case Orders.ERASE:
      case Orders.LOCK:
      case Orders.UNBLOCK:
      case Orders.SET_POLICY:
      case Orders.LOAD_GENERATION:
        orders.carryOut();
        contact.end();
        break;
      default:
        ISOException.throwIt(Status.UNKNOWN_INSTRUCTION);
    }
  }

  /** Whatever is refused of these ends the contact. */
  private void carryOutInContact() {
    boolean done = false;
    try {
      carryOutStep();
      done = true;
    } finally {
      if (!done) {
        contact.end();
      }
    }
  }

  private void carryOutStep() {
    switch (exchange.ins()) {
      case VERIFY:
        contact.verify();
        break;
      case PAIR:
        contact.pair();
        break;
      case CODE:
        contact.code();
        break;
      case DATA:
        session.data();
        break;
      case CONTROL_WORD:
        session.controlWord();
        break;
      default:
        session.eraseByCode();
    }
  }

  @Override
  void rest() {
    contact.rest();
    session.rest();
    orders.rest();
    keys.rest();
  }

  /** 6985 while it is blank. */
  void requireInstalled() {
    if (!memory.installed()) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
  }

  /**
   * Writes all that INSTALL says where nobody looks while the module is blank, and then, in one
   * commit, that it is not blank any more.
   */
  private void installModule() {
    exchange.requireNoParameters();
    if (memory.installed()) {
      ISOException.throwIt(Status.WRONG_STATE);
    }
    byte[] identity = memory.identity;
    short module = tlv.take(Tags.MODULE, ID_LENGTH);
    short list = tlv.take(Tags.SUITES, (short) 1, MOST_SUITES);
    short listLength = tlv.length();
    short index = tlv.take(Tags.INDEX, ModuleMemory.COUNTER);
    short places = (short) (data[tlv.take(Tags.PLACES, (short) 1)] & 0xFF);
    memory.policy.read(tlv, data);
    short root = takeRoot(Tags.ROOT, Status.WRONG_DATA);
    short rootLength = tlv.length();
    short generations = takeGenerations(rootLength);
    if (places == 0) {
      ISOException.throwIt(Status.WRONG_DATA);
    }
    if (places > Rows.MOST || generations > Generations.MOST) {
      ISOException.throwIt(Status.NO_ROOM);
    }
    Util.arrayCopyNonAtomic(data, module, identity, ModuleMemory.MODULE, ID_LENGTH);
    identity[ModuleMemory.SUITES_LENGTH] = (byte) listLength;
    Util.arrayCopyNonAtomic(data, list, identity, ModuleMemory.SUITES, listLength);
    identity[ModuleMemory.KEY_LENGTH] = (byte) rootLength;
    sealed.seal(data, root, rootLength, identity, ModuleMemory.KEY);
    JCSystem.beginTransaction();
    Util.arrayCopy(data, index, memory.counters, ModuleMemory.INDEX, ModuleMemory.COUNTER);
    identity[ModuleMemory.PLACES] = (byte) places;
    memory.policy.change();
    identity[ModuleMemory.INSTALLED] = 1;
    JCSystem.commitTransaction();
    replyCheckValue(KeyRecords.AES, data, root, rootLength);
  }

  /** Takes the generations, and keeps as many as there is room for; returns how many there were. */
  private short takeGenerations(short length) {
    byte[] table = memory.generations.table;
    Octets.wipe(table, (short) 0, (short) table.length);
    short count = 0;
    do {
      short number = Util.getShort(data, tlv.take(Tags.GENERATION, (short) 2));
      short key = takeRoot(Tags.ROOT, Status.WRONG_DATA);
      boolean again = number == 0 || memory.generations.find(number) != Generations.NONE;
      if (again || tlv.length() != length) {
        ISOException.throwIt(Status.WRONG_DATA);
      }
      if (count < Generations.MOST) {
        short entry = (short) (count * Generations.ENTRY);
        Util.setShort(table, entry, number);
        sealed.seal(data, key, length, table, (short) (entry + Generations.KEY));
      }
      count++;
    } while (!tlv.atEnd());
    return count;
  }

  private void status() {
    exchange.requireNoParameters();
    exchange.requireNoData();
    byte[] identity = memory.identity;
    boolean installed = memory.installed();
    short content = 4;
    short to = Tlv.put(data, content, Tags.INSTALLED, installed ? (byte) 1 : (byte) 0);
    if (installed) {
      to = Tlv.put(data, to, Tags.MODULE, identity, ModuleMemory.MODULE, ID_LENGTH);
      short length = identity[ModuleMemory.SUITES_LENGTH];
      to = Tlv.put(data, to, Tags.SUITES, identity, ModuleMemory.SUITES, length);
      to = memory.generations.write(data, to);
    } else {
      to = Tlv.put(data, to, Tags.MODULE, keys.bytes, (short) 0, ID_LENGTH);
      to = suites.putSuites(data, to);
      to = Tlv.open(data, to, Tags.GENERATION, (short) 0);
    }
    to = Tlv.put(data, to, Tags.PLACES, identity[ModuleMemory.PLACES]);
    to = Tlv.put(data, to, Tags.COUNT, memory.rows.occupied());
    byte[] counters = memory.counters;
    to = Tlv.put(data, to, Tags.INDEX, counters, ModuleMemory.INDEX, ModuleMemory.COUNTER);
    to = Tlv.put(data, to, Tags.TRIES, memory.tries());
    short number = ModuleMemory.ORDER_NUMBER;
    to = Tlv.put(data, to, Tags.ORDER_NUMBER, counters, number, ModuleMemory.COUNTER);
    to = memory.policy.write(data, to);
    short begin = Tlv.close(data, content, Tags.MODULE_STATUS, to);
    exchange.reply(begin, (short) (to - begin));
  }
}
