// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * A moment that somebody has typed: a day, whose beginning it is (UTC), or a time with its offset.
 *
 * @param instant when
 */
record Moment(Instant instant) {
  /** A moment in a sentence: UTC, to the second. */
  static String words(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * Reads {@code 2026-11-26} or {@code 2026-11-26T18:00Z}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Moment parse(String text) {
    try {
      return new Moment(
          text.contains("T")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no moment: write 2026-11-26, or 2026-11-26T18:00Z", e);
    }
  }
}
