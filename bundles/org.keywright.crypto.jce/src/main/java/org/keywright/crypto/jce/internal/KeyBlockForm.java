// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.keywright.crypto.KeyException;

/** The four versions of key blocks that Keywright knows, with their sizes in bytes. */
enum KeyBlockForm {
  /** TDES, key variants, MAC over the ciphertext (deprecated since 2010, still met). */
  A(8, 4),
  /** TDES, keys derived by CMAC, MAC over the clear key. */
  B(8, 8),
  /** As A (deprecated). */
  C(8, 4),
  /** AES, keys derived by CMAC, MAC over the clear key. */
  D(16, 16);

  private final int blockSize;
  private final int macLength;

  KeyBlockForm(int blockSize, int macLength) {
    this.blockSize = blockSize;
    this.macLength = macLength;
  }

  /** The form of a version letter. */
  static KeyBlockForm of(char version) throws KeyException {
    return switch (version) {
      case 'A' -> A;
      case 'B' -> B;
      case 'C' -> C;
      case 'D' -> D;
      case 'a', 'b', 'c', 'd' ->
          throw new KeyException("the version of a key block is a capital letter: A, B, C or D");
      case 'R', 'S' ->
          throw new KeyException(
              "the key block begins with '"
                  + version
                  + "', which is an HSM's tag before the block and not part of it");
      default ->
          throw new KeyException(
              "key blocks of version '" + version + "' are not supported (A, B, C and D are)");
    };
  }

  /** The size of a cipher block in bytes. */
  int blockSize() {
    return blockSize;
  }

  /** The length of the MAC in bytes. */
  int macLength() {
    return macLength;
  }

  /** Whether the MAC covers the ciphertext, and the keys are variants of the protection key. */
  boolean byVariants() {
    return this == A || this == C;
  }
}
