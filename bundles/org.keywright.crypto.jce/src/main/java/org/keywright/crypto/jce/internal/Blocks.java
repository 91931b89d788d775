// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Arithmetic on cipher blocks, in place, in time that does not depend on their values. */
final class Blocks {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private Blocks() {}

  /** Adds a block of 16 bytes to {@code target} by exclusive or. */
  static void xorBlock(byte[] target, int to, byte[] mask, int from) {
    LONG.set(target, to, (long) LONG.get(target, to) ^ (long) LONG.get(mask, from));
    LONG.set(target, to + 8, (long) LONG.get(target, to + 8) ^ (long) LONG.get(mask, from + 8));
  }

  /** Doubles the first {@code size} bytes in the field of CMAC (SP 800-38B, clause 6.1). */
  static void doubled(byte[] block, int size) {
    int carry = 0;
    for (int i = size - 1; i >= 0; i--) {
      int shifted = (block[i] & 0xFF) << 1 | carry;
      block[i] = (byte) shifted;
      carry = shifted >> 8;
    }
    block[size - 1] ^= (byte) (-carry & (size == 16 ? 0x87 : 0x1B));
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
      key[i] = (byte) (upper | ~Integer.bitCount(upper) & 1);
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
