// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.Locale;

/**
 * Which kind of key: its algorithm and its length in bits.
 *
 * @param algorithm the algorithm that the key is for
 * @param bits the length; a multiple of 8 that the algorithm allows
 */
public record KeySpec(KeyAlgorithm algorithm, int bits) {
  /** AES-128. */
  public static final KeySpec AES_128 = new KeySpec(KeyAlgorithm.AES, 128);

  /** AES-192. */
  public static final KeySpec AES_192 = new KeySpec(KeyAlgorithm.AES, 192);

  /** AES-256. */
  public static final KeySpec AES_256 = new KeySpec(KeyAlgorithm.AES, 256);

  /** Triple DES with two keys. */
  public static final KeySpec TDES_128 = new KeySpec(KeyAlgorithm.TDES, 128);

  /** Triple DES with three keys. */
  public static final KeySpec TDES_192 = new KeySpec(KeyAlgorithm.TDES, 192);

  /** A private key on the curve P-256: the scalar, 32 bytes, big-endian. */
  public static final KeySpec EC_P256 = new KeySpec(KeyAlgorithm.EC, 256);

  /** Checks the length against the algorithm. */
  public KeySpec {
    boolean fits =
        switch (algorithm) {
          case AES -> bits == 128 || bits == 192 || bits == 256;
          case TDES -> bits == 128 || bits == 192;
          case HMAC -> bits >= 64 && bits <= 1024 && bits % 8 == 0;
          case EC -> bits == 256;
        };
    if (!fits) {
      throw new IllegalArgumentException(algorithm + " has no keys of " + bits + " bits");
    }
  }

  /**
   * Reads a name such as {@code AES-128} or {@code TDES-192}.
   *
   * @throws KeyException if it names no kind of key that stands alone; EC keys come in pairs
   */
  public static KeySpec parse(String name) throws KeyException {
    String[] parts = name.toUpperCase(Locale.ROOT).split("-", -1);
    try {
      if (parts.length == 2 && !parts[0].equals(KeyAlgorithm.EC.name())) {
        return new KeySpec(KeyAlgorithm.valueOf(parts[0]), Integer.parseInt(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw new KeyException("unknown kind of key '" + name + "': " + CHOICES, e);
    }
    throw new KeyException("unknown kind of key '" + name + "': " + CHOICES);
  }

  private static final String CHOICES =
      "AES-128, AES-192, AES-256, TDES-128, TDES-192 and HMAC-256 are such names";

  /** The length in bytes. */
  public int length() {
    return bits / 8;
  }

  @Override
  public String toString() {
    return algorithm + "-" + bits;
  }
}
