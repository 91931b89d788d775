// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingRegister.CaseColumn;
import org.keywright.vault.PairingRegister.CaseFilter;
import org.keywright.vault.PairingRegister.FindingColumn;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.PairingSighting;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;

/** The rows of cases, sightings, findings and revocations, each under a mark over all of it. */
final class PairingCaseRows {
  private static final RowOrder.Field<PairingCase> CASE =
      new RowOrder.Field<>("number", PairingCase::number);
  private static final RowOrder<CaseColumn, PairingCase> CASES =
      new RowOrder<>(
          "pairing_case",
          Map.of(
              CaseColumn.NUMBER, CASE,
              CaseColumn.KIND, new RowOrder.Field<>("kind", made -> made.request().kind()),
              CaseColumn.MODULE, new RowOrder.Field<>("module", made -> made.request().module()),
              CaseColumn.HOST, new RowOrder.Field<>("host", made -> made.request().host()),
              CaseColumn.INDEX,
                  new RowOrder.Field<>(
                      "COALESCE(pairing_index, -1)", made -> made.request().index().orElse(-1)),
              CaseColumn.GRANTED, new RowOrder.Field<>("granted", PairingCase::granted),
              CaseColumn.GROUND, new RowOrder.Field<>("ground", PairingCase::ground),
              CaseColumn.OPEN, new RowOrder.Field<>("is_open", PairingCase::open),
              CaseColumn.PURPOSE, new RowOrder.Field<>("purpose", PairingCase::purpose),
              CaseColumn.ACTOR, new RowOrder.Field<>("actor", PairingCase::actor)),
          List.of(CASE));
  private static final RowOrder.Field<PairingFinding> FINDING =
      new RowOrder.Field<>("number", PairingFinding::number);
  private static final RowOrder<FindingColumn, PairingFinding> FINDINGS =
      new RowOrder<>(
          "pairing_finding",
          Map.of(
              FindingColumn.NUMBER, FINDING,
              FindingColumn.KIND, new RowOrder.Field<>("kind", PairingFinding::kind),
              FindingColumn.SUBJECT, new RowOrder.Field<>("subject", PairingFinding::subject),
              FindingColumn.TIMES, new RowOrder.Field<>("times", PairingFinding::times),
              FindingColumn.FIRST, new RowOrder.Field<>("first_at", PairingFinding::first),
              FindingColumn.LAST, new RowOrder.Field<>("last_at", PairingFinding::last)),
          List.of(FINDING));

  private final Seals seals;

  PairingCaseRows(Seals seals) {
    this.seals = seals;
  }

  /** Cases. */
  void insert(Session session, PairingCase made) throws SQLException, VaultException {
    PairingRequest request = made.request();
    session.update(
        "INSERT INTO pairing_case (number, actor, purpose, kind, module, host, pairing_index,"
            + " attestation, at, granted, ground, order_serial, is_open, resolution, seal)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        made.number(),
        made.actor(),
        made.purpose(),
        request.kind(),
        request.module(),
        request.host(),
        PairingUnitRows.boxed(request.index()),
        request.attestation(),
        request.at(),
        made.granted(),
        made.ground(),
        made.order(),
        made.open(),
        made.resolution(),
        seals.mark(identity(made)));
  }

  void update(Session session, PairingCase made) throws SQLException, VaultException {
    session.update(
        "UPDATE pairing_case SET is_open = ?, resolution = ?, seal = ? WHERE number = ?",
        made.open(),
        made.resolution(),
        seals.mark(identity(made)),
        made.number());
  }

  Optional<PairingCase> find(Session session, long number) throws SQLException, VaultException {
    return session.first("SELECT * FROM pairing_case WHERE number = ?", this::made, number);
  }

  /** A page of cases. A list of all of them shows when one is missing. */
  List<PairingCase> cases(Session session, CaseFilter filter, long before, int limit)
      throws SQLException, VaultException {
    var values = new ArrayList<Object>(List.of(before));
    String sql =
        "SELECT * FROM pairing_case WHERE number < ?"
            + wanted(filter, values)
            + " ORDER BY number DESC LIMIT ?";
    values.add(limit);
    var page = session.list(sql, this::made, values.toArray());
    if (filter.equals(CaseFilter.ALL)) {
      requireWhole(page);
    }
    return page;
  }

