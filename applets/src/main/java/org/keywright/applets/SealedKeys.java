// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * Keys in non-volatile memory: each lies in an array, wrapped under a key that the card made for
 * itself. So a transaction covers them, which it need not do for the content of a key object; a
 * store of many keys is one array; and two keys of one length are the same if they are sealed
 * alike.
 */
final class SealedKeys {
  /** The room for any sealed key. */
  static final short ROOM = 40;

  private final BlockCipher cipher;
  private final KeyWrap wrap;
  private final byte[] work;

  SealedKeys(BlockCipher cipher, KeyWrap wrap) {
    this.cipher = cipher;
    this.wrap = wrap;
    work = JCSystem.makeTransientByteArray(ROOM, JCSystem.CLEAR_ON_DESELECT);
  }

  /** How long a key of this length is once it is sealed. */
  static short sealedLength(short length) {
    return (short) (length + KeyWrap.OVERHEAD);
  }

  /**
   * Seals a key.
   *
   * @param out an array of volatile memory, from which it is copied within a transaction, or of
   *     non-volatile memory that does not count yet
   */
  void seal(byte[] key, short at, short length, byte[] out, short to) {
    Util.arrayCopyNonAtomic(key, at, work, KeyWrap.OVERHEAD, length);
    cipher.encryptForStorage();
    wrap.wrap(work, (short) 0, length);
    Util.arrayCopyNonAtomic(work, (short) 0, out, to, sealedLength(length));
    Octets.wipe(work, (short) 0, ROOM);
  }

  /** Opens a key of which the length is known. */
  void open(byte[] sealed, short at, short length, byte[] out, short to) {
    short whole = sealedLength(length);
    Util.arrayCopyNonAtomic(sealed, at, work, (short) 0, whole);
    cipher.decryptFromStorage();
    if (!wrap.unwrap(work, (short) 0, whole)) {
      ISOException.throwIt(Status.INTEGRITY_FAILED);
    }
    Util.arrayCopyNonAtomic(work, KeyWrap.OVERHEAD, out, to, length);
    Octets.wipe(work, (short) 0, ROOM);
  }
}
