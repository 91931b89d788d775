// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Enrolments;
import org.keywright.vault.Grant;
import org.keywright.vault.Party;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.VaultException;

/** Whose certificates the parties go by, and the lists of revocations that came. */
final class JdbcEnrolments implements Enrolments {
  private final JdbcVault vault;
  private final Store store;
  private final Clock clock;

  JdbcEnrolments(JdbcVault vault, Store store, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Enrolment save(Grant grant, Enrolment wanted) throws VaultException {
    vault.require(grant);
    Names.requireName(wanted.name());
    Names.requireLine("an address", wanted.address());
    var enrolment =
        new Enrolment(
            wanted.party(),
            wanted.kind(),
            wanted.name(),
            wanted.certificate(),
            wanted.cross(),
            wanted.address(),
            clock.instant());
    return store.write(
        session -> {
          session.update(
              "INSERT INTO enrolment (role, party, kind, name, certificate, cross_certificate,"
                  + " address, enrolled) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                  + " ON CONFLICT (role, party, kind, name) DO UPDATE SET"
                  + " certificate = excluded.certificate,"
                  + " cross_certificate = excluded.cross_certificate,"
                  + " address = excluded.address, enrolled = excluded.enrolled",
              enrolment.party().role(),
              enrolment.party().name(),
              enrolment.kind(),
              enrolment.name(),
              enrolment.certificate(),
              enrolment.cross().orElse(null),
              enrolment.address(),
              enrolment.enrolled());
          return enrolment;
        });
  }

  @Override
  public void remove(Grant grant, Party party, EnrolmentKind kind, String name)
      throws VaultException {
    vault.require(grant);
    int removed =
        store.write(
            session ->
                session.update(
                    "DELETE FROM enrolment WHERE role = ? AND party = ? AND kind = ? AND name = ?",
                    party.role(),
                    party.name(),
                    kind,
                    name));
    if (removed == 0) {
      throw new VaultException("'" + name + "' is not enrolled at the " + party);
    }
  }

  @Override
  public Optional<Enrolment> find(Party party, EnrolmentKind kind, String name)
      throws VaultException {
    return store.read(
        session ->
            session.first(
                "SELECT * FROM enrolment WHERE role = ? AND party = ? AND kind = ? AND name = ?",
                JdbcEnrolments::enrolment,
                party.role(),
                party.name(),
                kind,
                name));
  }

  @Override
  public List<Enrolment> all(Party party, EnrolmentKind kind) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM enrolment WHERE role = ? AND party = ? AND kind = ? ORDER BY name",
                JdbcEnrolments::enrolment,
                party.role(),
                party.name(),
                kind));
  }

  @Override
  public void saveList(Grant grant, ReceivedList list) throws VaultException {
    vault.require(grant);
    int saved =
        store.write(
            session ->
                session.update(
                    "INSERT INTO revocation_list (role, party, issuer, number, encoded, made, next)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (role, party, issuer) DO UPDATE SET"
                        + " number = excluded.number, encoded = excluded.encoded,"
                        + " made = excluded.made, next = excluded.next"
                        + " WHERE excluded.number > revocation_list.number",
                    list.party().role(),
                    list.party().name(),
                    list.issuer(),
                    list.number(),
                    list.encoded(),
                    list.made(),
                    list.next()));
    if (saved == 0) {
      throw new VaultException(
          "the %s has list %d of %s already, or a newer one"
              .formatted(list.party(), list.number(), list.issuer()));
    }
  }

  @Override
  public Optional<ReceivedList> list(Party party, String issuer) throws VaultException {
    return lists(party).stream().filter(list -> list.issuer().equals(issuer)).findFirst();
  }

  @Override
  public List<ReceivedList> lists(Party party) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM revocation_list WHERE role = ? AND party = ? ORDER BY issuer",
                JdbcEnrolments::revocationList,
                party.role(),
                party.name()));
  }

  private static Enrolment enrolment(Row row) throws SQLException, VaultException {
    return new Enrolment(
        party(row),
        row.choice(EnrolmentKind.class, "kind"),
        row.text("name"),
        row.bytes("certificate"),
        row.optionalBytes("cross_certificate"),
        row.text("address"),
        row.instant("enrolled"));
  }

  private static ReceivedList revocationList(Row row) throws SQLException, VaultException {
    return new ReceivedList(
        party(row),
        row.text("issuer"),
        row.number("number"),
        row.bytes("encoded"),
        row.instant("made"),
        row.instant("next"));
  }

  private static Party party(Row row) throws SQLException, VaultException {
    return new Party(row.choice(RootPurpose.class, "role"), row.text("party"));
  }
}
