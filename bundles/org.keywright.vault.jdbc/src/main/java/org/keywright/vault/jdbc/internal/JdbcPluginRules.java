// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.vault.Grant;
import org.keywright.vault.PluginRule;
import org.keywright.vault.PluginRules;
import org.keywright.vault.VaultException;

/** Which plug-ins are let in; every row that is read proves its mark. */
final class JdbcPluginRules implements PluginRules {
  private static final String TABLE = "plugin_rule";

  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;
  private final Clock clock;

  JdbcPluginRules(JdbcVault vault, Store store, Seals seals, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
    this.clock = clock;
  }

  @Override
  public PluginRule save(Grant grant, PluginRule.Kind kind, Bytes digest, String name)
      throws VaultException {
    vault.require(grant);
    Names.requireLine("a name", name);
    var rule = new PluginRule(kind, digest, name, grant.act().actor(), clock.instant());
    Bytes mark = seals.mark(identity(rule));
    store.write(
        session ->
            session.update(
                "INSERT INTO plugin_rule (kind, digest, name, actor, since, mark)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, digest) DO UPDATE SET"
                    + " name = excluded.name, actor = excluded.actor, since = excluded.since,"
                    + " mark = excluded.mark",
                rule.kind(),
                rule.digest(),
                rule.name(),
                rule.actor(),
                rule.since(),
                mark));
    return rule;
  }

  @Override
  public void remove(Grant grant, PluginRule.Kind kind, Bytes digest) throws VaultException {
    vault.require(grant);
    int removed =
        store.write(
            session ->
                session.update(
                    "DELETE FROM plugin_rule WHERE kind = ? AND digest = ?", kind, digest));
    if (removed == 0) {
      throw new VaultException("the vault has no such rule for plug-ins");
    }
  }

  @Override
  public Optional<PluginRule> find(PluginRule.Kind kind, Bytes digest) throws VaultException {
    return store.read(
        session ->
            session.first(
                "SELECT * FROM plugin_rule WHERE kind = ? AND digest = ?",
                this::rule,
                kind,
                digest));
  }

  @Override
  public List<PluginRule> all() throws VaultException {
    return store.read(
        session ->
            session.list("SELECT * FROM plugin_rule ORDER BY kind DESC, name, digest", this::rule));
  }

  Proof proof() {
    return new Proof(TABLE, "kind, digest", this::rule);
  }

  private PluginRule rule(Row row) throws SQLException, VaultException {
    var rule =
        new PluginRule(
            row.choice(PluginRule.Kind.class, "kind"),
            row.bytes("digest"),
            row.text("name"),
            row.text("actor"),
            row.instant("since"));
    seals.requireMarked(identity(rule), row.bytes("mark"), "the rule for plug-in " + rule.name());
    return rule;
  }

  private Lv identity(PluginRule rule) {
    return seals
        .identity(TABLE)
        .add(rule.kind().name())
        .add(rule.digest())
        .add(rule.name())
        .add(rule.actor());
  }
}
