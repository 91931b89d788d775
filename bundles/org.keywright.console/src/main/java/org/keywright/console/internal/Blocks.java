// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.service.command.Function;

/**
 * What stands in the braces of a statement. Gogo's own words for it have lost backslashes and
 * blanks, with which quotes and labels go.
 *
 * @param written the statement as somebody wrote it
 * @param plain the same as Gogo has read it
 */
record Blocks(String written, String plain) {
  static final Blocks NONE = new Blocks("", "");

  /** What stands in the braces that Gogo made a function of; empty if that cannot be told. */
  String words(Function block) {
    List<String> as = all(written);
    List<String> read = all(plain);
    String wanted = bare(String.valueOf(block));
    List<String> found =
        IntStream.range(0, as.size())
            .filter(i -> bare(read.get(i)).equals(wanted))
            .mapToObj(as::get)
            .distinct()
            .toList();
    return found.size() == 1 ? found.getFirst() : "";
  }

  private static List<String> all(String statement) {
    var all = new ArrayList<String>();
    new Parser(statement) {
      @Override
      public Closure closure() {
        Closure closure = super.closure();
        all.add(closure.program().toString());
        return closure;
      }
    }.program();
    return all;
  }

  /** What Gogo's words have too. */
  private static String bare(String words) {
    return words.replaceAll("[\\s\\\\;]", "");
  }
}
