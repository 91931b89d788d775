// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;

/**
 * The three keys of a card's security domain, for encryption, MAC and key encryption, of an
 * issuer's master key and of the ten bytes of key diversification data that a card gives in its
 * answer to INITIALIZE UPDATE (GlobalPlatform Card Specification 2.3, E.5.1.4).
 */
final class CardKeyRules {
  private static final int DATA = 10;
  private static final int KEYS = 3;
  private static final byte FIRST_HALF = (byte) 0xF0;
  private static final byte SECOND_HALF = 0x0F;
  private static final String[] WHAT = {"ENC", "MAC", "DEK"};

  private final AesCmac aesCmac;
  private final BlockCipher tdes;

  CardKeyRules(AesCmac aesCmac, BlockCipher tdes) {
    this.aesCmac = aesCmac;
    this.tdes = tdes;
  }

  /** Visa2: the last two bytes of the card manager's AID and the chip's serial number, twice. */
  List<Key> visa2(Key master, byte[] input, DiversificationSteps steps) throws KeyException {
    requireData(input);
    byte[][] made = new byte[KEYS][];
    for (int i = 0; i < KEYS; i++) {
      byte purpose = (byte) (i + 1);
      byte[] data = new byte[16];
      half(input, FIRST_HALF, purpose, data, 0);
      half(input, SECOND_HALF, purpose, data, 8);
      steps.data("data of " + WHAT[i], data);
      made[i] = master.material().expose(lent -> tdes.encipher(lent, data));
    }
    return ProvedRule.keys(KeySpec.TDES_128, made);
  }

  private static void half(byte[] input, byte which, byte purpose, byte[] data, int at) {
    System.arraycopy(input, 0, data, at, 2);
    System.arraycopy(input, 4, data, at + 2, 4);
    data[at + 6] = which;
    data[at + 7] = purpose;
  }

  /** KDF3: SP 800-108, counter of one byte, label 000000 and purpose, 00, the card's data. */
  List<Key> kdf3(Key master, byte[] input, DiversificationSteps steps) throws KeyException {
    requireData(input);
    int length = master.spec().length();
    byte[][] made = new byte[KEYS][];
    for (int i = 0; i < KEYS; i++) {
      byte[] fixed = new byte[5 + DATA];
      fixed[3] = (byte) (i + 1);
      System.arraycopy(input, 0, fixed, 5, DATA);
      steps.data("label, 00 and context of " + WHAT[i], fixed);
      made[i] = master.material().expose(lent -> blocks(lent, fixed, length));
    }
    return ProvedRule.keys(master.spec(), made);
  }

  private byte[] blocks(byte[] key, byte[] fixed, int length) {
    byte[] made = new byte[length];
    for (int at = 0; at < length; at += aesCmac.length()) {
      byte counter = (byte) (1 + at / aesCmac.length());
      byte[] block = aesCmac.mac(key, new byte[] {counter}, fixed);
      System.arraycopy(block, 0, made, at, Math.min(block.length, length - at));
      Arrays.fill(block, (byte) 0);
    }
    return made;
  }

  private static void requireData(byte[] input) throws KeyException {
    if (input.length != DATA) {
      throw new KeyException(
          "the key diversification data of a card has " + DATA + " bytes, not " + input.length);
    }
  }
}
