// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.vault.CertificateRegister;
import org.keywright.vault.CertificateState;
import org.keywright.vault.Grant;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.Party;
import org.keywright.vault.QuotaException;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;

/** CertificateRegister that were issued, with the quotas and orders that they count against. */
final class JdbcCertificateRegister implements CertificateRegister {
  private static final String CERTIFICATES = "vault:certificate";
  private static final int AT_ONCE = 500;
  private static final RowOrder.Field<IssuedCertificate> NUMBER =
      new RowOrder.Field<>("number", IssuedCertificate::number);
  private static final RowOrder<Column, IssuedCertificate> ORDER =
      new RowOrder<>(
          "certificate",
          Map.of(
              Column.NUMBER, NUMBER,
              Column.SUBJECT, new RowOrder.Field<>("subject", IssuedCertificate::subject),
              Column.PURPOSE, new RowOrder.Field<>("purpose", IssuedCertificate::purpose),
              Column.STATE, new RowOrder.Field<>("state", IssuedCertificate::state),
              Column.ISSUER, new RowOrder.Field<>("issuer", one -> one.issuer().name()),
              Column.NOT_AFTER,
                  new RowOrder.Field<>("not_after", one -> one.notAfter().getEpochSecond()),
              Column.ISSUED, new RowOrder.Field<>("issued", IssuedCertificate::issued),
              Column.SERIAL, new RowOrder.Field<>("serial", IssuedCertificate::serial)),
          List.of(NUMBER));

  /**
   * Whose holders have one key at a time. The certificates of others run side by side: what a unit
   * signed under its last one stays good when it gets the next.
   */
  private static final Set<KeyPurpose> REPLACED =
      Set.of(
          KeyPurpose.IDENTITY, KeyPurpose.MODULE, KeyPurpose.APPLIANCE, KeyPurpose.IDENTIFICATION);

  private final JdbcVault vault;
  private final Store store;
  private final JdbcWorkOrders orders;
  private final Clock clock;

  JdbcCertificateRegister(JdbcVault vault, Store store, JdbcWorkOrders orders, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.orders = orders;
    this.clock = clock;
  }

  @Override
  public IssuedCertificate issue(Grant grant, NewCertificate certificate, OptionalInt quota)
      throws VaultException {
    vault.require(grant);
    Names.requireLine("a subject", certificate.subject());
    return store.write(session -> insert(session, certificate, quota));
  }

  private IssuedCertificate insert(Session session, NewCertificate wanted, OptionalInt quota)
      throws SQLException, VaultException {
    if (find(session, wanted.issuer(), wanted.serial()).isPresent()) {
      throw new VaultException(
          "%s has given out a certificate %s already"
              .formatted(wanted.issuer(), wanted.serial().hex()));
    }
    long used = Counters.take(session, counter(wanted.issuer(), wanted.authority()), 1);
    if (quota.isPresent() && used > quota.getAsInt()) {
      throw new QuotaException(
          "%s has given out the %d certificates that its own certificate allows"
              .formatted(wanted.issuer(), quota.getAsInt()));
    }
    if (wanted.order().isPresent()) {
      orders.issued(session, wanted.order().getAsLong(), wanted.issuer(), wanted.subject());
    }
    var issued =
        new IssuedCertificate(
            Counters.take(session, CERTIFICATES, 1),
            wanted.issuer(),
            wanted.purpose(),
            wanted.serial(),
            wanted.subject(),
            wanted.encoded(),
            wanted.notBefore(),
            wanted.notAfter(),
            CertificateState.PENDING,
            Optional.empty(),
            Optional.empty(),
            wanted.order(),
            wanted.awaited(),
            clock.instant());
    supersede(session, issued, "= 'PENDING'");
    insert(session, issued, wanted.authority());
    return issued;
  }

