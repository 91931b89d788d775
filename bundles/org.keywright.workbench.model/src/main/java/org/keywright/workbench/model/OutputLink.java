// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keywright.workbench.model.Subject.Kind;

/**
 * A name in what a command has shown that leads to what it names.
 *
 * @param from where it begins in its line
 * @param length how many characters it has
 * @param subject what it names
 */
public record OutputLink(int from, int length, Subject subject) {
  private static final Pattern NAMES =
      Pattern.compile(
          "(?<![\\w:/.-])(?<set>[A-Za-z0-9][A-Za-z0-9._-]{0,63})/(?:[0-9]{1,5}(?:@[0-9]{1,5})?|T)(?![\\w/])|\\b[Kk]ey"
              + " set (?:'(?<named>[A-Za-z0-9._-]{1,64})'|(?<made>[A-Za-z0-9._-]{1,64})(?=:))|\\b[Jj]ob"
              + " (?<job>[0-9]{1,18})\\b"
              + "|(?<![\\w.-])(?<link>[a-z][a-z0-9+.-]{1,15}:[\\w/\\[][^\\s,;'\"()…]*[\\w\\]])"
              + "|(?<![\\w:/.-])(?<device>[A-Z](?=[\\w.-]*[0-9])[\\w.-]{0,62}\\w)(?![\\w/])");

  /**
   * The names in a line that may lead somewhere, in order.
   *
   * @param there what a name leads to, if it is the name of something that is there
   */
  public static List<OutputLink> in(String line, Function<Subject, Optional<Subject>> there) {
    return NAMES
        .matcher(line)
        .results()
        .flatMap(
            found ->
                there.apply(named(found)).stream()
                    .map(
                        subject ->
                            new OutputLink(found.start(), found.end() - found.start(), subject)))
        .toList();
  }

  private static Subject named(MatchResult found) {
    return Stream.of(
            named(found, "set", Kind.KEY_SET),
            named(found, "named", Kind.KEY_SET),
            named(found, "made", Kind.KEY_SET),
            named(found, "job", Kind.JOB),
            named(found, "link", Kind.LINK),
            named(found, "device", Kind.DEVICE))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Subject> named(MatchResult found, String group, Kind kind) {
    return Optional.ofNullable(found.group(group)).map(name -> new Subject(kind, name));
  }
}
