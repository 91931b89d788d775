// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Mac;

/** CMAC with triple DES of two or three keys (NIST SP 800-38B). */
final class TdesCmac implements Mac {
  private static final int BLOCK = 8;

  private final BlockCipher tdes;

  TdesCmac(BlockCipher tdes) {
    this.tdes = tdes;
  }

  @Override
  public String name() {
    return "TDES-CMAC";
  }

  @Override
  public int length() {
    return BLOCK;
  }

  @Override
  public byte[] mac(Key key, byte[] data) throws KeyException {
    KeyChecks.tdesKey(key, name());
    return key.material().expose((byte[] lent) -> mac(lent, data));
  }

  /** Computes the code under a raw key of 16 or 24 bytes. */
  byte[] mac(byte[] key, byte[] data) {
    byte[] padded = Arrays.copyOf(data, Math.max(BLOCK, data.length + BLOCK - 1 & -BLOCK));
    boolean incomplete = data.length < padded.length;
    if (incomplete) {
      padded[data.length] = (byte) 0x80;
    }
    return macOfBlocks(key, padded, incomplete);
  }

  /**
   * Computes the code of whole blocks, which are wiped.
   *
   * @param padded whether the last block was completed by padding, which takes the other subkey
   */
  byte[] macOfBlocks(byte[] key, byte[] blocks, boolean padded) {
    byte[] subkey = tdes.encipher(key, new byte[BLOCK]);
    byte[] chain = {};
    try {
      Blocks.doubledHalf(subkey);
      if (padded) {
        Blocks.doubledHalf(subkey);
      }
      Blocks.xor(blocks, blocks.length - BLOCK, subkey, 0, BLOCK);
      chain = tdes.encipherChain(key, new byte[BLOCK], blocks);
      return Arrays.copyOfRange(chain, chain.length - BLOCK, chain.length);
    } finally {
      Arrays.fill(blocks, (byte) 0);
      Arrays.fill(subkey, (byte) 0);
      Arrays.fill(chain, (byte) 0);
    }
  }
}
