// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.CryptoException;
import javacard.security.DESKey;
import javacard.security.Key;
import javacard.security.KeyBuilder;
import javacard.security.RandomData;
import javacardx.crypto.Cipher;

/**
 * AES and TDES, one block at a time: all that this package asks of a runtime's ciphers. CMAC, KDF
 * and key wrap are built upon it, for no runtime must have them.
 *
 * <p>A block under ECB is a block under CBC from zeros, so a runtime that has but one of the two
 * modes will do. Which keys it can work with is found out while the applet is installed.
 */
final class BlockCipher {
  /** The length of a block of AES. */
  static final short BLOCK = 16;

  private static final short TDES_BLOCK = 8;

  private static final short LONGEST_KEY = 32;

  private final AESKey aes128;
  private final AESKey aes192;
  private final AESKey aes256;
  private final AESKey storage;
  private final DESKey tdes;
  private final Cipher cipher;
  private final Cipher tdesCipher;
  private final byte[] work;

  /** Makes the ciphers, and the card's own key. */
  BlockCipher(RandomData random) {
    this(random, Cipher.ALG_AES_BLOCK_128_ECB_NOPAD, Cipher.ALG_DES_ECB_NOPAD);
  }

  /** The same with the modes that are tried first. */
  BlockCipher(RandomData random, byte aesMode, byte tdesMode) {
    aes128 = (AESKey) key(KeyBuilder.TYPE_AES_TRANSIENT_DESELECT, KeyBuilder.LENGTH_AES_128);
    aes192 = (AESKey) key(KeyBuilder.TYPE_AES_TRANSIENT_DESELECT, KeyBuilder.LENGTH_AES_192);
    aes256 = (AESKey) key(KeyBuilder.TYPE_AES_TRANSIENT_DESELECT, KeyBuilder.LENGTH_AES_256);
    tdes = (DESKey) key(KeyBuilder.TYPE_DES_TRANSIENT_DESELECT, KeyBuilder.LENGTH_DES3_3KEY);
    cipher = cipher(aesMode, Cipher.ALG_AES_BLOCK_128_CBC_NOPAD);
    tdesCipher = cipher(tdesMode, Cipher.ALG_DES_CBC_NOPAD);
    work = JCSystem.makeTransientByteArray(LONGEST_KEY, JCSystem.CLEAR_ON_DESELECT);
    short bits = aes256 == null ? KeyBuilder.LENGTH_AES_128 : KeyBuilder.LENGTH_AES_256;
    storage = (AESKey) key(KeyBuilder.TYPE_AES, bits);
    random.nextBytes(work, (short) 0, LONGEST_KEY);
    storage.setKey(work, (short) 0);
    Octets.wipe(work, (short) 0, LONGEST_KEY);
  }

  /** A key that the runtime has; null if it has not. */
  private static Key key(byte type, short bits) {
    try {
      return KeyBuilder.buildKey(type, bits, false);
    } catch (CryptoException e) {
      return null;
    }
  }

  private static Cipher cipher(byte preferred, byte other) {
    try {
      return Cipher.getInstance(preferred, false);
    } catch (CryptoException e) {
      return otherCipher(other);
    }
  }

  private static Cipher otherCipher(byte algorithm) {
    try {
      return Cipher.getInstance(algorithm, false);
    } catch (CryptoException e) {
      return null;
    }
  }

  /** Whether it can work with AES keys of this length in bytes. */
  boolean takes(short length) {
    return cipher != null && aes(length) != null;
  }

  /** Whether it can work with TDES keys. */
  boolean takesTdes() {
    return tdes != null && tdesCipher != null;
  }

  private AESKey aes(short length) {
    if (length == 16) {
      return aes128;
    }
    return length == 24 ? aes192 : length == 32 ? aes256 : null;
  }

  /** Takes an AES key, of a length that it takes, to encrypt blocks with. */
  void encryptWith(byte[] key, short at, short length) {
    begin(key, at, length, Cipher.MODE_ENCRYPT);
  }

  /** Takes an AES key, of a length that it takes, to decrypt blocks with. */
  void decryptWith(byte[] key, short at, short length) {
    begin(key, at, length, Cipher.MODE_DECRYPT);
  }

  /** Takes the key under which this card keeps others, to encrypt blocks with. */
  void encryptForStorage() {
    cipher.init(storage, Cipher.MODE_ENCRYPT);
  }

  /** Takes the key under which this card keeps others, to decrypt blocks with. */
  void decryptFromStorage() {
    cipher.init(storage, Cipher.MODE_DECRYPT);
  }

  private void begin(byte[] key, short at, short length, byte mode) {
    AESKey own = aes(length);
    own.setKey(key, at);
    cipher.init(own, mode);
  }

  /** Encrypts or decrypts one block where it stands. */
  void block(byte[] bytes, short at) {
    cipher.doFinal(bytes, at, BLOCK, bytes, at);
  }

  /**
   * CMAC over one block of zeros under a TDES key of two or three parts: what its check value is
   * the beginning of.
   *
   * @param out gets 8 bytes
   */
  void tdesCheck(byte[] key, short at, short length, byte[] out, short to) {
    Util.arrayCopyNonAtomic(key, at, work, (short) 0, length);
    if (length == 16) {
      Util.arrayCopyNonAtomic(key, at, work, (short) 16, TDES_BLOCK);
    }
    tdes.setKey(work, (short) 0);
    tdesCipher.init(tdes, Cipher.MODE_ENCRYPT);
    Octets.wipe(work, (short) 0, LONGEST_KEY);
    tdesCipher.doFinal(work, (short) 0, TDES_BLOCK, out, to);
    Cmac.doubled(out, to, TDES_BLOCK, Cmac.TDES_POLYNOMIAL);
    tdesCipher.doFinal(out, to, TDES_BLOCK, out, to);
    Octets.wipe(work, (short) 0, LONGEST_KEY);
    tdes.setKey(work, (short) 0);
    tdesCipher.init(tdes, Cipher.MODE_ENCRYPT);
    tdes.clearKey();
  }

  /** Lets go of all keys; a runtime may keep more of one in its cipher than the key itself. */
  void rest() {
    Octets.wipe(work, (short) 0, LONGEST_KEY);
    clear(aes128);
    clear(aes192);
    clear(aes256);
  }

  private void clear(AESKey key) {
    if (key != null && key.isInitialized()) {
      key.setKey(work, (short) 0);
      cipher.init(key, Cipher.MODE_ENCRYPT);
      key.clearKey();
    }
  }
}