  private static void insert(Session session, IssuedCertificate issued, Bytes authority)
      throws SQLException {
    session.update(
        "INSERT INTO certificate (number, issuer_role, issuer, purpose, serial, subject, encoded,"
            + " not_before, not_after, state, authority, work_order, awaited, issued)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        issued.number(),
        issued.issuer().role(),
        issued.issuer().name(),
        issued.purpose(),
        issued.serial(),
        issued.subject(),
        issued.encoded(),
        issued.notBefore().getEpochSecond(),
        issued.notAfter().getEpochSecond(),
        issued.state(),
        authority,
        issued.order().isPresent() ? issued.order().getAsLong() : null,
        issued.awaited().orElse(null),
        issued.issued());
  }

  private void supersede(Session session, IssuedCertificate by, String states) throws SQLException {
    if (REPLACED.contains(by.purpose())) {
      session.update(
          "UPDATE certificate SET state = ?, reason = ?, revoked = ? WHERE subject = ?"
              + " AND issuer_role = ? AND issuer = ? AND purpose = ? AND number < ? AND state "
              + states,
          CertificateState.REVOKED,
          RevocationReason.SUPERSEDED,
          clock.instant(),
          by.subject(),
          by.issuer().role(),
          by.issuer().name(),
          by.purpose(),
          by.number());
    }
  }

