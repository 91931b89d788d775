// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A name in what a command has shown that leads to what it names.
 *
 * @param from where it begins in its line
 * @param length how many characters it has
 * @param kind what it names
 * @param name the name of the key set, or the number of the job
 */
public record OutputLink(int from, int length, Kind kind, String name) {
  private static final Pattern NAMES =
      Pattern.compile(
          "(?<![\\w:/.-])(?<set>[A-Za-z0-9][A-Za-z0-9._-]{0,63})/(?:[0-9]{1,5}(?:@[0-9]{1,5})?|T)(?![\\w/])|\\b[Kk]ey"
              + " set (?:'(?<named>[A-Za-z0-9._-]{1,64})'|(?<made>[A-Za-z0-9._-]{1,64})(?=:))|\\b[Jj]ob"
              + " (?<job>[0-9]{1,18})\\b");

  /** What a name can name. */
  public enum Kind {
    /** A key set, or a key of it. */
    KEY_SET,
    /** A job. */
    JOB
  }

  /** The names in a line, in order. */
  public static List<OutputLink> in(String line) {
    return NAMES.matcher(line).results().map(OutputLink::of).toList();
  }

  private static OutputLink of(MatchResult found) {
    for (String group : List.of("set", "named", "made")) {
      if (found.group(group) != null) {
        return link(found, Kind.KEY_SET, found.group(group));
      }
    }
    return link(found, Kind.JOB, found.group("job"));
  }

  private static OutputLink link(MatchResult found, Kind kind, String name) {
    return new OutputLink(found.start(), found.end() - found.start(), kind, name);
  }
}
