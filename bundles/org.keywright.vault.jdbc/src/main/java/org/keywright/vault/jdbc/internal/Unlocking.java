// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Sealing;
import org.keywright.vault.Officer;
import org.keywright.vault.VaultException;

/**
 * The way from a passphrase to the data key. Each try is counted on the disk before it is made, so
 * that cutting the power does not give it back. After five wrong ones each further try has to wait.
 */
final class Unlocking {
  private static final int FREE_TRIES = 5;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final int SALT_BYTES = 32;
  private static final int ID_BYTES = 16;

  private final Sealing sealing;
  private final Passphrases passphrases;
  private final Keys keys;
  private final Clock clock;

  Unlocking(Sealing sealing, Passphrases passphrases, Keys keys, Clock clock) {
    this.sealing = sealing;
    this.passphrases = passphrases;
    this.keys = keys;
    this.clock = clock;
  }

  /** Writes the row of a new vault; the data key that is returned is the caller's. */
  Opened make(Session session, KeyMaterial passphrase, Passphrases.Cost cost)
      throws SQLException, VaultException {
    var head =
        new Head(
            Bytes.of(keys.random(ID_BYTES)).hex(),
            clock.instant(),
            Bytes.of(keys.random(SALT_BYTES)),
            cost);
    Key dataKey = keys.generate(KeySpec.AES_256);
    boolean made = false;
    try (Key stretched = passphrases.stretch(passphrase, head.salt(), cost)) {
      session.update(
          "INSERT INTO vault (id, created, salt, memory_kib, iterations, lanes, data_key, failures,"
              + " last_failure) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)",
          head.id(),
          head.created(),
          head.salt(),
          cost.memoryKib(),
          cost.iterations(),
          cost.lanes(),
          sealing.seal(stretched, head.identity(), dataKey.material()));
      made = true;
      return new Opened(head.id(), head.created(), dataKey, 0, Optional.empty(), "");
    } catch (KeyException e) {
      throw new VaultException("the vault cannot be made: " + e.getMessage(), e);
    } finally {
      if (!made) {
        dataKey.close();
      }
    }
  }

  /** Tries a passphrase; the data key that is returned is the caller's. */
  Opened open(Session session, KeyMaterial passphrase) throws SQLException, VaultException {
    Tried tried = tried(session);
    requireWaited(tried, left(session, tried));
    count(session);
    Key dataKey = opened(tried, passphrase);
    try {
      forget(session);
    } catch (SQLException e) {
      dataKey.close();
      throw e;
    }
    return new Opened(
        tried.head().id(), tried.head().created(), dataKey, tried.failures(), Optional.empty(), "");
  }

  /** Tries a passphrase on a vault that is open; the count is committed before the compare. */
  synchronized void confirm(Committing store, KeyMaterial passphrase) throws VaultException {
    Tried tried = store.write(Unlocking::tried);
    requireWaited(tried, store.write(session -> left(session, tried)));
    store.write(this::count);
    opened(tried, passphrase).close();
    store.write(Unlocking::forget);
  }

  private int count(Session session) throws SQLException {
    return session.update(
        "UPDATE vault SET failures = failures + 1, last_failure = ?", clock.instant());
  }

  private static int forget(Session session) throws SQLException {
    return session.update("UPDATE vault SET failures = 0");
  }

  private static Tried tried(Session session) throws SQLException, VaultException {
    Row.Reading<Tried> reading =
        row ->
            new Tried(
                new Head(
                    row.text("id"),
                    row.instant("created"),
                    row.bytes("salt"),
                    new Passphrases.Cost(
                        row.integer("memory_kib"),
                        row.integer("iterations"),
                        row.integer("lanes"))),
                row.bytes("data_key"),
                row.integer("failures"),
                row.instant("last_failure"));
    return session
        .first("SELECT * FROM vault", reading)
        .orElseThrow(
            () -> new VaultException("the vault is damaged: it has no key; restore a backup"));
  }

  /** How long one has to wait before the next try. */
  private Duration left(Session session, Tried tried) throws SQLException {
    Duration wait = waitAfter(tried.failures());
    if (wait.isZero()) {
      return wait;
    }
    Instant now = clock.instant();
    Duration left = wait.minus(Duration.between(tried.lastFailure(), now));
    if (left.compareTo(wait) > 0) {
      // The clock was put back: wait once more from now, rather than until it is where it was.
      session.update("UPDATE vault SET last_failure = ?", now);
      left = wait;
    }
    return left;
  }

  private static void requireWaited(Tried tried, Duration left) throws VaultException {
    if (left.isPositive()) {
      throw new VaultException(
          "after %d wrong passphrases in a row this vault can be tried again in %d s"
              .formatted(tried.failures(), left.plusNanos(999_999_999).toSeconds()));
    }
  }

  static Duration waitAfter(int failures) {
    if (failures < FREE_TRIES) {
      return Duration.ZERO;
    }
    int doublings = failures - FREE_TRIES;
    if (doublings >= Integer.SIZE - 2) {
      return LONGEST_WAIT;
    }
    Duration wait = Duration.ofSeconds(1L << doublings);
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /** One message for whatever does not fit, so that nothing is learned from it. */
  private Key opened(Tried tried, KeyMaterial passphrase) throws VaultException {
    Head head = tried.head();
    try (Key stretched = passphrases.stretch(passphrase, head.salt(), head.cost())) {
      return Key.of(
          KeySpec.AES_256, sealing.open(stretched, head.identity(), tried.sealedKey().toArray()));
    } catch (KeyException e) {
      int failures = tried.failures() + 1;
      Duration wait = waitAfter(failures);
      throw new VaultException(
          "the passphrase is wrong: %d wrong in a row%s"
              .formatted(
                  failures,
                  wait.isZero() ? "" : "; the next can be tried in " + wait.toSeconds() + " s"),
          e);
    }
  }

  /**
   * What a passphrase opened.
   *
   * @param id the vault's id
   * @param created when it was made
   * @param dataKey the key of all that it keeps
   * @param failures wrong passphrases before
   * @param officer whose passphrase it was, in a vault with officers
   * @param words what its log says of that
   */
  record Opened(
      String id,
      Instant created,
      Key dataKey,
      int failures,
      Optional<Officer> officer,
      String words) {}

  private record Tried(Head head, Bytes sealedKey, int failures, Instant lastFailure) {}

  private record Head(String id, Instant created, Bytes salt, Passphrases.Cost cost) {
    byte[] identity() {
      return new Lv()
          .add("vault")
          .add(id)
          .add(Moments.nanos(created))
          .add(salt)
          .add(cost.memoryKib())
          .add(cost.iterations())
          .add(cost.lanes())
          .encoded();
    }
  }
}
