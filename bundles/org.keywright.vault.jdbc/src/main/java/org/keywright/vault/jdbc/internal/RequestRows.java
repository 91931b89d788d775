// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.vault.Act;
import org.keywright.vault.Request;
import org.keywright.vault.Request.State;
import org.keywright.vault.VaultException;

/** The table of requests; every row that is read proves its mark. */
final class RequestRows {
  private static final String TABLE = "request";
  private static final int MOST_SHOWN = 1_000;

  private final Seals seals;
  private final Clock clock;

  RequestRows(Seals seals, Clock clock) {
    this.seals = seals;
    this.clock = clock;
  }

  /** The newest first, with those that are settled or without. */
  List<Request> all(Session session, boolean settled) throws SQLException, VaultException {
    String where = settled ? "" : " WHERE state IN ('OPEN', 'APPROVED')";
    return session.list(
        "SELECT * FROM request" + where + " ORDER BY number DESC LIMIT ?",
        this::request,
        MOST_SHOWN);
  }

  /** Those that are not settled and are for an act, whatever it says of its purpose. */
  List<Request> pending(Session session, Act act) throws SQLException, VaultException {
    return session.list(
        "SELECT * FROM request WHERE state IN ('OPEN', 'APPROVED') AND actor = ?"
            + " AND verb = ? AND subject = ? ORDER BY number DESC",
        this::request,
        act.actor(),
        act.verb(),
        act.subject());
  }

  Request require(Session session, long number) throws SQLException, VaultException {
    return session
        .first("SELECT * FROM request WHERE number = ?", this::request, number)
        .orElseThrow(() -> new VaultException("there is no request " + number));
  }

  void insert(Session session, Request request) throws SQLException, VaultException {
    session.update(
        "INSERT INTO request (number, actor, verb, subject, purpose, reason, at, expires, state,"
            + " decided_by, decided_at, mark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        request.number(),
        request.act().actor(),
        request.act().verb(),
        request.act().subject(),
        request.act().purpose(),
        request.reason(),
        request.at(),
        request.expires(),
        request.state(),
        request.decidedBy().orElse(null),
        request.decidedAt().orElse(null),
        seals.mark(identity(request)));
  }

  /** Puts a request into another state, in which the same officer has decided at the same time. */
  Request update(Session session, Request before, State state) throws SQLException, VaultException {
    return update(session, before, state, before.decidedBy(), before.decidedAt());
  }

  /** Puts a request into another state. */
  Request update(
      Session session,
      Request before,
      State state,
      Optional<String> decidedBy,
      Optional<Instant> decidedAt)
      throws SQLException, VaultException {
    Request after = at(before, state, decidedBy, decidedAt);
    session.update(
        "UPDATE request SET state = ?, decided_by = ?, decided_at = ?, mark = ? WHERE number = ?",
        state,
        decidedBy.orElse(null),
        decidedAt.orElse(null),
        seals.mark(identity(after)),
        after.number());
    return after;
  }

  private static Request at(
      Request request, State state, Optional<String> decidedBy, Optional<Instant> decidedAt) {
    return new Request(
        request.number(),
        request.act(),
        request.reason(),
        request.at(),
        request.expires(),
        state,
        decidedBy,
        decidedAt);
  }

  Proof proof() {
    return new Proof(TABLE, "number", this::request);
  }

  /** A request whose time has run out is one that has expired, whatever its row says. */
  private Request request(Row row) throws SQLException, VaultException {
    var stored =
        new Request(
            row.number("number"),
            new Act(row.text("actor"), row.text("verb"), row.text("subject"), row.text("purpose")),
            row.text("reason"),
            row.instant("at"),
            row.instant("expires"),
            row.choice(State.class, "state"),
            row.optionalText("decided_by"),
            row.optionalInstant("decided_at"));
    seals.requireMarked(identity(stored), row.bytes("mark"), "request " + stored.number());
    boolean pending = stored.state() == State.OPEN || stored.state() == State.APPROVED;
    return pending && !clock.instant().isBefore(stored.expires())
        ? at(stored, State.EXPIRED, stored.decidedBy(), stored.decidedAt())
        : stored;
  }

  private Lv identity(Request request) {
    return seals
        .identity(TABLE)
        .add(request.number())
        .add(request.act().actor())
        .add(request.act().verb())
        .add(request.act().subject())
        .add(request.act().purpose())
        .add(request.reason())
        .add(Moments.nanos(request.at()))
        .add(Moments.nanos(request.expires()))
        .add(request.state())
        .add(request.decidedBy())
        .add(
            request
                .decidedAt()
                .map(at -> OptionalLong.of(Moments.nanos(at)))
                .orElse(OptionalLong.empty()));
  }
}
