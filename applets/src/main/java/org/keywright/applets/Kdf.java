// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * KDF of download.md, section 4.1: NIST SP 800-108r1, clause 4.1, counter mode with AES-CMAC. One
 * at a time: {@link #begin} with the label, {@link #field} for each field, {@link #finish}.
 */
final class Kdf {
  /** The longest input here is that of a session key, 115 bytes, or K_CODE, 126 bytes. */
  private static final short ROOM = 160;

  private static final short COUNTER = 3;
  private static final short LABEL = 4;
  private static final short BLOCK = BlockCipher.BLOCK;
  private static final short OUTPUT = (short) (ROOM - BLOCK);

  private final Cmac cmac;
  private final byte[] input;
  private final short[] length;

  Kdf(Cmac cmac) {
    this.cmac = cmac;
    input = JCSystem.makeTransientByteArray(ROOM, JCSystem.CLEAR_ON_DESELECT);
    length = JCSystem.makeTransientShortArray((short) 1, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Begins a derivation. */
  void begin(byte[] label) {
    Octets.wipe(input, (short) 0, LABEL);
    short at = Util.arrayCopyNonAtomic(label, (short) 0, input, LABEL, (short) label.length);
    input[at] = 0;
    length[0] = (short) (at + 1);
  }

  /** Adds a field behind its length. */
  void field(byte[] value, short at, short bytes) {
    short to = Util.setShort(input, length[0], bytes);
    length[0] = Util.arrayCopyNonAtomic(value, at, input, to, bytes);
  }

  /** Adds a field of two bytes. */
  void field(short value) {
    short to = Util.setShort(input, length[0], (short) 2);
    length[0] = Util.setShort(input, to, value);
  }

  /** Adds a field of one byte. */
  void field(byte value) {
    short to = Util.setShort(input, length[0], (short) 1);
    input[to] = value;
    length[0] = (short) (to + 1);
  }

  /**
   * Derives.
   *
   * @param key the master
   * @param bytes how many to derive, 16, 24 or 32
   * @param out gets them; not where the master is
   */
  void finish(byte[] key, short keyAt, short keyLength, byte[] out, short to, short bytes) {
    short at = Util.setShort(input, length[0], (short) 0);
    at = Util.setShort(input, at, (short) (bytes * 8));
    for (short done = 0; done < bytes; done = (short) (done + BLOCK)) {
      input[COUNTER] = (byte) (input[COUNTER] + 1);
      cmac.begin(key, keyAt, keyLength);
      cmac.update(input, (short) 0, at);
      cmac.finish(input, OUTPUT);
      short left = (short) (bytes - done);
      Util.arrayCopyNonAtomic(input, OUTPUT, out, (short) (to + done), left < BLOCK ? left : BLOCK);
    }
    Octets.wipe(input, (short) 0, ROOM);
  }
}
