// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.Period;
import org.keywright.vault.Periods;
import org.keywright.vault.SignIn;
import org.keywright.vault.VaultException;

/** The authorised period; it is in memory alone, and so never survives the program. */
final class JdbcPeriods implements Periods {
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final JdbcVault vault;
  private final JdbcOfficers officers;
  private final Custody custody;
  private final Clock clock;
  private final Alarms alarms;
  private volatile String openedBy = "";
  private volatile Runnable alarmOff = () -> {};

  JdbcPeriods(JdbcVault vault, JdbcOfficers officers, Custody custody, Clock clock, Alarms alarms) {
    this.vault = vault;
    this.officers = officers;
    this.custody = custody;
    this.clock = clock;
    this.alarms = alarms;
  }

  @Override
  public Optional<Period> current() {
    return custody.current();
  }

  @Override
  public synchronized Period open(NewPeriod wanted, List<SignIn> quorum) throws VaultException {
    officers.requireOfficers();
    try (Grant grant = vault.grant(new Act("", "period:open", subject(wanted), purpose(wanted)))) {
      try {
        require(wanted);
        Period period = begun(wanted, grant.act().actor(), quorum);
        grant.succeeded(
            "by "
                + String.join(", ", period.officers())
                + ", until "
                + Moments.words(period.until()));
        return period;
      } catch (VaultException e) {
        grant.failed(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }

  private void require(NewPeriod wanted) throws VaultException {
    Optional<Period> open = custody.current();
    if (open.isPresent()) {
      throw new VaultException(
          "a period is open until %s: period:close ends it"
              .formatted(Moments.words(open.get().until())));
    }
    endIfOver();
    if (wanted.acts().isEmpty() || (wanted.keySets().isEmpty() && wanted.roots().isEmpty())) {
      throw new VaultException("a period names the acts it is for, and key sets or other roots");
    }
    if (!wanted.length().isPositive() || wanted.length().compareTo(NewPeriod.LONGEST) > 0) {
      throw new VaultException(
          "a period lasts up to " + NewPeriod.LONGEST.toHours() + " hours, and not no time");
    }
    for (Set<String> names : List.of(wanted.keySets(), wanted.roots(), wanted.acts())) {
      for (String name : names) {
        Names.requireLine("a name", name);
      }
    }
  }

  private Period begun(NewPeriod wanted, String actor, List<SignIn> quorum) throws VaultException {
    Instant now = clock.instant();
    Seals roots = officers.opened(quorum);
    var period =
        new Period(
            quorum.stream().map(SignIn::officer).toList(),
            wanted.keySets(),
            wanted.roots(),
            wanted.acts(),
            now,
            now.plus(wanted.length()));
    openedBy = actor;
    custody.begin(period, roots, () -> alarmOff.run());
    lookAgain(period);
    return period;
  }

  /**
   * Has the clock looked at when the period ends, and each minute: an alarm does not count the time
   * for which the machine sleeps.
   */
  private void lookAgain(Period period) {
    Duration left = Duration.between(clock.instant(), period.until());
    alarmOff = alarms.after(left.compareTo(LOOK) < 0 ? left : LOOK, () -> look(period));
  }

  private void look(Period period) {
    endIfOver();
    if (custody.current().filter(period::equals).isPresent()) {
      lookAgain(period);
    }
  }

  /** A clock that was put forward, or a machine that slept, has the alarm ring too late. */
  void endIfOver() {
    custody.over().ifPresent(period -> end(Optional.of(period), "its time is over"));
  }

  @Override
  public Period close() throws VaultException {
    Period open = current().orElseThrow(() -> new VaultException("no authorised period is open"));
    try (Grant grant = vault.grant(new Act("", "period:close", subject(open), ""))) {
      custody.end(Optional.of(open), "it was closed by " + grant.act().actor());
      grant.succeeded("");
      return open;
    }
  }

  /** Ends a period without anybody's asking; the log has it, if it can be written. */
  void end(Optional<Period> only, String why) {
    Optional<Period> ended = custody.end(only, why);
    if (ended.isPresent()) {
      vault.note(new Act(openedBy, "period:close", subject(ended.get()), ""), why);
    }
  }

  private static String subject(NewPeriod wanted) {
    return subject(wanted.keySets(), wanted.roots());
  }

  private static String subject(Period period) {
    return subject(period.keySets(), period.roots());
  }

  private static String subject(Set<String> keySets, Set<String> roots) {
    String sets = keySets.isEmpty() ? "" : "key sets " + listed(keySets);
    String others = roots.isEmpty() ? "" : "roots " + listed(roots);
    return sets.isEmpty() ? others : others.isEmpty() ? sets : sets + "; " + others;
  }

  private static String purpose(NewPeriod wanted) {
    return listed(wanted.acts()) + " for " + wanted.length().toMinutes() + " min";
  }

  private static String listed(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }
}
