// SPDX-License-Identifier: EPL-2.0
package org.keywright.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A day or a moment of the past, as people type it who look for what happened then.
 *
 * @param begin when it begins
 * @param end the first moment that is behind it; the same for a moment
 */
public record When(Instant begin, Instant end) {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,4})([dhm])");

  /**
   * Reads a day or moment for a command: days are those of UTC, as what commands show.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static When parse(String text) {
    return parse(text, Instant.now(), ZoneOffset.UTC);
  }

  /**
   * Reads {@code 2026-11-26}, {@code today}, {@code yesterday}, {@code 2026-11-26T18:00}, the same
   * with seconds or an offset, or with a blank for the T, or {@code 7d}, {@code 12h} and {@code
   * 90m} for so long ago.
   *
   * @param zone whose days are meant
   * @throws IllegalArgumentException if it is none of these
   */
  public static When parse(String text, Instant now, ZoneId zone) {
    try {
      return day(text, now, zone)
          .map(
              day ->
                  new When(
                      day.atStartOfDay(zone).toInstant(),
                      day.plusDays(1).atStartOfDay(zone).toInstant()))
          .orElseGet(() -> moment(text, now, zone));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is no moment: write 2026-11-26, 2026-11-26T18:00Z, today, or 7d for seven days ago"
              .formatted(text),
          e);
    }
  }

  private static Optional<LocalDate> day(String text, Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return switch (text) {
      case "today" -> Optional.of(today);
      case "yesterday" -> Optional.of(today.minusDays(1));
      default ->
          text.length() == "2026-11-26".length()
              ? Optional.of(LocalDate.parse(text))
              : Optional.empty();
    };
  }

  private static When moment(String text, Instant now, ZoneId zone) {
    var ago = AGO.matcher(text);
    Instant moment = ago.matches() ? ago(ago.toMatchResult(), now) : written(text, zone);
    return new When(moment, moment);
  }

  private static Instant ago(MatchResult ago, Instant now) {
    long number = Long.parseLong(ago.group(1));
    return now.minus(
        switch (ago.group(2)) {
          case "d" -> Duration.ofDays(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofMinutes(number);
        });
  }

  private static Instant written(String text, ZoneId zone) {
    var read =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(
            text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
    return read instanceof OffsetDateTime exact
        ? exact.toInstant()
        : LocalDateTime.from(read).atZone(zone).toInstant();
  }
}
