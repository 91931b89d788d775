// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/** AES or triple DES as such, for whole messages of blocks: check values and key blocks. */
final class BlockCipher {
  private final int size;
  private final boolean tdes;
  private final CipherPool ecb;
  private final CipherPool cbc;

  private BlockCipher(int size, boolean tdes, CipherPool ecb, CipherPool cbc) {
    this.size = size;
    this.tdes = tdes;
    this.ecb = ecb;
    this.cbc = cbc;
  }

  /** AES with keys of 16, 24 or 32 bytes. */
  static BlockCipher aes() {
    return new BlockCipher(16, false, CipherPool.aes("ECB", 0), CipherPool.aes("CBC", 16));
  }

  /** Triple DES with keys of 16 or 24 bytes. */
  static BlockCipher tdes() {
    return new BlockCipher(8, true, CipherPool.tdes("ECB", 0), CipherPool.tdes("CBC", 8));
  }

  /** The size of a block in bytes. */
  int size() {
    return size;
  }

  /** Enciphers each block by itself. */
  byte[] encipher(byte[] key, byte[] blocks) {
    return run(ecb, Cipher.ENCRYPT_MODE, key, null, blocks);
  }

  /** Enciphers a chain (CBC). */
  byte[] encipherChain(byte[] key, byte[] iv, byte[] blocks) {
    return run(cbc, Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv), blocks);
  }

  /** Deciphers a chain (CBC); the caller wipes the result. */
  byte[] decipherChain(byte[] key, byte[] iv, byte[] blocks) {
    return run(cbc, Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv), blocks);
  }

  private byte[] run(
      CipherPool pool, int mode, byte[] key, @Nullable IvParameterSpec iv, byte[] blocks) {
    byte[] whole = tdes ? Blocks.threeKeys(key) : key;
    byte[] out = new byte[blocks.length];
    try (PooledCipher cipher = pool.start(mode, whole, iv)) {
      cipher.end(blocks, 0, blocks.length, out, 0);
      return out;
    } finally {
      if (tdes) {
        Arrays.fill(whole, (byte) 0);
      }
    }
  }
}
