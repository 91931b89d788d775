// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/**
 * Who asks for what, on what, and what for.
 *
 * @param actor who asks: the officer who is signed in, or the account's name in a vault for one
 *     person
 * @param verb the act's name, the same as the console command's where there is one
 * @param subject on what: a key set, a key, a device list
 * @param purpose what for, in words; may be empty
 */
public record Act(String actor, String verb, String subject, String purpose) {
  /**
   * Whether it was on something of this name: {@code north} is in {@code north/1@2} and in {@code
   * south north}, and not in {@code north-2} or {@code north.kwv}.
   */
  public boolean isOn(String name) {
    for (int at = subject.indexOf(name); at >= 0; at = subject.indexOf(name, at + 1)) {
      int end = at + name.length();
      if ((at == 0 || !isPartOfName(subject.charAt(at - 1)))
          && (end == subject.length() || !isPartOfName(subject.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
  }
}
