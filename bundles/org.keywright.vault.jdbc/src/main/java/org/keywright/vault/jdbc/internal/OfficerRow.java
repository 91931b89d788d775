// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Passphrases;
import org.keywright.vault.Officer;
import org.keywright.vault.Role;
import org.keywright.vault.VaultException;

/**
 * An officer as he is stored.
 *
 * @param head what is said about him
 * @param dataKey the data key under his stretched passphrase; empty if he is an officer no more
 * @param privateKey his private key under his stretched passphrase; empty if he holds no share
 */
record OfficerRow(Head head, Bytes dataKey, Bytes privateKey) {
  /**
   * What is said about an officer; the list of officers is signed over all but salt and cost.
   *
   * @param publicKey the point for which shares are sealed for him; empty if he holds none
   */
  record Head(
      String name,
      Role role,
      boolean active,
      Instant since,
      String appointedBy,
      Bytes publicKey,
      Bytes salt,
      Passphrases.Cost cost) {
    Lv addTo(Lv identity) {
      return identity
          .add(name)
          .add(role)
          .add(active)
          .add(Moments.nanos(since))
          .add(appointedBy)
          .add(publicKey);
    }

    private Lv sealed(String vault, String what) {
      return addTo(new Lv().add(vault).add("officer").add(what))
          .add(salt)
          .add(cost.memoryKib())
          .add(cost.iterations())
          .add(cost.lanes());
    }

    byte[] ofDataKey(String vault) {
      return sealed(vault, "data key").encoded();
    }

    byte[] ofPrivateKey(String vault) {
      return sealed(vault, "private key").encoded();
    }

    EcPublicKey holder() throws VaultException {
      try {
        return EcPublicKey.of(publicKey.toArray());
      } catch (KeyException e) {
        throw new VaultException("the public key of " + name + " is damaged: restore a backup", e);
      }
    }
  }

  boolean holdsShare() {
    return head.active() && head.role() == Role.SECURITY_OFFICER;
  }

  /** What is said about him, and counted. */
  Officer officer(Session session, Pact pact) throws SQLException, VaultException {
    int failures =
        (int) session.number("SELECT failures FROM officer_tries WHERE officer = ?", head.name());
    return new Officer(
        head.name(),
        head.role(),
        head.active(),
        head.since(),
        head.appointedBy(),
        RootsShares.number(session, head.name()),
        failures,
        failures >= pact.failuresAllowed());
  }

  /** The same officer as one who is one no more: nothing is left that he could open. */
  OfficerRow dismissed() {
    var former =
        new Head(
            head.name(),
            head.role(),
            false,
            head.since(),
            head.appointedBy(),
            head.publicKey(),
            head.salt(),
            head.cost());
    return new OfficerRow(former, Bytes.of(), Bytes.of());
  }

  static boolean any(Session session) throws SQLException {
    return session.number("SELECT COUNT(*) FROM officer") > 0;
  }

  static List<OfficerRow> all(Session session) throws SQLException, VaultException {
    return session.list("SELECT * FROM officer ORDER BY name", OfficerRow::of);
  }

  static List<String> names(Session session) throws SQLException, VaultException {
    return session.list(
        "SELECT name FROM officer WHERE active = 1 ORDER BY name", row -> row.text("name"));
  }

  static Optional<OfficerRow> find(Session session, String name)
      throws SQLException, VaultException {
    return session.first("SELECT * FROM officer WHERE name = ?", OfficerRow::of, name);
  }

  /** One who is an officer still. */
  static OfficerRow require(Session session, String name) throws SQLException, VaultException {
    Optional<OfficerRow> found = find(session, name).filter(row -> row.head().active());
    if (found.isPresent()) {
      return found.get();
    }
    throw Names.unknown("officer", name, names(session));
  }

  void save(Session session) throws SQLException {
    session.update(
        "INSERT INTO officer (name, role, active, since, appointed_by, public_key, salt,"
            + " memory_kib, iterations, lanes, data_key, private_key)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            + " role = excluded.role, active = excluded.active, since = excluded.since,"
            + " appointed_by = excluded.appointed_by, public_key = excluded.public_key,"
            + " salt = excluded.salt, memory_kib = excluded.memory_kib,"
            + " iterations = excluded.iterations, lanes = excluded.lanes,"
            + " data_key = excluded.data_key, private_key = excluded.private_key",
        head.name(),
        head.role(),
        head.active(),
        head.since(),
        head.appointedBy(),
        head.publicKey(),
        head.salt(),
        head.cost().memoryKib(),
        head.cost().iterations(),
        head.cost().lanes(),
        dataKey,
        privateKey);
  }

  static Proof proof() {
    return new Proof("officer", "name", OfficerRow::of);
  }

  private static OfficerRow of(Row row) throws SQLException, VaultException {
    return new OfficerRow(
        new Head(
            row.text("name"),
            row.choice(Role.class, "role"),
            row.flag("active"),
            row.instant("since"),
            row.text("appointed_by"),
            row.bytes("public_key"),
            row.bytes("salt"),
            new Passphrases.Cost(
                row.integer("memory_kib"), row.integer("iterations"), row.integer("lanes"))),
        row.bytes("data_key"),
        row.bytes("private_key"));
  }
}
