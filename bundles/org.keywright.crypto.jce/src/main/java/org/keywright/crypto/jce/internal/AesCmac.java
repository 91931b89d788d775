// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Mac;

/**
 * AES-CMAC (NIST SP 800-38B, RFC 4493) with keys of 128, 192 or 256 bits.
 *
 * <p>One key schedule per code: the JDK's CBC with IV zero enciphers first the zero block, which
 * gives the subkeys, and then the message with its last block masked.
 */
final class AesCmac implements Mac {
  private static final int BLOCK = 16;
  private static final byte[] ZERO = new byte[BLOCK];

  private final CipherPool cbc = CipherPool.aes("CBC", BLOCK);

  @Override
  public String name() {
    return "AES-CMAC";
  }

  @Override
  public int length() {
    return BLOCK;
  }

  @Override
  public byte[] mac(Key key, byte[] data) throws KeyException {
    KeyChecks.aesKey(key, name());
    return key.material().expose((byte[] lent) -> mac(lent, data));
  }

  @Override
  public byte[] mac(Key key, KeyMaterial secret, byte[] data) throws KeyException {
    KeyChecks.aesKey(key, name());
    return key.material()
        .expose((byte[] lent) -> secret.expose((byte[] first) -> mac(lent, first, data)));
  }

  /** Computes the code of the parts one after the other under a raw AES key. */
  byte[] mac(byte[] key, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] padded = new byte[Math.max(BLOCK, length + BLOCK - 1 & -BLOCK)];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, padded, at, part.length);
      at += part.length;
    }
    boolean incomplete = length < padded.length;
    if (incomplete) {
      padded[length] = (byte) 0x80;
    }
    return macOfBlocks(key, padded, incomplete);
  }

  /**
   * Computes the code of whole blocks, which are wiped.
   *
   * @param padded whether the last block was completed by padding, which takes the other subkey
   */
  byte[] macOfBlocks(byte[] key, byte[] blocks, boolean padded) {
    try (PooledCipher cipher = cbc.enciphering(key)) {
      byte[] scratch = cipher.scratch();
      cipher.end(ZERO, 0, BLOCK, scratch, 0);
      Blocks.doubled(scratch);
      if (padded) {
        Blocks.doubled(scratch);
      }
      int last = blocks.length - BLOCK;
      Blocks.xorBlock(blocks, last, scratch, 0);
      int step = scratch.length - BLOCK;
      int at = 0;
      for (; last - at >= step; at += step) {
        cipher.blocks(blocks, at, step, scratch, BLOCK);
      }
      cipher.end(blocks, at, blocks.length - at, scratch, BLOCK);
      return Arrays.copyOfRange(scratch, BLOCK + last - at, 2 * BLOCK + last - at);
    } finally {
      Arrays.fill(blocks, (byte) 0);
    }
  }
}
