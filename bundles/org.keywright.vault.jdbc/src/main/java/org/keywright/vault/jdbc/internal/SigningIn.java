// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Sealing;
import org.keywright.vault.SignIn;
import org.keywright.vault.VaultException;

/**
 * Tries officers' passphrases, one at a time. Each try is counted on the disk before it is made; so
 * many wrong ones in a row lock the officer, and long before each further one has to wait. What a
 * right one finds of the counts is marked, so that putting them back shows, unless the whole file
 * was put back.
 */
final class SigningIn {
  private final Sealing sealing;
  private final Passphrases passphrases;
  private final Clock clock;

  SigningIn(Sealing sealing, Passphrases passphrases, Clock clock) {
    this.sealing = sealing;
    this.passphrases = passphrases;
    this.clock = clock;
  }

  /**
   * What a right passphrase opened; whoever got it closes it.
   *
   * @param failures wrong passphrases in a row before
   * @param putBack whether the count of them was changed outside Keywright
   */
  record Unlocked(OfficerRow row, Key stretched, Key dataKey, int failures, boolean putBack)
      implements AutoCloseable {
    /** Opens the officer's private key; the caller owns it. */
    Key privateKey(Sealing sealing, String vault) throws KeyException {
      return Key.of(
          KeySpec.EC_P256,
          sealing.open(stretched, row.head().ofPrivateKey(vault), row.privateKey().toArray()));
    }

    /** What the log says of it. */
    String words() {
      String wrong =
          failures == 0
              ? ""
              : failures + (failures == 1 ? " wrong passphrase" : " wrong passphrases") + " before";
      String changed = "the count of wrong passphrases was changed outside Keywright";
      return !putBack ? wrong : wrong.isEmpty() ? changed : wrong + "; " + changed;
    }

    @Override
    public void close() {
      stretched.close();
      dataKey.close();
    }
  }

  /** Seals under a data key, which they own. */
  Seals seals(Key dataKey, String vault) {
    return new Seals(sealing, dataKey, vault);
  }

  /** Makes the counters of a new officer, or of one who starts anew. */
  static void begin(Session session, Seals seals, String officer)
      throws SQLException, VaultException {
    session.update(
        "INSERT INTO officer_tries (officer, tries, failures, last_failure, seen, mark)"
            + " VALUES (?, 0, 0, 0, 0, ?) ON CONFLICT (officer) DO UPDATE SET tries = 0,"
            + " failures = 0, last_failure = 0, seen = 0, mark = excluded.mark",
        officer,
        mark(seals, officer, 0));
  }

  /** How the counts of wrong passphrases show that they were changed. */
  static Proof proof(Seals seals) {
    return new Proof(
        "officer_tries",
        "officer",
        row -> {
          String officer = row.text("officer");
          long seen = row.number("seen");
          boolean sound =
              seals.marked(identity(seals, officer, seen), row.bytes("mark"))
                  && row.number("tries") - seen == row.integer("failures");
          if (!sound) {
            throw new VaultException(
                "the count of wrong passphrases of " + officer + " was changed outside Keywright");
          }
          return officer;
        });
  }

  private static Bytes mark(Seals seals, String officer, long seen) throws VaultException {
    return seals.mark(identity(seals, officer, seen));
  }

  private static Lv identity(Seals seals, String officer, long seen) {
    return seals.identity("officer_tries").add(officer).add(seen);
  }

  /**
   * Tries a passphrase.
   *
   * @param vault the vault's id
   * @throws VaultException if it is wrong, or cannot be tried now
   */
  synchronized Unlocked unlock(Committing store, String vault, SignIn who) throws VaultException {
    String name = who.officer();
    OfficerRow row = store.write(session -> OfficerRow.require(session, name));
    int allowed = store.write(Pact::failuresAllowed);
    Tries tries = store.write(session -> counted(session, name, allowed));
    requireCounted(tries, name, allowed);
    Key stretched = stretched(row, who);
    boolean right = false;
    try {
      Key dataKey = dataKey(row, stretched, vault, tries, allowed);
      try {
        boolean sound = settled(store, vault, name, tries, dataKey);
        right = true;
        return new Unlocked(row, stretched, dataKey, tries.failures(), !sound);
      } finally {
        if (!right) {
          dataKey.close();
        }
      }
    } finally {
      if (!right) {
        stretched.close();
      }
    }
  }

