// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.Locale;

/** Looks for a text within a column, upper and lower case alike. */
final class Containing {
  private Containing() {}

  /** The condition on a column, for one value made by {@link #pattern}. */
  static String in(String column) {
    return "LOWER(" + column + ") LIKE ? ESCAPE '\\'";
  }

  /** What finds the text, whatever signs it has. */
  static String pattern(String text) {
    return "%"
        + text.toLowerCase(Locale.ROOT)
            .replace("\\", "\\\\")
            .replace("%", "\\%")
            .replace("_", "\\_")
        + "%";
  }
}
