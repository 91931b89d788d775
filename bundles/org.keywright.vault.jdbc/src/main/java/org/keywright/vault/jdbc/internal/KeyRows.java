// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyState;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeySet;
import org.keywright.vault.VaultException;

/** The rows of key sets and application keys, read and written, and the identity of each. */
final class KeyRows {
  private KeyRows() {}

  /**
   * A key set with what belongs to its sealed transport key.
   *
   * @param id the row's number
   * @param set what is said about it
   * @param spec the kind of T
   * @param sealed T
   */
  record SetRow(long id, KeySet set, KeySpec spec, Bytes sealed) {
    /** All of the row: T opens only while nothing of it was changed. */
    static Lv identity(Seals seals, long id, KeySet set, KeySpec spec) {
      return seals
          .identity("key_set")
          .add(id)
          .add(set.name())
          .add(set.setId())
          .add(set.suite())
          .add(set.transportKeyVersion())
          .add(spec.algorithm())
          .add(spec.bits())
          .add(set.transportKcv().method())
          .add(set.transportKcv().value())
          .add(set.state())
          .add(set.wellKnown())
          .add(Moments.nanos(set.created()));
    }
  }

  /**
   * An application key as it is sealed.
   *
   * @param set the number of its key set's row
   * @param key what is said about it
   * @param sealed TA
   */
  record KeyRow(long set, ApplicationKey key, Bytes sealed) {
    /** All of the row: TA opens only while nothing of it was changed. */
    static Lv identity(Seals seals, long set, ApplicationKey key) {
      return seals
          .identity("application_key")
          .add(set)
          .add(key.ref())
          .add(key.keyVersion())
          .add(key.label())
          .add(key.spec().algorithm())
          .add(key.spec().bits())
          .add(key.attributes().usage().code())
          .add(key.attributes().mode())
          .add(key.attributes().exportability())
          .add(key.diversify())
          .add(key.kcv().method())
          .add(key.kcv().value())
          .add(key.state())
          .add(key.origin())
          .add(key.wellKnown())
          .add(Moments.nanos(key.created()));
    }
  }

  static List<KeySet> sets(Session session) throws SQLException, VaultException {
    return session.list("SELECT * FROM key_set ORDER BY name", row -> set(row).set());
  }

  static Optional<SetRow> findSet(Session session, String name)
      throws SQLException, VaultException {
    return session.first("SELECT * FROM key_set WHERE name = ?", KeyRows::set, name);
  }

  static SetRow requireSet(Session session, String name) throws SQLException, VaultException {
    Optional<SetRow> found = findSet(session, name);
    if (found.isPresent()) {
      return found.get();
    }
    throw Names.unknown(
        "key set", name, session.list("SELECT name FROM key_set", row -> row.text("name")));
  }

  static void insert(Session session, SetRow row) throws SQLException {
    KeySet set = row.set();
    session.update(
        "INSERT INTO key_set (id, name, set_id, suite, key_version, algorithm, bits, kcv_method,"
            + " kcv, state, well_known, created, sealed)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.id(),
        set.name(),
        set.setId(),
        set.suite(),
        set.transportKeyVersion(),
        row.spec().algorithm(),
        row.spec().bits(),
        set.transportKcv().method(),
        set.transportKcv().value(),
        set.state(),
        set.wellKnown().orElse(null),
        set.created(),
        row.sealed());
  }

  /** The keys of a set by reference, each in its newest version. */
  static List<ApplicationKey> keys(Session session, SetRow set)
      throws SQLException, VaultException {
    return session.list(
        "SELECT * FROM application_key AS k WHERE k.key_set = ? AND NOT EXISTS"
            + " (SELECT 1 FROM application_key AS n WHERE n.key_set = k.key_set AND n.ref = k.ref"
            + " AND n.key_version > k.key_version) ORDER BY k.ref",
        row -> key(row, set.set().name()).key(),
        set.id());
  }

  static Optional<KeyRow> findKey(Session session, SetRow set, int ref)
      throws SQLException, VaultException {
    return session.first(
        "SELECT * FROM application_key WHERE key_set = ? AND ref = ?"
            + " ORDER BY key_version DESC LIMIT 1",
        row -> key(row, set.set().name()),
        set.id(),
        ref);
  }

  static KeyRow requireKey(Session session, SetRow set, int ref)
      throws SQLException, VaultException {
    Optional<KeyRow> found = findKey(session, set, ref);
    if (found.isPresent()) {
      return found.get();
    }
    List<Integer> known =
        session.list(
            "SELECT DISTINCT ref FROM application_key WHERE key_set = ? ORDER BY ABS(ref - ?)"
                + " LIMIT 10",
            row -> row.integer("ref"),
            set.id(),
            ref);
    throw new VaultException(
        "key set '%s' has no key %d; %s"
            .formatted(
                set.set().name(),
                ref,
                known.isEmpty()
                    ? "it has none at all"
                    : "it has "
                        + String.join(
                            ", ", known.stream().sorted().map(String::valueOf).toList())));
  }

  static void insert(Session session, KeyRow row) throws SQLException {
    ApplicationKey key = row.key();
    session.update(
        "INSERT INTO application_key (key_set, ref, key_version, label, algorithm, bits, key_usage,"
            + " key_mode, exportability, diversify, kcv_method, kcv, state, origin, well_known,"
            + " created, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.set(),
        key.ref(),
        key.keyVersion(),
        key.label(),
        key.spec().algorithm(),
        key.spec().bits(),
        key.attributes().usage().code(),
        key.attributes().mode(),
        key.attributes().exportability(),
        key.diversify(),
        key.kcv().method(),
        key.kcv().value(),
        key.state(),
        key.origin(),
        key.wellKnown().orElse(null),
        key.created(),
        row.sealed());
  }

  static void updateState(Session session, KeyRow row) throws SQLException {
    ApplicationKey key = row.key();
    session.update(
        "UPDATE application_key SET state = ?, sealed = ?"
            + " WHERE key_set = ? AND ref = ? AND key_version = ?",
        key.state(),
        row.sealed(),
        row.set(),
        key.ref(),
        key.keyVersion());
  }

  private static SetRow set(Row row) throws SQLException, VaultException {
    return new SetRow(
        row.number("id"),
        new KeySet(
            row.text("name"),
            row.bytes("set_id"),
            row.integer("suite"),
            row.integer("key_version"),
            row.kcv(),
            row.choice(KeyState.class, "state"),
            row.optionalText("well_known"),
            row.instant("created")),
        row.keySpec(),
        row.bytes("sealed"));
  }

  private static KeyRow key(Row row, String set) throws SQLException, VaultException {
    return new KeyRow(
        row.number("key_set"),
        new ApplicationKey(
            set,
            row.integer("ref"),
            row.text("label"),
            row.keySpec(),
            row.keyAttributes(),
            row.integer("key_version"),
            row.flag("diversify"),
            row.kcv(),
            row.choice(KeyState.class, "state"),
            row.text("origin"),
            row.optionalText("well_known"),
            row.instant("created")),
        row.bytes("sealed"));
  }
}
