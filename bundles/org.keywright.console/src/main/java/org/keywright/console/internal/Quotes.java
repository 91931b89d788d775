// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Token;

/**
 * Has an apostrophe and a percentage between double quotes mean themselves. Gogo takes the one for
 * a quote within the quote, which is never closed, and the other for the beginning of an
 * expression.
 */
final class Quotes {
  private static final String APOSTROPHE = "\"\\'\"";
  private static final String PERCENTAGE = "\\%";

  private final String word;
  private final StringBuilder plain;
  private int at;

  private Quotes(String word, StringBuilder plain) {
    this.word = word;
    this.plain = plain;
  }

  /**
   * Writes statements so that Gogo reads them as they are meant.
   *
   * @throws org.apache.felix.gogo.runtime.SyntaxError if they are none
   */
  static String plain(String statements) {
    if (statements.indexOf('"') < 0) {
      return statements;
    }
    var parser = new Parser(statements);
    parser.program();
    var plain = new StringBuilder();
    int end = 0;
    for (Token word : parser.tokens()) {
      plain.append(statements, end, word.start());
      new Quotes(word.toString(), plain).write();
      end = word.start() + word.length();
    }
    return plain.append(statements, end, statements.length()).toString();
  }

  private void write() {
    while (at < word.length()) {
      switch (word.charAt(at)) {
        case '\\' -> copy(2);
        case '\'' -> copy(word.indexOf('\'', at + 1) + 1 - at);
        case '"' -> quoted();
        case '%' -> percentage("%");
        default -> copy(1);
      }
    }
  }

  private void quoted() {
    copy(1);
    while (at < word.length() && word.charAt(at) != '"') {
      switch (word.charAt(at)) {
        case '\\' -> copy(2);
        case '\'' -> replace(APOSTROPHE);
        case '%' -> percentage(PERCENTAGE);
        case '$' -> variable();
        default -> copy(1);
      }
    }
    copy(1);
  }

  private void percentage(String otherwise) {
    if (isNext('(')) {
      expansion(')');
    } else {
      replace(otherwise);
    }
  }

  private void variable() {
    if (isNext('(')) {
      expansion(')');
    } else if (isNext('{')) {
      expansion('}');
    } else {
      copy(1);
    }
  }

  private boolean isNext(char letter) {
    return at + 1 < word.length() && word.charAt(at + 1) == letter;
  }

  /** What is computed has quotes of its own, and is left alone up to its closing bracket. */
  private void expansion(char closing) {
    copy(1);
    char opening = word.charAt(at);
    int depth = 0;
    do {
      char letter = word.charAt(at);
      depth += letter == opening ? 1 : letter == closing ? -1 : 0;
      copy(1);
    } while (depth > 0 && at < word.length());
  }

  private void copy(int letters) {
    int end = Math.min(at + Math.max(letters, 1), word.length());
    plain.append(word, at, end);
    at = end;
  }

  private void replace(String writing) {
    plain.append(writing);
    at++;
  }
}
