// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/** What a key may be used to do, with its letter (ANSI X9.143-2021, table 4, mode of use). */
public enum KeyMode {
  /** Both encrypt and decrypt, or wrap and unwrap. */
  ENCRYPT_DECRYPT('B', "encrypt and decrypt"),
  /** Both generate and verify. */
  GENERATE_VERIFY('C', "generate and verify"),
  /** Decrypt or unwrap only. */
  DECRYPT('D', "decrypt only"),
  /** Encrypt or wrap only. */
  ENCRYPT('E', "encrypt only"),
  /** Generate only. */
  GENERATE('G', "generate only"),
  /** No special restrictions. */
  ANY('N', "no restrictions"),
  /** Signature only. */
  SIGN('S', "sign only"),
  /** Both sign and decrypt. */
  SIGN_DECRYPT('T', "sign and decrypt"),
  /** Verify only. */
  VERIFY('V', "verify only"),
  /** Derive other keys. */
  DERIVE('X', "derive keys"),
  /** Create variants of the key. */
  VARIANT('Y', "create key variants");

  private final char letter;
  private final String meaning;

  KeyMode(char letter, String meaning) {
    this.letter = letter;
    this.meaning = meaning;
  }

  /** The X9.143 letter. */
  public char letter() {
    return letter;
  }

  /** The standard's words. */
  public String meaning() {
    return meaning;
  }

  /** The mode that keys of a usage have if nothing else is said. */
  public static KeyMode usual(KeyUsage usage) {
    return switch (usage.code().charAt(0)) {
      case 'D', 'K', 'P' -> ENCRYPT_DECRYPT;
      case 'M', 'C', 'V' -> GENERATE_VERIFY;
      case 'B', 'E' -> DERIVE;
      default -> ANY;
    };
  }

  /**
   * Finds the mode of an X9.143 letter.
   *
   * @throws KeyException if there is no such mode
   */
  public static KeyMode of(char letter) throws KeyException {
    for (KeyMode mode : values()) {
      if (mode.letter == letter) {
        return mode;
      }
    }
    throw new KeyException("mode of use '" + letter + "' is not in X9.143");
  }
}
