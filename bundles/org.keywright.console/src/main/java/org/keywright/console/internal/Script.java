// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Token;
import org.keywright.console.spi.UsageException;

/** The statements of a text, each with its line. */
final class Script {
  private Script() {}

  /**
   * One statement, with those that {@code |}, {@code &&} and {@code ||} join to it.
   *
   * @param line the line on which it begins, from 1
   * @param text as it is written
   * @param silent whether its value is not to be shown, for it goes into a variable
   */
  record Statement(int line, String text, boolean silent) {}

  /**
   * Finds the statements.
   *
   * @throws org.apache.felix.gogo.runtime.SyntaxError if the text is none
   * @throws org.apache.felix.gogo.runtime.EOFError if it ends within a bracket or quote
   * @throws UsageException if a statement sends its output somewhere
   */
  static List<Statement> statements(CharSequence text) throws UsageException {
    var statements = new ArrayList<Statement>();
    var parts = new Parser(text).program().tokens();
    int i = 0;
    while (i < parts.size()) {
      Token first = parts.get(i);
      Token last = first;
      check(first);
      while (i + 2 < parts.size() && joins(parts.get(i + 1))) {
        i += 2;
        last = parts.get(i);
        check(last);
      }
      i += 2;
      int end = last.start() + last.length();
      String whole = text.subSequence(first.start(), end).toString();
      if (!whole.isBlank()) {
        statements.add(new Statement(first.line() + 1, whole, assigns(first)));
      }
    }
    return statements;
  }

  private static boolean joins(Token operator) {
    return Token.eq("&&", operator) || Token.eq("||", operator);
  }

  private static boolean assigns(Token part) {
    return part instanceof Parser.Statement statement
        && statement.tokens().size() >= 2
        && Token.eq("=", statement.tokens().get(1));
  }

  private static void check(Token part) throws UsageException {
    if (part instanceof Parser.Statement statement && !statement.redirections().isEmpty()) {
      throw new UsageException(
          "line " + (part.line() + 1) + ": output cannot be redirected inside the console",
          "options such as --report name files, or redirect ./keywright itself");
    }
  }
}
