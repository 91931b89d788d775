// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import org.keywright.console.Completion;
import org.keywright.console.Completion.Proposal;

/** What a line does with what could stand in it. */
public final class Completions {
  private static final int SHOWN = 30;

  private Completions() {}

  /** What all proposals begin with; with a blank behind it if there is but one. */
  public static String common(Completion found) {
    List<String> values = found.proposals().stream().map(Proposal::value).distinct().toList();
    if (values.size() == 1) {
      String only = values.getFirst();
      return only.endsWith("/") ? only : only + " ";
    }
    return values.stream().reduce(Completions::common).orElse("");
  }

  private static String common(String one, String other) {
    int length = 0;
    int most = Math.min(one.length(), other.length());
    while (length < most && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return one.substring(0, length);
  }

  /** The proposals as lines to read, each with what it means. */
  public static List<String> lines(Completion found) {
    int widest =
        found.proposals().stream().limit(SHOWN).mapToInt(p -> p.value().length()).max().orElse(0);
    var lines =
        new java.util.ArrayList<>(
            found.proposals().stream().limit(SHOWN).map(each -> line(each, widest)).toList());
    if (found.proposals().size() > SHOWN) {
      lines.add(Texts.text("links.more", found.proposals().size() - SHOWN));
    }
    return lines;
  }

  private static String line(Proposal each, int widest) {
    return ("  "
            + each.value()
            + " ".repeat(widest - each.value().length())
            + "  "
            + each.description())
        .stripTrailing();
  }
}
