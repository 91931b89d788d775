// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyAttributes;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeySet;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.VaultException;

/** The rows of key sets and application keys, read and written, and the identity of each. */
final class KeyRows {
  private KeyRows() {}

  /**
   * A key set with what belongs to its sealed transport key.
   *
   * @param id the row's number
   * @param set what is said about it
   * @param sealed T
   */
  record SetRow(long id, KeySet set, Bytes sealed) implements LifeRow {
    @Override
    public Lv identity(Seals seals) {
      return identity(seals, id, set);
    }

    /** The identity of a row that is not sealed yet. */
    static Lv identity(Seals seals, long id, KeySet set) {
      Lv bare =
          seals
              .identity("key_set")
              .add(id)
              .add(set.name())
              .add(set.setId())
              .add(set.suite())
              .add(set.transportKeyVersion())
              .add(set.transportSpec().algorithm())
              .add(set.transportSpec().bits())
              .add(set.transportKcv().method())
              .add(set.transportKcv().value())
              .add(set.state())
              .add(set.wellKnown())
              .add(Moments.nanos(set.created()));
      return Lives.add(bare, set.life(), set.created());
    }

    @Override
    public KeyStanding standing() {
      return new KeyStanding(
          new KeyName.Transport(set.name()),
          "",
          set.transportSpec(),
          set.transportKeyVersion(),
          Optional.of(set.transportKcv()),
          set.life(),
          set.wellKnown(),
          set.created());
    }

    @Override
    public SetRow at(KeyLife life) {
      return new SetRow(id, set.at(life), sealed);
    }

    @Override
    public void update(Session session, Bytes another) throws SQLException {
      session.update(
          "UPDATE key_set SET " + Lives.SET + ", sealed = ? WHERE id = ?",
          Lives.values(new Object[0], set.life(), another, id));
    }

    @Override
    public String what() {
      return "the transport key of " + set.name();
    }
  }

  /**
   * An application key as it is sealed.
   *
   * @param set the number of its key set's row
   * @param key what is said about it
   * @param sealed TA
   */
  record KeyRow(long set, ApplicationKey key, Bytes sealed) implements LifeRow {
    @Override
    public Lv identity(Seals seals) {
      return identity(seals, set, key);
    }

    /** The identity of a row that is not sealed yet. */
    static Lv identity(Seals seals, long set, ApplicationKey key) {
      Lv bare =
          seals
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
      return Lives.add(bare, key.life(), key.created());
    }

    @Override
    public KeyStanding standing() {
      return new KeyStanding(
          new KeyName.Application(key.keySet(), key.ref(), OptionalInt.of(key.keyVersion())),
          key.label(),
          key.spec(),
          key.keyVersion(),
          Optional.of(key.kcv()),
          key.life(),
          key.wellKnown(),
          key.created());
    }

    @Override
    public KeyRow at(KeyLife life) {
      return new KeyRow(set, key.at(life), sealed);
    }

    /** The same row with its key under another label, sealed as it was. */
    KeyRow labelled(String label) {
      return new KeyRow(set, key.labelled(label), sealed);
    }

    /** The same row with its key narrowed, sealed as it was. */
    KeyRow restricted(KeyAttributes narrower) {
      return new KeyRow(set, key.restricted(narrower), sealed);
    }

    @Override
    public void update(Session session, Bytes another) throws SQLException {
      session.update(
          "UPDATE application_key SET label = ?, key_mode = ?, exportability = ?, "
              + Lives.SET
              + ", sealed = ? WHERE key_set = ? AND ref = ? AND key_version = ?",
          Lives.values(
              new Object[] {key.label(), key.attributes().mode(), key.attributes().exportability()},
              key.life(),
              another,
              set,
              key.ref(),
              key.keyVersion()));
    }

    @Override
    public String what() {
      return "key " + key.keySet() + "/" + key.ref();
    }
  }

  static List<KeySet> sets(Session session) throws SQLException, VaultException {
    return sets(session, "").stream().map(SetRow::set).toList();
  }

  /** The key sets that a condition lets through, by name. */
  static List<SetRow> sets(Session session, String where, Object... values)
      throws SQLException, VaultException {
    return session.list("SELECT * FROM key_set" + where + " ORDER BY name", KeyRows::set, values);
  }

  /** The versions of keys that a condition lets through. */
  static List<KeyRow> keys(Session session, String where, Object... values)
      throws SQLException, VaultException {
    return session.list(
        "SELECT s.name AS set_name, k.* FROM (SELECT * FROM application_key"
            + where
            + ") AS k JOIN key_set AS s ON s.id = k.key_set",
        row -> key(row, row.text("set_name")),
        values);
  }

  /** All versions of a key, the newest first. */
  static List<KeyRow> versions(Session session, SetRow set, int ref)
      throws SQLException, VaultException {
    return session.list(
        "SELECT * FROM application_key WHERE key_set = ? AND ref = ? ORDER BY key_version DESC",
        row -> key(row, set.set().name()),
        set.id(),
        ref);
  }

  /** One version of a key, or the newest. */
  static KeyRow requireVersion(Session session, SetRow set, KeyName.Application name)
      throws SQLException, VaultException {
    KeyRow newest = requireKey(session, set, name.ref());
    if (name.version().isEmpty()) {
      return newest;
    }
    return versions(session, set, name.ref()).stream()
        .filter(row -> row.key().keyVersion() == name.version().getAsInt())
        .findFirst()
        .orElseThrow(
            () ->
                new VaultException(
                    "key %s/%d has no version %d: its newest is %d"
                        .formatted(
                            name.keySet(),
                            name.ref(),
                            name.version().getAsInt(),
                            newest.key().keyVersion())));
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
            + " kcv"
            + Lives.COLUMNS
            + ", well_known, created, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?"
            + Lives.MARKS
            + ", ?, ?, ?)",
        Lives.values(
            new Object[] {
              row.id(),
              set.name(),
              set.setId(),
              set.suite(),
              set.transportKeyVersion(),
              set.transportSpec().algorithm(),
              set.transportSpec().bits(),
              set.transportKcv().method(),
              set.transportKcv().value()
            },
            set.life(),
            set.wellKnown().orElse(null),
            set.created(),
            row.sealed()));
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
            "SELECT ref FROM application_key WHERE key_set = ? GROUP BY ref ORDER BY ABS(ref - ?)"
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
            + " key_mode, exportability, diversify, kcv_method, kcv"
            + Lives.COLUMNS
            + ", origin, well_known, created, sealed)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
            + Lives.MARKS
            + ", ?, ?, ?, ?)",
        Lives.values(
            new Object[] {
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
              key.kcv().value()
            },
            key.life(),
            key.origin(),
            key.wellKnown().orElse(null),
            key.created(),
            row.sealed()));
  }

  static List<Proof> proofs() {
    return List.of(
        new Proof("key_set", "name", KeyRows::set),
        new Proof("application_key", "key_set, ref, key_version", row -> key(row, "")));
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
            row.keySpec(),
            Lives.read(row),
            row.optionalText("well_known"),
            row.instant("created")),
        row.bytes("sealed"));
  }

  static KeyRow key(Row row, String set) throws SQLException, VaultException {
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
            Lives.read(row),
            row.text("origin"),
            row.optionalText("well_known"),
            row.instant("created")),
        row.bytes("sealed"));
  }
}
