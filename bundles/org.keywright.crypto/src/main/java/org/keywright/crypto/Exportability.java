// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/** Whether a key may leave under another key, with its letter (ANSI X9.143-2021, table 6). */
public enum Exportability {
  /** Exportable under a key in a form that meets X9.24-1 or -2. */
  EXPORTABLE('E', "exportable under a trusted key"),
  /** Not exportable. */
  NON_EXPORTABLE('N', "not exportable"),
  /** Sensitive: exportable under any key. */
  SENSITIVE('S', "sensitive, exportable under any key");

  private final char letter;
  private final String meaning;

  Exportability(char letter, String meaning) {
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

  /**
   * Finds the exportability of an X9.143 letter.
   *
   * @throws KeyException if there is no such letter
   */
  public static Exportability of(char letter) throws KeyException {
    for (Exportability each : values()) {
      if (each.letter == letter) {
        return each;
      }
    }
    throw new KeyException("exportability '" + letter + "' is not in X9.143");
  }
}
