// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keywright.vault.VaultException;

/** The rule for names, and the answer to a name that nothing has. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]{0,200}");
  private static final int MOST_SHOWN = 10;
  private static final int CLOSE = 2;

  private Names() {}

  static void requireName(String name) throws VaultException {
    if (!NAME.matcher(name).matches()) {
      throw new VaultException(
          "'%s' is no name: that has 1 to 64 letters, digits, dots, underscores and hyphens"
              .formatted(name));
    }
  }

  static void requireLine(String what, String text) throws VaultException {
    if (!LINE.matcher(text).matches()) {
      throw new VaultException(what + " is one line of at most 200 characters");
    }
  }

  /**
   * Says that there is nothing of that name, and which names there are: the nearest ten of many.
   */
  static VaultException unknown(String what, String name, Collection<String> known) {
    if (known.isEmpty()) {
      return new VaultException("there is no " + what + " '" + name + "': there is none at all");
    }
    var nearest =
        known.stream()
            .sorted(
                Comparator.<String>comparingInt(each -> distance(name, each))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_SHOWN)
            .toList();
    String first = nearest.getFirst();
    String hint = distance(name, first) <= CLOSE ? "; did you mean '" + first + "'?" : "";
    int more = known.size() - nearest.size();
    return new VaultException(
        "there is no %s '%s'%s; there %s %s%s"
            .formatted(
                what,
                name,
                hint,
                known.size() == 1 ? "is" : "are",
                nearest.stream().sorted().collect(Collectors.joining(", ")),
                more > 0 ? " and " + more + " more" : ""));
  }

  /** The number of letters to put in, take out or change; case does not count (Levenshtein). */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[b.length()];
  }
}
