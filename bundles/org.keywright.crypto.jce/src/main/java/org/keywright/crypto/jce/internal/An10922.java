// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import java.util.OptionalInt;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;

/**
 * Key diversification of NXP AN10922 (rev. 2.2) for AES-128, -192, -256 and TDES of two or three
 * keys, after the kind of the master.
 *
 * <p>The diversification input M is the fields one after the other without lengths: 1 to 31 bytes
 * for AES, 1 to 15 for TDES, so the fields of one use must have fixed lengths. The label is passed
 * over, and the new key is of the master's kind. A TDES key carries the key version in the parity
 * bits of its first 8 bytes if one is given (clause 2.4), and has odd parity otherwise.
 */
final class An10922 implements Diversification {
  private static final int AES_BLOCK = 16;
  private static final int TDES_BLOCK = 8;

  private final AesCmac aes;
  private final TdesCmac tdes;

  An10922(AesCmac aes, TdesCmac tdes) {
    this.aes = aes;
    this.tdes = tdes;
  }

  @Override
  public String name() {
    return "NXP AN10922";
  }

  @Override
  public Key diversify(Key master, String label, KeySpec spec, byte[]... fields)
      throws KeyException {
    if (!spec.equals(master.spec())) {
      throw new KeyException(name() + " makes a " + master.spec() + " of its like, not " + spec);
    }
    return diversify(master, joined(fields), OptionalInt.empty());
  }

  /**
   * Makes a key of the master's kind.
   *
   * @param tdesKeyVersion what a TDES key carries in its parity bits
   */
  Key diversify(Key master, byte[] input, OptionalInt tdesKeyVersion) throws KeyException {
    KeySpec spec = master.spec();
    byte[] constants = constants(spec);
    requireLength(spec, input);
    byte[] made =
        master
            .material()
            .expose(
                (byte[] lent) ->
                    spec.algorithm() == KeyAlgorithm.AES
                        ? aes(lent, constants, input)
                        : tdes(lent, constants, input, tdesKeyVersion));
    return Key.of(spec, KeyMaterial.consume(made));
  }

  /** Says what is enciphered when a key of a kind is made of an input. */
  void describe(KeySpec spec, byte[] input, DiversificationSteps steps) throws KeyException {
    requireLength(spec, input);
    for (byte constant : constants(spec)) {
      steps.data(
          "constant %02X and input, padded to two blocks".formatted(constant),
          twoBlocks(block(spec), constant, input));
    }
  }

  private byte[] constants(KeySpec spec) throws KeyException {
    return switch (spec.algorithm()) {
      case AES ->
          switch (spec.bits()) {
            case 128 -> new byte[] {0x01};
            case 192 -> new byte[] {0x11, 0x12};
            default -> new byte[] {0x41, 0x42};
          };
      case TDES -> spec.bits() == 128 ? new byte[] {0x21, 0x22} : new byte[] {0x31, 0x32, 0x33};
      case HMAC, EC -> throw new KeyException(name() + " knows no " + spec);
    };
  }

  private static int block(KeySpec spec) {
    return spec.algorithm() == KeyAlgorithm.AES ? AES_BLOCK : TDES_BLOCK;
  }

  private void requireLength(KeySpec spec, byte[] input) throws KeyException {
    int longest = 2 * block(spec) - 1;
    if (input.length < 1 || input.length > longest) {
      throw new KeyException(
          name() + " takes 1 to " + longest + " bytes of input, not " + input.length);
    }
  }

  private static byte[] joined(byte[][] fields) {
    int length = 0;
    for (byte[] field : fields) {
      length += field.length;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] field : fields) {
      System.arraycopy(field, 0, joined, at, field.length);
      at += field.length;
    }
    return joined;
  }

  private byte[] aes(byte[] master, byte[] constants, byte[] input) {
    byte[] first = aesPart(master, constants[0], input);
    if (constants.length == 1) {
      return first;
    }
    byte[] second = aesPart(master, constants[1], input);
    byte[] made = new byte[master.length];
    System.arraycopy(first, 0, made, 0, AES_BLOCK);
    if (master.length == 24) {
      // Clause 2.3: the middle third is the sum of the overlapping halves.
      Blocks.xor(made, 8, second, 0, 8);
      System.arraycopy(second, 8, made, 16, 8);
    } else {
      System.arraycopy(second, 0, made, AES_BLOCK, AES_BLOCK);
    }
    Arrays.fill(first, (byte) 0);
    Arrays.fill(second, (byte) 0);
    return made;
  }

  private byte[] aesPart(byte[] master, byte constant, byte[] input) {
    return aes.macOfBlocks(
        master, twoBlocks(AES_BLOCK, constant, input), 1 + input.length < 2 * AES_BLOCK);
  }

  private byte[] tdes(byte[] master, byte[] constants, byte[] input, OptionalInt tdesKeyVersion) {
    byte[] made = new byte[master.length];
    for (int i = 0; i < constants.length; i++) {
      byte[] part =
          tdes.macOfBlocks(
              master,
              twoBlocks(TDES_BLOCK, constants[i], input),
              1 + input.length < 2 * TDES_BLOCK);
      System.arraycopy(part, 0, made, i * TDES_BLOCK, TDES_BLOCK);
      Arrays.fill(part, (byte) 0);
    }
    if (tdesKeyVersion.isEmpty()) {
      Blocks.oddParity(made);
    } else {
      int version = tdesKeyVersion.getAsInt();
      for (int i = 0; i < TDES_BLOCK; i++) {
        made[i] = (byte) ((made[i] & 0xFE) | ((version >> (7 - i)) & 1));
      }
    }
    return made;
  }

  /** The note always takes two blocks, also where CMAC itself would have one (clause 2.2). */
  private static byte[] twoBlocks(int block, byte constant, byte[] input) {
    byte[] blocks = new byte[2 * block];
    blocks[0] = constant;
    System.arraycopy(input, 0, blocks, 1, input.length);
    if (1 + input.length < blocks.length) {
      blocks[1 + input.length] = (byte) 0x80;
    }
    return blocks;
  }
}
