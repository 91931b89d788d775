// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.Util;

/** The keys of the generations of cryptograms in non-volatile memory. */
final class Generations {
  static final short MOST = 8;
  static final short NONE = -1;
  static final short KEY = 2;

  /** The length of all that one generation takes. */
  static final short ENTRY = (short) (KEY + SealedKeys.ROOM);

  /** The generations one behind the other, each beginning with its number; zero is free. */
  final byte[] table = new byte[(short) (MOST * ENTRY)];

  /** Where a generation is, or with zero where another one goes. */
  short find(short generation) {
    for (short i = 0; i < (short) table.length; i = (short) (i + ENTRY)) {
      if (Util.getShort(table, i) == generation) {
        return i;
      }
    }
    return NONE;
  }

  /** Where a generation is that the policy revokes. */
  short revoked(Policy policy) {
    for (short i = 0; i < (short) table.length; i = (short) (i + ENTRY)) {
      if (policy.revokesGeneration(Util.getShort(table, i))) {
        return i;
      }
    }
    return NONE;
  }

  /** Writes all numbers in tag A6; returns where that ends. */
  short write(byte[] out, short at) {
    short value = Tlv.open(out, at, Tags.GENERATION, (short) 0);
    short to = value;
    for (short i = 0; i < (short) table.length; i = (short) (i + ENTRY)) {
      if (Util.getShort(table, i) != 0) {
        to = Util.arrayCopyNonAtomic(table, i, out, to, (short) 2);
      }
    }
    out[(short) (value - 1)] = (byte) (to - value);
    return to;
  }
}
