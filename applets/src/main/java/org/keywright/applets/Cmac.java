// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * AES-CMAC (NIST SP 800-38B, RFC 4493), from blocks of AES. One at a time: {@link #begin}, {@link
 * #update} as often as there are parts, {@link #finish} or {@link #matches}.
 */
final class Cmac {
  /** What doubling in the field of 64-bit blocks adds (SP 800-38B, clause 5.3). */
  static final byte TDES_POLYNOMIAL = 0x1B;

  private static final byte AES_POLYNOMIAL = (byte) 0x87;
  private static final byte PADDING = (byte) 0x80;
  private static final short BLOCK = BlockCipher.BLOCK;

  private static final short CHAIN = 0;
  private static final short LAST = BLOCK;
  private static final short SUBKEY = 2 * BLOCK;
  private static final short ROOM = 3 * BLOCK;

  private final BlockCipher cipher;
  private final byte[] work;
  private final short[] held;

  Cmac(BlockCipher cipher) {
    this.cipher = cipher;
    work = JCSystem.makeTransientByteArray(ROOM, JCSystem.CLEAR_ON_DESELECT);
    held = JCSystem.makeTransientShortArray((short) 1, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Begins a MAC under a key. */
  void begin(byte[] key, short at, short length) {
    cipher.encryptWith(key, at, length);
    Octets.wipe(work, (short) 0, ROOM);
    held[0] = 0;
  }

  /** Goes on with a part of the message. */
  void update(byte[] message, short at, short length) {
    short end = (short) (at + length);
    for (short i = at; i < end; i++) {
      update(message[i]);
    }
  }

  /** Goes on with one byte. */
  void update(byte next) {
    // The last block is held back, since it is treated otherwise than the ones before.
    if (held[0] == BLOCK) {
      addLast();
      held[0] = 0;
    }
    work[(short) (LAST + held[0])] = next;
    held[0] = (short) (held[0] + 1);
  }

  private void addLast() {
    for (short i = 0; i < BLOCK; i++) {
      work[i] = (byte) (work[i] ^ work[(short) (LAST + i)]);
    }
    cipher.block(work, CHAIN);
  }

  /** Ends the MAC and writes its 16 bytes. */
  void finish(byte[] out, short at) {
    Octets.wipe(work, SUBKEY, BLOCK);
    cipher.block(work, SUBKEY);
    doubled(work, SUBKEY, BLOCK, AES_POLYNOMIAL);
    if (held[0] < BLOCK) {
      work[(short) (LAST + held[0])] = PADDING;
      Octets.wipe(work, (short) (LAST + held[0] + 1), (short) (BLOCK - held[0] - 1));
      doubled(work, SUBKEY, BLOCK, AES_POLYNOMIAL);
    }
    for (short i = 0; i < BLOCK; i++) {
      work[(short) (LAST + i)] = (byte) (work[(short) (LAST + i)] ^ work[(short) (SUBKEY + i)]);
    }
    addLast();
    Util.arrayCopyNonAtomic(work, CHAIN, out, at, BLOCK);
    Octets.wipe(work, (short) 0, ROOM);
  }

  /** Ends the MAC and says whether it is the one that came; the time tells nothing of it. */
  boolean matches(byte[] received, short at, byte[] scratch, short room) {
    finish(scratch, room);
    boolean same = Octets.same(scratch, room, received, at, BLOCK);
    Octets.wipe(scratch, room, BLOCK);
    return same;
  }

  /** Doubles a block in its field (SP 800-38B, clause 6.1), in a time that tells nothing of it. */
  static void doubled(byte[] block, short at, short length, byte polynomial) {
    byte carry = 0;
    for (short i = (short) (at + length - 1); i >= at; i--) {
      byte here = block[i];
      block[i] = (byte) ((byte) (here << 1) | carry);
      carry = (byte) ((here >> 7) & 1);
    }
    short last = (short) (at + length - 1);
    block[last] = (byte) (block[last] ^ (byte) (polynomial & (byte) -carry));
  }
}
