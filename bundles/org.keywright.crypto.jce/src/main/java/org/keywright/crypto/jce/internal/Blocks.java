// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Arithmetic on cipher blocks, in place, in time that does not depend on their values. */
final class Blocks {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Blocks() {}

  /** Eight bytes from {@code at} on, big-endian. */
  static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }

  /** Sets eight bytes from {@code at} on, big-endian. */
  static void word(byte[] bytes, int at, long value) {
    WORD.set(bytes, at, value);
  }

  /** Adds a block of 16 bytes to {@code target} by exclusive or. */
  static void xorBlock(byte[] target, int to, byte[] mask, int from) {
    word(target, to, word(target, to) ^ word(mask, from));
    word(target, to + 8, word(target, to + 8) ^ word(mask, from + 8));
  }

  /** Doubles the first 16 bytes in the field of CMAC (SP 800-38B, clause 6.1). */
  static void doubled(byte[] block) {
    long high = word(block, 0);
    long low = word(block, 8);
    word(block, 0, high << 1 | low >>> 63);
    word(block, 8, low << 1 ^ (high >> 63 & 0x87));
  }

  /** Doubles the first 8 bytes in the field of CMAC with a block of 64 bits. */
  static void doubledHalf(byte[] block) {
    long word = word(block, 0);
    word(block, 0, word << 1 ^ (word >> 63 & 0x1B));
  }

  /** Adds {@code length} bytes of {@code mask} to {@code target} by exclusive or. */
  static void xor(byte[] target, int to, byte[] mask, int from, int length) {
    for (int i = 0; i < length; i++) {
      target[to + i] ^= mask[from + i];
    }
  }

  /** Sets the lowest bit of every byte so that the number of ones is odd, as DES keys have it. */
  static void oddParity(byte[] key) {
    for (int i = 0; i < key.length; i++) {
      int upper = key[i] & 0xFE;
      key[i] = (byte) (upper | (~Integer.bitCount(upper) & 1));
    }
  }

  /** The double or triple length TDES key as the three keys that the JDK wants. */
  static byte[] threeKeys(byte[] key) {
    byte[] three = new byte[24];
    System.arraycopy(key, 0, three, 0, key.length);
    if (key.length == 16) {
      System.arraycopy(key, 0, three, 16, 8);
    }
    return three;
  }
}
