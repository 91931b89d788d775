// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the words of one plain command: in quotes, with backslashes, or as they stand. */
final class StatementReader {
  /** What means more to the console than itself. */
  private static final String SPECIAL = "$|;{}()[]<>&#`~*?%!";

  /** Before this a percentage begins an expression, between double quotes too. */
  private static final String OPENING = "(";

  /** What a backslash stands before between double quotes; before all others it is itself. */
  private static final String ESCAPED = "\\\"$%";

  private final String line;
  private final List<String> words = new ArrayList<>();
  private int at;

  private StatementReader(String line) {
    this.line = line;
  }

  /** The words; nothing for a line that is more than a plain command. */
  static Optional<List<String>> words(String line) {
    var reader = new StatementReader(line);
    return reader.readAll() ? Optional.of(List.copyOf(reader.words)) : Optional.empty();
  }

  private boolean readAll() {
    while (at < line.length()) {
      if (Character.isWhitespace(line.charAt(at))) {
        at++;
      } else if (!word()) {
        return false;
      }
    }
    return true;
  }

  private boolean word() {
    var word = new StringBuilder();
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      char letter = line.charAt(at++);
      if (letter == '"' || letter == '\'') {
        if (!quoted(letter, word)) {
          return false;
        }
      } else if (letter == '\\' && at < line.length() && line.charAt(at) == '\'') {
        word.append(line.charAt(at++));
      } else if (letter == '\\' || SPECIAL.indexOf(letter) >= 0) {
        return false;
      } else {
        word.append(letter);
      }
    }
    words.add(word.toString());
    return true;
  }

  private boolean quoted(char quote, StringBuilder word) {
    while (at < line.length()) {
      char letter = line.charAt(at++);
      if (letter == quote) {
        return true;
      } else if (quote == '"' && (letter == '$' || (letter == '%' && isNext(OPENING)))) {
        return false;
      } else if (quote == '"' && letter == '\\' && isNext(ESCAPED)) {
        word.append(line.charAt(at++));
      } else {
        word.append(letter);
      }
    }
    return false;
  }

  private boolean isNext(String letters) {
    return at < line.length() && letters.indexOf(line.charAt(at)) >= 0;
  }
}
