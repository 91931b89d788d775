// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Ends of crypto-periods as people type them: a day (UTC), or a time with its offset. */
final class TypedMoment {
  private TypedMoment() {}

  /** What stands in a field for a moment; nothing if there is none. */
  static String text(Optional<Instant> moment) {
    return moment.map(TypedMoment::text).orElse("");
  }

  private static String text(Instant moment) {
    boolean day = moment.equals(moment.truncatedTo(ChronoUnit.DAYS));
    return day ? LocalDate.ofInstant(moment, ZoneOffset.UTC).toString() : moment.toString();
  }

  /**
   * Reads what was typed; blank is none.
   *
   * @throws IllegalArgumentException if it is no moment; the message says how one is written
   */
  static Optional<Instant> parse(String typed) {
    String text = typed.strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.contains("T")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(Texts.text("draft.moment", text), e);
    }
  }
}
