// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.vault.Grant;
import org.keywright.vault.LogForwarding;
import org.keywright.vault.VaultException;

/** Where the log is forwarded to: one row, which proves its mark when it is read. */
final class JdbcLogForwarding implements LogForwarding {
  private static final String TABLE = "log_forwarding";

  /** The receiver of a row that says that nothing is forwarded any more. */
  private static final String NOBODY = "";

  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;
  private final Clock clock;

  JdbcLogForwarding(JdbcVault vault, Store store, Seals seals, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
    this.clock = clock;
  }

  @Override
  public Optional<Rule> rule() throws VaultException {
    return store
        .read(session -> session.first("SELECT * FROM log_forwarding", this::rule))
        .filter(rule -> !rule.receiver().equals(NOBODY));
  }

  @Override
  public Rule begin(Grant grant, String receiver, long reached) throws VaultException {
    vault.require(grant);
    Names.requireLine("a receiver", receiver);
    return save(new Rule(receiver, reached, grant.act().actor(), clock.instant()));
  }

  @Override
  public void end(Grant grant) throws VaultException {
    vault.require(grant);
    save(new Rule(NOBODY, 0, grant.act().actor(), clock.instant()));
  }

  private Rule save(Rule rule) throws VaultException {
    Bytes mark = seals.mark(identity(rule));
    store.write(
        session ->
            session.update(
                "INSERT INTO log_forwarding (vault, receiver, reached, actor, since, mark)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (vault) DO UPDATE SET"
                    + " receiver = excluded.receiver, reached = excluded.reached,"
                    + " actor = excluded.actor, since = excluded.since, mark = excluded.mark",
                seals.vault(),
                rule.receiver(),
                rule.reached(),
                rule.actor(),
                rule.since(),
                mark));
    return rule;
  }

  @Override
  public void reached(Rule rule, long number) throws VaultException {
    var further = new Rule(rule.receiver(), number, rule.actor(), rule.since());
    Bytes mark = seals.mark(identity(further));
    store.write(
        session ->
            session.update(
                "UPDATE log_forwarding SET reached = ?, mark = ? WHERE receiver = ? AND since = ?",
                number,
                mark,
                rule.receiver(),
                rule.since()));
  }

  Proof proof() {
    return new Proof(TABLE, "vault", this::rule);
  }

  private Rule rule(Row row) throws SQLException, VaultException {
    var rule =
        new Rule(
            row.text("receiver"), row.number("reached"), row.text("actor"), row.instant("since"));
    seals.requireMarked(identity(rule), row.bytes("mark"), "where the log is forwarded to");
    return rule;
  }

  private Lv identity(Rule rule) {
    return seals
        .identity(TABLE)
        .add(rule.receiver())
        .add(rule.reached())
        .add(rule.actor())
        .add(Moments.nanos(rule.since()));
  }
}
