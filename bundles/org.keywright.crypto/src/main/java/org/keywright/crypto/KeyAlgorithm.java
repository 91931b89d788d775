// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/** The algorithm that a key is for, with its letter (ANSI X9.143-2021, table 3). */
public enum KeyAlgorithm {
  /** AES of 128, 192 or 256 bits. */
  AES('A'),
  /** Triple DES with two (128 bits) or three (192 bits) keys, parity bits counted. */
  TDES('T'),
  /** HMAC; the hash is the use's business. */
  HMAC('H'),
  /** Elliptic curves, here P-256 alone: a private key, made as half of an {@link EcKeyPair}. */
  EC('E');

  private final char letter;

  KeyAlgorithm(char letter) {
    this.letter = letter;
  }

  /** The X9.143 letter. */
  public char letter() {
    return letter;
  }

  /**
   * Finds the algorithm of a letter in a key block, a key record or a list of places, none of which
   * takes private keys.
   *
   * @throws KeyException if the letter names none that travels so
   */
  public static KeyAlgorithm of(char letter) throws KeyException {
    for (KeyAlgorithm algorithm : values()) {
      if (algorithm.letter == letter && algorithm != EC) {
        return algorithm;
      }
    }
    throw new KeyException("key algorithm '" + letter + "' is not supported (A, T and H are)");
  }
}