  /** A page of cases in an order. A list of all of them by number shows when one is missing. */
  List<PairingCase> cases(
      Session session,
      CaseFilter filter,
      Sorting<CaseColumn> sorting,
      Optional<PairingCase> after,
      int limit)
      throws SQLException, VaultException {
    var values = new ArrayList<Object>();
    String sql = CASES.page("TRUE" + wanted(filter, values), sorting, after, limit, values);
    var page = session.list(sql, this::made, values.toArray());
    if (filter.equals(CaseFilter.ALL) && sorting.by() == CaseColumn.NUMBER) {
      requireWhole(sorting.descending() ? page : page.reversed());
    }
    return page;
  }

  /** The conditions that a filter adds; what they compare with is added to the values. */
  private static String wanted(CaseFilter filter, List<Object> values) {
    var where = new StringBuilder();
    if (filter.module().isPresent()) {
      where.append(" AND module = ?");
      values.add(filter.module().get());
    }
    if (filter.host().isPresent()) {
      where.append(" AND host = ?");
      values.add(filter.host().get());
    }
    if (filter.open()) {
      where.append(" AND is_open = 1");
    }
    return where.toString();
  }

  private static void requireWhole(List<PairingCase> page) throws VaultException {
    for (int i = 1; i < page.size(); i++) {
      long expected = page.get(i - 1).number() - 1;
      if (page.get(i).number() != expected) {
        throw new VaultException("case " + expected + " is missing: restore a backup");
      }
    }
  }

  private Lv identity(PairingCase made) {
    PairingRequest request = made.request();
    return seals
        .identity("pairing_case")
        .add(made.number())
        .add(made.actor())
        .add(made.purpose())
        .add(request.kind())
        .add(request.module())
        .add(request.host())
        .add(request.index())
        .add(request.attestation())
        .add(Moments.nanos(request.at()))
        .add(made.granted())
        .add(made.ground())
        .add(made.order())
        .add(made.open())
        .add(made.resolution());
  }

  private PairingCase made(Row row) throws SQLException, VaultException {
    var made =
        new PairingCase(
            row.number("number"),
            row.text("actor"),
            row.text("purpose"),
            new PairingRequest(
                row.choice(PairingCase.Kind.class, "kind"),
                row.text("module"),
                row.text("host"),
                row.optionalNumber("pairing_index"),
                row.choice(PairingRequest.Attestation.class, "attestation"),
                row.instant("at")),
            row.flag("granted"),
            row.text("ground"),
            row.number("order_serial"),
            row.flag("is_open"),
            row.text("resolution"));
    seals.requireMarked(identity(made), row.bytes("seal"), "case " + made.number());
    return made;
  }

  /** Sightings. */
  void insert(Session session, PairingSighting sighting) throws SQLException, VaultException {
    session.update(
        "INSERT INTO pairing_sighting (number, actor, module, host, pairing_index, paired,"
            + " activity, at, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sighting.number(),
        sighting.actor(),
        sighting.module(),
        sighting.host(),
        sighting.index(),
        sighting.paired(),
        PairingUnitRows.boxed(sighting.activity()),
        sighting.at(),
        seals.mark(identity(sighting)));
  }

  List<PairingSighting> sightings(Session session, String module, long before, int limit)
      throws SQLException, VaultException {
    return session.list(
        "SELECT * FROM pairing_sighting WHERE module = ? AND number < ?"
            + " ORDER BY number DESC LIMIT ?",
        this::sighting,
        module,
        before,
        limit);
  }

  private Lv identity(PairingSighting sighting) {
    return seals
        .identity("pairing_sighting")
        .add(sighting.number())
        .add(sighting.actor())
        .add(sighting.module())
        .add(sighting.host())
        .add(sighting.index())
        .add(sighting.paired())
        .add(sighting.activity())
        .add(Moments.nanos(sighting.at()));
  }

  private PairingSighting sighting(Row row) throws SQLException, VaultException {
    var sighting =
        new PairingSighting(
            row.number("number"),
            row.text("actor"),
            row.text("module"),
            row.text("host"),
            row.number("pairing_index"),
            row.flag("paired"),
            row.optionalNumber("activity"),
            row.instant("at"));
    seals.requireMarked(identity(sighting), row.bytes("seal"), "sighting " + sighting.number());
    return sighting;
  }

