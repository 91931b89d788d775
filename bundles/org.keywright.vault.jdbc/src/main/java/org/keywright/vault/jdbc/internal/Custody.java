// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Key;
import org.keywright.vault.KeyName;
import org.keywright.vault.Period;
import org.keywright.vault.VaultException;

/**
 * The seals of the roots. In a vault for one person they are those of everything else; in one with
 * officers there are none but in an authorised period, with whose end they are wiped, and with them
 * each root that was opened meanwhile. Safe for use by many threads.
 */
final class Custody {
  private static final int MANY = 64;

  private final Seals data;
  private final boolean officers;
  private final Clock clock;
  private @Nullable Authorised authorised;

  /**
   * Takes no ownership.
   *
   * @param data the seals of all else, and in a vault for one person of the roots too
   * @param officers whether the vault has officers
   */
  Custody(Seals data, boolean officers, Clock clock) {
    this.data = data;
    this.officers = officers;
    this.clock = clock;
  }

  /** Whether what opens a key is shared among the security officers. */
  static boolean holds(KeyName key) {
    return switch (key) {
      case KeyName.Transport _ -> true;
      case KeyName.Application _ -> false;
      case KeyName.Root root -> root.purpose().shared();
    };
  }

  /** A period with what it has opened. */
  private static final class Authorised {
    private final Period period;
    private final Seals seals;
    private final Runnable alarmOff;
    private final Set<JdbcGrant> grants = new HashSet<>();
    private final Set<Key> lent = Collections.newSetFromMap(new IdentityHashMap<>());

    Authorised(Period period, Seals seals, Runnable alarmOff) {
      this.period = period;
      this.seals = seals;
      this.alarmOff = alarmOff;
    }

    void lend(JdbcGrant grant, Key key) {
      if (lent.size() >= MANY) {
        lent.removeIf(each -> each.material().wiped());
      }
      grants.add(grant);
      lent.add(key);
    }
  }

  /** What is done with the seals of the roots. */
  @FunctionalInterface
  interface Use<T> {
    T with(Seals seals) throws VaultException;
  }

  /** Takes over seals for a period; they are wiped when it ends. */
  synchronized void begin(Period period, Seals seals, Runnable alarmOff) {
    authorised = new Authorised(period, seals, alarmOff);
  }

  /** The period, unless its time is over; it may still be there to be ended. */
  synchronized Optional<Period> current() {
    return Optional.ofNullable(authorised).map(a -> a.period).filter(p -> !over(p));
  }

  /** The period whose time is over and that is still there. */
  synchronized Optional<Period> over() {
    return Optional.ofNullable(authorised).map(a -> a.period).filter(this::over);
  }

  private boolean over(Period period) {
    return !clock.instant().isBefore(period.until());
  }

  /** Opens a key under a grant; a root is wiped with the period's end, if it is not before. */
  Key open(JdbcGrant grant, KeyName key, Use<Key> opening) throws VaultException {
    if (!officers || !holds(key)) {
      return opening.with(data);
    }
    synchronized (this) {
      Authorised now = required(grant, key);
      Key opened = opening.with(now.seals);
      now.lend(grant, opened);
      return opened;
    }
  }

  /** Does something with the seals that a key is under. */
  <T> T use(JdbcGrant grant, KeyName key, Use<T> use) throws VaultException {
    if (!officers || !holds(key)) {
      return use.with(data);
    }
    synchronized (this) {
      return use.with(required(grant, key).seals);
    }
  }

  private Authorised required(JdbcGrant grant, KeyName key) throws VaultException {
    Authorised now = authorised;
    String verb = grant.authority().act().verb();
    if (now == null || over(now.period)) {
      throw new VaultException(
          "%s takes an authorised period: security officers open one by period:open %s --act %s"
              .formatted(words(key), option(key), quoted(verb)));
    }
    if (!now.period.coversAct(verb)) {
      throw new VaultException(
          "the authorised period is not for %s, but for %s"
              .formatted(verb, String.join(", ", now.period.acts().stream().sorted().toList())));
    }
    if (!covered(key, now.period)) {
      throw new VaultException(
          "the authorised period is not for %s: period:close ends it, and another can be opened"
              .formatted(words(key)));
    }
    return now;
  }

  private static boolean covered(KeyName key, Period period) {
    return switch (key) {
      case KeyName.Transport transport -> period.coversKeySet(transport.keySet());
      case KeyName.Application _ -> true;
      case KeyName.Root root -> period.coversRoot(root.name());
    };
  }

  private static String words(KeyName key) {
    return switch (key) {
      case KeyName.Transport transport -> "the transport key of " + transport.keySet();
      case KeyName.Application application -> "key " + application;
      case KeyName.Root root -> RootRow.label(root.purpose(), root.name(), root.generation());
    };
  }

  private static String option(KeyName key) {
    return switch (key) {
      case KeyName.Transport transport -> "--keyset " + transport.keySet();
      case KeyName.Application application -> "--keyset " + application.keySet();
      case KeyName.Root root -> "--root " + root.name();
    };
  }

  private static String quoted(String verb) {
    return verb.contains(" ") ? "'" + verb + "'" : verb;
  }

  /** No grant that has ended is told of anything. */
  synchronized void forget(JdbcGrant grant) {
    Authorised now = authorised;
    if (now != null) {
      now.grants.remove(grant);
    }
  }

  /**
   * Ends the period: tells those who work under it why, and wipes what opens the roots and what was
   * opened.
   *
   * @param only the period that is meant, if another one is not to end
   * @return the period that was open
   */
  Optional<Period> end(Optional<Period> only, String why) {
    Authorised now;
    synchronized (this) {
      now = authorised;
      if (now == null || !only.orElse(now.period).equals(now.period)) {
        return Optional.empty();
      }
      authorised = null;
    }
    now.alarmOff.run();
    now.grants.forEach(grant -> grant.withdraw("the authorised period has ended, " + why));
    now.lent.forEach(Key::close);
    now.seals.close();
    return Optional.of(now.period);
  }
}
