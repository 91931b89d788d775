// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keywright.vault.Period;
import org.keywright.vault.Vault;

/**
 * The authorised period of the open vault, as the status bar shows it.
 *
 * @param shown whether the vault has periods at all
 * @param period the one that is open
 */
public record PeriodView(boolean shown, Optional<Period> period) {
  /** No vault with officers is open. */
  public static final PeriodView NONE = new PeriodView(false, Optional.empty());

  private static final Duration SOON = Duration.ofMinutes(5);

  /** Looks at a vault. */
  public static PeriodView of(Optional<Vault> vault) {
    return vault.isEmpty() || vault.get().officers().onePerson()
        ? NONE
        : new PeriodView(true, vault.get().periods().current());
  }

  private Optional<Duration> left(Instant now) {
    return period.map(open -> Duration.between(now, open.until())).filter(Duration::isPositive);
  }

  /** In a few words, as in {@code Period: 42 min left}. */
  public String words(Instant now) {
    return left(now)
        .map(
            left ->
                left.compareTo(Duration.ofMinutes(1)) < 0
                    ? Texts.text("period.seconds", left.toSeconds())
                    : left.compareTo(Duration.ofHours(1)) < 0
                        ? Texts.text("period.minutes.left", left.toMinutes())
                        : Texts.text("period.hours", left.toHours(), left.toMinutesPart()))
        .orElseGet(() -> Texts.text("period.none"));
  }

  /** Whether it ends within minutes. */
  public boolean ending(Instant now) {
    return left(now).filter(left -> left.compareTo(SOON) < 0).isPresent();
  }

  /** When the words are others: at the next full minute or second. Empty if no period is open. */
  public Optional<Duration> nextChange(Instant now) {
    return left(now)
        .map(
            left ->
                left.compareTo(Duration.ofMinutes(2)) < 0
                    ? Duration.ofSeconds(1)
                    : left.minusMinutes(left.toMinutes()).plusMillis(1));
  }

  /** Who opened it, for what, and until when, in lines. */
  public List<String> details() {
    var lines = new ArrayList<String>();
    if (period.isEmpty()) {
      lines.add(Texts.text("period.none.hint"));
    } else {
      Period open = period.get();
      lines.add(Texts.text("period.until", Moments.text(open.until())));
      lines.add(Texts.text("period.by", String.join(", ", open.officers())));
      lines.add(Texts.text("period.acts", names(open.acts())));
      if (!open.keySets().isEmpty()) {
        lines.add(Texts.text("period.keysets", names(open.keySets())));
      }
      if (!open.roots().isEmpty()) {
        lines.add(Texts.text("period.roots", names(open.roots())));
      }
    }
    return List.copyOf(lines);
  }

  private static String names(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }
}