  @Override
  public IssuedCertificate activate(Grant grant, Party issuer, Bytes serial) throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          IssuedCertificate found = require(session, issuer, serial);
          if (found.state() == CertificateState.REVOKED) {
            throw new VaultException(
                "the certificate %s of %s is revoked".formatted(serial.hex(), found.subject()));
          }
          session.update(
              "UPDATE certificate SET state = ? WHERE number = ?",
              CertificateState.ACTIVE,
              found.number());
          supersede(session, found, "<> 'REVOKED'");
          if (found.order().isPresent()) {
            orders.done(session, found.order().getAsLong());
          }
          return require(session, issuer, serial);
        });
  }

  @Override
  public IssuedCertificate revoke(Grant grant, Party issuer, Bytes serial, RevocationReason reason)
      throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          IssuedCertificate found = require(session, issuer, serial);
          if (found.state() == CertificateState.REVOKED) {
            throw new VaultException(
                "the certificate %s of %s is revoked already"
                    .formatted(serial.hex(), found.subject()));
          }
          session.update(
              "UPDATE certificate SET state = ?, reason = ?, revoked = ? WHERE number = ?",
              CertificateState.REVOKED,
              reason,
              clock.instant(),
              found.number());
          return require(session, issuer, serial);
        });
  }

  @Override
  public Optional<IssuedCertificate> find(Party issuer, Bytes serial) throws VaultException {
    return store.read(session -> find(session, issuer, serial));
  }

  @Override
  public Optional<IssuedCertificate> pending(Party issuer, KeyPurpose purpose, String subject)
      throws VaultException {
    return store.read(
        session ->
            session.first(
                "SELECT * FROM certificate WHERE subject = ? AND issuer_role = ? AND issuer = ?"
                    + " AND purpose = ? AND state = ? ORDER BY number DESC LIMIT 1",
                JdbcCertificateRegister::certificate,
                subject,
                issuer.role(),
                issuer.name(),
                purpose,
                CertificateState.PENDING));
  }

  @Override
  public List<IssuedCertificate> of(String subject) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM certificate WHERE subject = ? ORDER BY number DESC",
                JdbcCertificateRegister::certificate,
                subject));
  }

  @Override
  public List<IssuedCertificate> page(Query query, int offset, int limit) throws VaultException {
    var values = new ArrayList<Object>();
    String sql =
        "SELECT * FROM certificate WHERE "
            + asked(query, values)
            + " ORDER BY number DESC LIMIT ? OFFSET ?";
    values.addAll(List.of(limit, offset));
    return store.read(
        session -> session.list(sql, JdbcCertificateRegister::certificate, values.toArray()));
  }

  @Override
  public List<IssuedCertificate> page(
      Query query, Sorting<Column> sorting, Optional<IssuedCertificate> after, int limit)
      throws VaultException {
    var values = new ArrayList<Object>();
    String sql = ORDER.page(asked(query, values), sorting, after, limit, values);
    return store.read(
        session -> session.list(sql, JdbcCertificateRegister::certificate, values.toArray()));
  }

  /** The condition for what is asked for; what it compares with is added to the values. */
  private static String asked(Query query, List<Object> values) {
    var sql = new StringBuilder(Containing.in("subject"));
    values.add(Containing.pattern(query.text()));
    query
        .issuer()
        .ifPresent(
            issuer -> {
              sql.append(" AND issuer_role = ? AND issuer = ?");
              values.addAll(List.of(issuer.role(), issuer.name()));
            });
    query.purpose().ifPresent(kind -> and(sql, values, "purpose", kind));
    query.state().ifPresent(state -> and(sql, values, "state", state));
    return sql.toString();
  }

  private static void and(StringBuilder sql, List<Object> values, String column, Enum<?> value) {
    sql.append(" AND ").append(column).append(" = ?");
    values.add(value);
  }

  @Override
  public List<IssuedCertificate> endingBefore(Instant limit, int most) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM certificate WHERE state = ? AND not_after < ?"
                    + " ORDER BY not_after, number LIMIT ?",
                JdbcCertificateRegister::certificate,
                CertificateState.ACTIVE,
                limit.getEpochSecond() + (limit.getNano() > 0 ? 1 : 0),
                most));
  }

  @Override
  public void forEachRevoked(Party issuer, Instant now, Consumer<IssuedCertificate> consumer)
      throws VaultException {
    List<IssuedCertificate> page = revoked(issuer, now, 0);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      page = revoked(issuer, now, page.getLast().number());
    }
  }

  private List<IssuedCertificate> revoked(Party issuer, Instant now, long after)
      throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM certificate WHERE issuer_role = ? AND issuer = ? AND state = ?"
                    + " AND number > ? AND not_after >= ? ORDER BY number LIMIT ?",
                JdbcCertificateRegister::certificate,
                issuer.role(),
                issuer.name(),
                CertificateState.REVOKED,
                after,
                now.getEpochSecond(),
                AT_ONCE));
  }

  @Override
  public long used(Party issuer, Bytes authority) throws VaultException {
    return store.read(
        session ->
            session.number("SELECT taken FROM counter WHERE name = ?", counter(issuer, authority)));
  }

  @Override
  public long nextListNumber(Grant grant, Party issuer) throws VaultException {
    vault.require(grant);
    return store.write(
        session ->
            Counters.take(session, "revocation_list:" + issuer.role() + ":" + issuer.name(), 1));
  }

  private static String counter(Party issuer, Bytes authority) {
    return "certificate:" + issuer.role() + ":" + issuer.name() + ":" + authority.hex();
  }

  private static Optional<IssuedCertificate> find(Session session, Party issuer, Bytes serial)
      throws SQLException, VaultException {
    return session.first(
        "SELECT * FROM certificate WHERE issuer_role = ? AND issuer = ? AND serial = ?",
        JdbcCertificateRegister::certificate,
        issuer.role(),
        issuer.name(),
        serial);
  }

  private static IssuedCertificate require(Session session, Party issuer, Bytes serial)
      throws SQLException, VaultException {
    return find(session, issuer, serial)
        .orElseThrow(
            () ->
                new VaultException(
                    "%s has given out no certificate %s".formatted(issuer, serial.hex())));
  }

  private static IssuedCertificate certificate(Row row) throws SQLException, VaultException {
    return new IssuedCertificate(
        row.number("number"),
        new Party(row.choice(RootPurpose.class, "issuer_role"), row.text("issuer")),
        row.choice(KeyPurpose.class, "purpose"),
        row.bytes("serial"),
        row.text("subject"),
        row.bytes("encoded"),
        Instant.ofEpochSecond(row.number("not_before")),
        Instant.ofEpochSecond(row.number("not_after")),
        row.choice(CertificateState.class, "state"),
        row.optionalChoice(RevocationReason.class, "reason"),
        row.optionalInstant("revoked"),
        row.optionalNumber("work_order"),
        row.optionalBytes("awaited"),
        row.instant("issued"));
  }
}
