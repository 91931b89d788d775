// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

/** Makes text fit to be shown on a terminal. */
final class Printable {
  private Printable() {}

  /**
   * Replaces control characters: what a file or a module calls itself must not steer the terminal.
   * Line ends stay.
   */
  static String of(String text) {
    if (text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n')) {
      return text;
    }
    var safe = new StringBuilder(text.length());
    text.chars()
        .forEach(c -> safe.append(Character.isISOControl(c) && c != '\n' ? '\uFFFD' : (char) c));
    return safe.toString();
  }
}
