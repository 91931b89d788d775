// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/** KCV of download.md, section 4.5: the beginning of the CMAC over a block of zeros. */
final class CheckValues {
  /** The length of a check value. */
  static final short LENGTH = 5;

  private static final short ZEROS = BlockCipher.BLOCK;

  private final BlockCipher cipher;
  private final Cmac cmac;
  private final byte[] work;

  CheckValues(BlockCipher cipher, Cmac cmac) {
    this.cipher = cipher;
    this.cmac = cmac;
    work =
        JCSystem.makeTransientByteArray(
            (short) (2 * BlockCipher.BLOCK), JCSystem.CLEAR_ON_DESELECT);
  }

  /** Writes the check value of a key of a kind that the card can work with. */
  void write(byte algorithm, byte[] key, short at, short length, byte[] out, short to) {
    if (algorithm == KeyRecords.TDES) {
      cipher.tdesCheck(key, at, length, work, (short) 0);
    } else {
      cmac.begin(key, at, length);
      cmac.update(work, ZEROS, BlockCipher.BLOCK);
      cmac.finish(work, (short) 0);
    }
    Util.arrayCopyNonAtomic(work, (short) 0, out, to, LENGTH);
    Octets.wipe(work, (short) 0, BlockCipher.BLOCK);
  }
}
