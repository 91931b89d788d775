// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * AES key wrap (RFC 3394) with its default initial value, from blocks of AES, in place. The key is
 * the one that the cipher was given last.
 */
final class KeyWrap {
  /** By how much what is wrapped is longer. */
  static final short OVERHEAD = 8;

  private static final short HALF = 8;
  private static final short BLOCK = BlockCipher.BLOCK;
  private static final short ROUNDS = 6;
  private static final byte INITIAL_VALUE = (byte) 0xA6;

  private final BlockCipher cipher;
  private final byte[] work;

  KeyWrap(BlockCipher cipher) {
    this.cipher = cipher;
    work = JCSystem.makeTransientByteArray(BLOCK, JCSystem.CLEAR_ON_DESELECT);
  }

  /**
   * Wraps, with a key that encrypts.
   *
   * @param bytes has room for {@link #OVERHEAD} bytes at {@code at}, and behind it what to wrap
   * @param length of what to wrap; a multiple of 8, 16 at least
   */
  void wrap(byte[] bytes, short at, short length) {
    Util.arrayFillNonAtomic(work, (short) 0, HALF, INITIAL_VALUE);
    short count = 0;
    for (short round = 0; round < ROUNDS; round++) {
      for (short done = 0; done < length; done = (short) (done + HALF)) {
        short part = (short) (at + OVERHEAD + done);
        count++;
        Util.arrayCopyNonAtomic(bytes, part, work, HALF, HALF);
        cipher.block(work, (short) 0);
        Util.arrayCopyNonAtomic(work, HALF, bytes, part, HALF);
        addCount(count);
      }
    }
    Util.arrayCopyNonAtomic(work, (short) 0, bytes, at, HALF);
    Octets.wipe(work, (short) 0, BLOCK);
  }

  /**
   * Unwraps, with a key that decrypts; what was wrapped is {@link #OVERHEAD} bytes behind {@code
   * at} then.
   *
   * @param length of what is wrapped
   * @return whether it was whole; if not, nothing is left of it
   */
  boolean unwrap(byte[] bytes, short at, short length) {
    if ((short) (length & 7) != 0 || length < (short) (BLOCK + OVERHEAD)) {
      return false;
    }
    short content = (short) (length - OVERHEAD);
    Util.arrayCopyNonAtomic(bytes, at, work, (short) 0, HALF);
    short count = (short) (ROUNDS * (short) (content >> 3));
    for (short round = 0; round < ROUNDS; round++) {
      for (short left = content; left > 0; left = (short) (left - HALF)) {
        short part = (short) (at + left);
        addCount(count);
        count--;
        Util.arrayCopyNonAtomic(bytes, part, work, HALF, HALF);
        cipher.block(work, (short) 0);
        Util.arrayCopyNonAtomic(work, HALF, bytes, part, HALF);
      }
    }
    byte difference = 0;
    for (short i = 0; i < HALF; i++) {
      difference = (byte) (difference | (work[i] ^ INITIAL_VALUE));
    }
    Octets.wipe(work, (short) 0, BLOCK);
    if (difference != 0) {
      Octets.wipe(bytes, at, length);
    }
    return difference == 0;
  }

  /** The number of the step, of which no more than two bytes are ever needed. */
  private void addCount(short count) {
    work[6] = (byte) (work[6] ^ (byte) (count >> 8));
    work[7] = (byte) (work[7] ^ (byte) count);
  }
}
