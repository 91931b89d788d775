// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A length of time that somebody has typed.
 *
 * @param duration how long
 */
record Span(Duration duration) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,4})([dhm])");

  /**
   * Reads {@code 30d}, {@code 12h} or {@code 90m}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static Span parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no length of time: write 30d or 12h");
    }
    long number = Long.parseLong(match.group(1));
    return new Span(
        switch (match.group(2)) {
          case "d" -> Duration.ofDays(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofMinutes(number);
        });
  }
}
