// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;

/**
 * The counter-mode KDF of NIST SP 800-108r1, clause 4.1, with AES-CMAC of the master's length.
 *
 * <p>The bytes of the master are the AES key whatever the master is for, so a TDES key of 16 or 24
 * bytes, parity bits and all, is taken as an AES key of that length: an application key of either
 * kind can be diversified and used. An HMAC or EC master is refused.
 *
 * <p>Input is [i] (32 bits), label, 00, context, [L] (32 bits); the context is the fields, each
 * with its length in 2 bytes before it. All blocks of all labels go through AES together, one call
 * for each step of their chains, because the processor works on several blocks at a time.
 */
final class CounterKdf implements Diversification {
  private static final int BLOCK = 16;
  private static final byte[] ZERO = new byte[BLOCK];
  private static final byte[] SEPARATOR = {0};
  private static final int COUNTER_BYTES = 4;
  private static final int MAX_FIELD = 0xFFFF;

  private final CipherPool ecb = CipherPool.aes("ECB", 0);

  @Override
  public String name() {
    return "SP 800-108 counter mode, AES-CMAC";
  }

  @Override
  public Key diversify(Key master, String label, KeySpec spec, byte[]... fields)
      throws KeyException {
    return diversifyAll(master, List.of(label), spec, fields).getFirst();
  }

  @Override
  public List<Key> diversifyAll(Key master, List<String> labels, KeySpec spec, byte[]... fields)
      throws KeyException {
    checkMaster(master);
    KeyChecks.symmetric(spec, name());
    byte[] context = context(fields);
    byte[] bits = {0, 0, (byte) (spec.bits() >> 8), (byte) spec.bits()};
    var chains = new Chain[labels.size()];
    for (int i = 0; i < chains.length; i++) {
      byte[] label = labels.get(i).getBytes(StandardCharsets.US_ASCII);
      chains[i] = Chain.of(COUNTER_BYTES, label, SEPARATOR, context, bits);
    }
    return master
        .material()
        .expose((byte[] lent) -> keys(derive(lent, COUNTER_BYTES, chains, spec.length()), spec));
  }

  private void checkMaster(Key master) throws KeyException {
    int length = master.spec().length();
    boolean fits =
        (master.spec().algorithm() == KeyAlgorithm.AES
                || master.spec().algorithm() == KeyAlgorithm.TDES)
            && (length == 16 || length == 24 || length == 32);
    if (!fits) {
      throw new KeyException(name() + " cannot start from a key of kind " + master.spec());
    }
  }

  private static List<Key> keys(byte[][] outputs, KeySpec spec) throws KeyException {
    var keys = new ArrayList<Key>(outputs.length);
    for (byte[] output : outputs) {
      if (spec.algorithm() == KeyAlgorithm.TDES) {
        Blocks.oddParity(output);
      }
      keys.add(Key.of(spec, KeyMaterial.consume(output)));
    }
    return keys;
  }

  private static byte[] context(byte[][] fields) throws KeyException {
    int length = 0;
    for (byte[] field : fields) {
      if (field.length > MAX_FIELD) {
        throw new KeyException("a field of a derivation has at most 65535 bytes");
      }
      length += 2 + field.length;
    }
    byte[] context = new byte[length];
    int at = 0;
    for (byte[] field : fields) {
      context[at++] = (byte) (field.length >> 8);
      context[at++] = (byte) field.length;
      System.arraycopy(field, 0, context, at, field.length);
      at += field.length;
    }
    return context;
  }

  /**
   * Derives one output for each chain under a raw AES key; the caller wipes the outputs.
   *
   * @param counterBytes the length of the counter before the fixed input
   */
  byte[][] derive(byte[] key, int counterBytes, Chain[] chains, int length) {
    int blocks = (length + BLOCK - 1) / BLOCK;
    if (blocks > 0xFF) {
      throw new IllegalArgumentException("at most 255 blocks are derived at a time");
    }
    int steps = 0;
    for (Chain chain : chains) {
      steps = Math.max(steps, chain.steps());
    }
    byte[][] outputs = new byte[chains.length][length];
    byte[] in = new byte[chains.length * blocks * BLOCK];
    byte[] out = new byte[in.length];
    try (PooledCipher cipher = ecb.enciphering(key)) {
      byte[] subkeys = cipher.scratch();
      cipher.blocks(ZERO, 0, BLOCK, subkeys, 0);
      Blocks.doubled(subkeys);
      System.arraycopy(subkeys, 0, subkeys, BLOCK, BLOCK);
      Blocks.doubled(subkeys);
      for (int step = 0; step < steps; step++) {
        for (int i = 0; i < chains.length; i++) {
          chains[i].feed(step, out, in, i * blocks, blocks, subkeys, counterBytes);
        }
        cipher.blocks(in, 0, in.length, out, 0);
        for (int i = 0; i < chains.length; i++) {
          if (step == chains[i].steps() - 1) {
            System.arraycopy(out, i * blocks * BLOCK, outputs[i], 0, length);
          }
        }
      }
      return outputs;
    } finally {
      Arrays.fill(in, (byte) 0);
      Arrays.fill(out, (byte) 0);
    }
  }

  /** The CMAC chains of one fixed input, which differ in the counter alone. */
  static final class Chain {
    private final byte[] message;
    private final boolean padded;

    private Chain(byte[] message, boolean padded) {
      this.message = message;
      this.padded = padded;
    }

    /** The chain of the parts of a fixed input, one after the other. */
    static Chain of(int counterBytes, byte[]... parts) {
      int length = counterBytes;
      for (byte[] part : parts) {
        length += part.length;
      }
      byte[] message = new byte[length + BLOCK - 1 & -BLOCK];
      int at = counterBytes;
      for (byte[] part : parts) {
        System.arraycopy(part, 0, message, at, part.length);
        at += part.length;
      }
      boolean padded = length < message.length;
      if (padded) {
        message[length] = (byte) 0x80;
      }
      return new Chain(message, padded);
    }

    int steps() {
      return message.length / BLOCK;
    }

    /** Makes the step's input of the last output, for each counter; K2 is at 0 and K1 at 16. */
    void feed(
        int step, byte[] out, byte[] in, int first, int count, byte[] subkeys, int counterBytes) {
      if (step >= steps()) {
        return;
      }
      long high = Blocks.word(message, step * BLOCK);
      long low = Blocks.word(message, step * BLOCK + 8);
      if (step == steps() - 1) {
        high ^= Blocks.word(subkeys, padded ? 0 : BLOCK);
        low ^= Blocks.word(subkeys, padded ? 8 : BLOCK + 8);
      }
      for (int at = first * BLOCK; at < (first + count) * BLOCK; at += BLOCK) {
        Blocks.word(in, at, Blocks.word(out, at) ^ high);
        Blocks.word(in, at + 8, Blocks.word(out, at + 8) ^ low);
      }
      if (step == 0) {
        for (int i = 0; i < count; i++) {
          in[(first + i) * BLOCK + counterBytes - 1] ^= (byte) (i + 1);
        }
      }
    }
  }
}
