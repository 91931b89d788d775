// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keywright.console.When;
import org.keywright.vault.ActFilter;

/** What is typed to find acts in the log, field by field: the options of {@code audit:list}. */
public final class LogSearch {
  private LogSearch() {}

  /** A field. */
  public enum Field {
    /** Who asked. */
    ACTOR,
    /** A part of the act's name. */
    VERB,
    /** A part of what it was on. */
    SUBJECT,
    /** A part of how it ended. */
    RESULT,
    /** The first day or moment that counts. */
    FROM,
    /** The last day or moment that counts. */
    UNTIL;

    /** What it is called. */
    public String title() {
      return Texts.text("act." + name().toLowerCase(Locale.ROOT));
    }

    /** Whether a day or a moment is typed here. */
    public boolean isMoment() {
      return this == FROM || this == UNTIL;
    }
  }

  /** What is wrong with what was typed into a field. */
  public static Optional<String> problem(Field field, String typed, Instant now) {
    if (!field.isMoment() || typed.isBlank()) {
      return Optional.empty();
    }
    try {
      when(typed, now);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(Texts.text("log.moment", typed.strip()));
    }
  }

  private static When when(String typed, Instant now) {
    return When.parse(typed.strip(), now, ZoneId.systemDefault());
  }

  /**
   * What is looked for; a day that is the last counts to its end.
   *
   * @throws IllegalArgumentException if a field has a problem
   */
  public static ActFilter filter(Map<Field, String> typed, Instant now) {
    return new ActFilter(
        given(typed, Field.ACTOR),
        given(typed, Field.VERB),
        given(typed, Field.SUBJECT),
        given(typed, Field.RESULT),
        given(typed, Field.FROM).map(text -> when(text, now).begin()),
        given(typed, Field.UNTIL).map(text -> when(text, now).end()));
  }

  private static Optional<String> given(Map<Field, String> typed, Field field) {
    return Optional.of(typed.getOrDefault(field, "").strip()).filter(text -> !text.isEmpty());
  }
}