  /** Findings: one of a kind for each subject. */
  void save(Session session, PairingFinding finding) throws SQLException, VaultException {
    session.update(
        "INSERT INTO pairing_finding (number, kind, subject, first_at, last_at, times, evidence,"
            + " seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET"
            + " last_at = excluded.last_at, times = excluded.times, evidence = excluded.evidence,"
            + " seal = excluded.seal",
        finding.number(),
        finding.kind(),
        finding.subject(),
        finding.first(),
        finding.last(),
        finding.times(),
        String.join("\n", finding.evidence()),
        seals.mark(identity(finding)));
  }

  Optional<PairingFinding> finding(Session session, PairingFinding.Kind kind, String subject)
      throws SQLException, VaultException {
    return session.first(
        "SELECT * FROM pairing_finding WHERE kind = ? AND subject = ?",
        this::finding,
        kind,
        subject);
  }

  List<PairingFinding> findings(Session session, long before, int limit)
      throws SQLException, VaultException {
    return session.list(
        "SELECT * FROM pairing_finding WHERE number < ? ORDER BY number DESC LIMIT ?",
        this::finding,
        before,
        limit);
  }

  List<PairingFinding> findings(
      Session session, Sorting<FindingColumn> sorting, Optional<PairingFinding> after, int limit)
      throws SQLException, VaultException {
    var values = new ArrayList<Object>();
    String sql = FINDINGS.page("TRUE", sorting, after, limit, values);
    return session.list(sql, this::finding, values.toArray());
  }

  private Lv identity(PairingFinding finding) {
    return seals
        .identity("pairing_finding")
        .add(finding.number())
        .add(finding.kind())
        .add(finding.subject())
        .add(Moments.nanos(finding.first()))
        .add(Moments.nanos(finding.last()))
        .add(finding.times())
        .add(String.join("\n", finding.evidence()));
  }

  private PairingFinding finding(Row row) throws SQLException, VaultException {
    var finding =
        new PairingFinding(
            row.number("number"),
            row.choice(PairingFinding.Kind.class, "kind"),
            row.text("subject"),
            row.instant("first_at"),
            row.instant("last_at"),
            row.integer("times"),
            row.text("evidence").lines().toList());
    seals.requireMarked(identity(finding), row.bytes("seal"), "finding " + finding.number());
    return finding;
  }

  /** Revocations. */
  void insert(Session session, PairingRevocation revocation) throws SQLException, VaultException {
    session.update(
        "INSERT INTO pairing_revocation (number, kind, estate, subject, at, actor, reason, seal)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        revocation.number(),
        revocation.kind(),
        revocation.estate(),
        revocation.subject(),
        revocation.at(),
        revocation.actor(),
        revocation.reason(),
        seals.mark(identity(revocation)));
  }

  Optional<PairingRevocation> revocation(
      Session session, PairingRevocation.Kind kind, String estate, String subject)
      throws SQLException, VaultException {
    return session.first(
        "SELECT * FROM pairing_revocation WHERE estate = ? AND kind = ? AND subject = ?",
        this::revocation,
        estate,
        kind,
        subject);
  }

  List<PairingRevocation> revocations(Session session, String estate)
      throws SQLException, VaultException {
    return session.list(
        "SELECT * FROM pairing_revocation WHERE estate = ? ORDER BY number",
        this::revocation,
        estate);
  }

  private Lv identity(PairingRevocation revocation) {
    return seals
        .identity("pairing_revocation")
        .add(revocation.number())
        .add(revocation.kind())
        .add(revocation.estate())
        .add(revocation.subject())
        .add(Moments.nanos(revocation.at()))
        .add(revocation.actor())
        .add(revocation.reason());
  }

  private PairingRevocation revocation(Row row) throws SQLException, VaultException {
    var revocation =
        new PairingRevocation(
            row.number("number"),
            row.choice(PairingRevocation.Kind.class, "kind"),
            row.text("estate"),
            row.text("subject"),
            row.instant("at"),
            row.text("actor"),
            row.text("reason"));
    seals.requireMarked(
        identity(revocation), row.bytes("seal"), "revocation " + revocation.number());
    return revocation;
  }

  List<Proof> proofs() {
    return List.of(
        new Proof("pairing_case", "number", this::made),
        new Proof("pairing_sighting", "number", this::sighting),
        new Proof("pairing_finding", "number", this::finding),
        new Proof("pairing_revocation", "number", this::revocation));
  }
}