  /** What there was before a try; {@code counted} says whether it could be made. */
  private record Tries(
      long tries, int failures, Instant lastFailure, long seen, Bytes mark, boolean counted) {}

  private Tries counted(Session session, String name, int allowed)
      throws SQLException, VaultException {
    Tries found =
        session
            .first(
                "SELECT * FROM officer_tries WHERE officer = ?",
                row ->
                    new Tries(
                        row.number("tries"),
                        row.integer("failures"),
                        row.instant("last_failure"),
                        row.number("seen"),
                        row.bytes("mark"),
                        false),
                name)
            .orElseThrow(
                () ->
                    new VaultException("the tries of " + name + " are missing: restore a backup"));
    Instant now = clock.instant();
    if (now.isBefore(found.lastFailure())) {
      // The clock was put back: wait once more from now, rather than until it is where it was.
      session.update("UPDATE officer_tries SET last_failure = ? WHERE officer = ?", now, name);
      found = at(found, now, false);
    }
    if (found.failures() >= allowed || left(found).isPositive()) {
      return found;
    }
    session.update(
        "UPDATE officer_tries SET tries = tries + 1, failures = failures + 1, last_failure = ?"
            + " WHERE officer = ?",
        now,
        name);
    return at(found, found.lastFailure(), true);
  }

  private static Tries at(Tries found, Instant lastFailure, boolean counted) {
    return new Tries(
        found.tries(), found.failures(), lastFailure, found.seen(), found.mark(), counted);
  }

  private Duration left(Tries found) {
    return Unlocking.waitAfter(found.failures())
        .minus(Duration.between(found.lastFailure(), clock.instant()));
  }

  private void requireCounted(Tries tries, String name, int allowed) throws VaultException {
    if (tries.counted()) {
      return;
    }
    if (tries.failures() >= allowed) {
      throw locked(name, tries.failures());
    }
    throw new VaultException(
        "after %d wrong passphrases in a row %s can try again in %d s"
            .formatted(tries.failures(), name, left(tries).plusNanos(999_999_999).toSeconds()));
  }

  private static VaultException locked(String name, int failures) {
    return new VaultException(
        "%s is locked after %d wrong passphrases in a row: another security officer unlocks him by"
                .formatted(name, failures)
            + " officer:unlock "
            + name);
  }

  private Key stretched(OfficerRow row, SignIn who) throws VaultException {
    try {
      return passphrases.stretch(who.passphrase(), row.head().salt(), row.head().cost());
    } catch (KeyException e) {
      throw new VaultException("the passphrase of " + who.officer() + " is wrong", e);
    }
  }

  /** One message for whatever does not fit, so that nothing is learned from it. */
  private Key dataKey(OfficerRow row, Key stretched, String vault, Tries tries, int allowed)
      throws VaultException {
    String name = row.head().name();
    try {
      return Key.of(
          KeySpec.AES_256,
          sealing.open(stretched, row.head().ofDataKey(vault), row.dataKey().toArray()));
    } catch (KeyException e) {
      int failures = tries.failures() + 1;
      if (failures >= allowed) {
        throw locked(name, failures);
      }
      Duration wait = Unlocking.waitAfter(failures);
      throw new VaultException(
          "the passphrase of %s is wrong: %d wrong in a row%s"
              .formatted(
                  name,
                  failures,
                  wait.isZero() ? "" : "; the next can be tried in " + wait.toSeconds() + " s"),
          e);
    }
  }

  /** Forgets the failures; says whether their count was as it had been left. */
  private boolean settled(Committing store, String vault, String name, Tries before, Key dataKey)
      throws VaultException {
    // Its own handle, which is closed; the data key stays the caller's.
    try (Seals seals = seals(dataKey.copy(), vault)) {
      long seen = before.tries() + 1;
      Bytes mark = mark(seals, name, seen);
      boolean marked = seals.marked(identity(seals, name, before.seen()), before.mark());
      store.write(
          session ->
              session.update(
                  "UPDATE officer_tries SET failures = 0, seen = ?, mark = ? WHERE officer = ?",
                  seen,
                  mark,
                  name));
      return marked && before.tries() - before.seen() == before.failures();
    }
  }
}
