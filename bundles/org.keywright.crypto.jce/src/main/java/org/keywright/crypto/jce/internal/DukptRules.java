// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;

/**
 * The initial key of a terminal under DUKPT, of a base derivation key: of TDES by ANSI
 * X9.24-1:2009, annex A.6, of AES by ANSI X9.24-3:2017, clause 6.3.
 */
final class DukptRules {
  private static final int SERIAL = 8;
  private static final int TDES_SERIAL_WITH_COUNTER = 10;
  private static final int AES_SERIAL_WITH_COUNTER = 12;
  private static final int COUNTER_BITS_OF_LAST_BYTE = 0x1F;
  private static final int VARIANT = 0xC0;
  private static final int BLOCK = 16;

  private final BlockCipher aes;
  private final BlockCipher tdes;

  DukptRules(BlockCipher aes, BlockCipher tdes) {
    this.aes = aes;
    this.tdes = tdes;
  }

  /** The left half under the base derivation key, the right half under its variant. */
  List<Key> ofTdes(Key master, byte[] input, DiversificationSteps steps) throws KeyException {
    byte[] serial = serial(input, TDES_SERIAL_WITH_COUNTER);
    serial[SERIAL - 1] &= (byte) ~COUNTER_BITS_OF_LAST_BYTE;
    steps.data("key serial number without its counter", serial);
    byte[] made = new byte[2 * SERIAL];
    try (Key variant = variant(master)) {
      steps.key("variant of the base derivation key", variant);
      put(master, serial, made, 0);
      put(variant, serial, made, SERIAL);
    }
    return ProvedRule.keys(KeySpec.TDES_128, made);
  }

  private void put(Key key, byte[] serial, byte[] made, int at) {
    byte[] half = key.material().expose(lent -> tdes.encipher(lent, serial));
    System.arraycopy(half, 0, made, at, SERIAL);
    Arrays.fill(half, (byte) 0);
  }

  /** The first four bytes of both halves with C0. */
  private static Key variant(Key master) throws KeyException {
    byte[] varied = master.material().expose(byte[]::clone);
    for (int i = 0; i < varied.length; i++) {
      if (i % SERIAL < SERIAL / 2) {
        varied[i] ^= (byte) VARIANT;
      }
    }
    return Key.of(master.spec(), KeyMaterial.consume(varied));
  }

  /** As long as the base derivation key, a block of AES for each 16 bytes. */
  List<Key> ofAes(Key master, byte[] input, DiversificationSteps steps) throws KeyException {
    byte[] serial = serial(input, AES_SERIAL_WITH_COUNTER);
    int bits = master.spec().bits();
    int length = master.spec().length();
    byte[] blocks = new byte[length == BLOCK ? BLOCK : 2 * BLOCK];
    for (int at = 0; at < blocks.length; at += BLOCK) {
      byte[] head = {1, (byte) (1 + at / BLOCK), (byte) 0x80, 1, 0, (byte) (bits / 64)};
      System.arraycopy(head, 0, blocks, at, head.length);
      blocks[at + 6] = (byte) (bits >> 8);
      blocks[at + 7] = (byte) bits;
      System.arraycopy(serial, 0, blocks, at + 8, SERIAL);
    }
    steps.data("derivation data", blocks);
    byte[] made = master.material().expose(lent -> aes.encipher(lent, blocks));
    try {
      return ProvedRule.keys(master.spec(), Arrays.copyOf(made, length));
    } finally {
      Arrays.fill(made, (byte) 0);
    }
  }

  private static byte[] serial(byte[] input, int withCounter) throws KeyException {
    if (input.length != SERIAL && input.length != withCounter) {
      throw new KeyException(
          "the identifier of an initial key has %d bytes, with a counter %d, not %d"
              .formatted(SERIAL, withCounter, input.length));
    }
    return Arrays.copyOf(input, SERIAL);
  }
}
