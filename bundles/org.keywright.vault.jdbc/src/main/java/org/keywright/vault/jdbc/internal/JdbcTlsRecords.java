// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.vault.Grant;
import org.keywright.vault.TlsRecord;
import org.keywright.vault.TlsRecords;
import org.keywright.vault.VaultException;

/** What lines under TLS go by; every row that is read proves its mark. */
final class JdbcTlsRecords implements TlsRecords {
  private static final String TABLE = "tls_record";

  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;
  private final Clock clock;

  JdbcTlsRecords(JdbcVault vault, Store store, Seals seals, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
    this.clock = clock;
  }

  @Override
  public TlsRecord save(Grant grant, TlsRecord.Kind kind, String name, Bytes content)
      throws VaultException {
    vault.require(grant);
    Names.requireLine("a name", name);
    var record = new TlsRecord(kind, name, content, grant.act().actor(), clock.instant());
    Bytes mark = seals.mark(identity(record));
    store.write(
        session ->
            session.update(
                "INSERT INTO tls_record (kind, name, content, actor, since, mark)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, name) DO UPDATE SET"
                    + " content = excluded.content, actor = excluded.actor,"
                    + " since = excluded.since, mark = excluded.mark",
                record.kind(),
                record.name(),
                record.content(),
                record.actor(),
                record.since(),
                mark));
    return record;
  }

  @Override
  public void remove(Grant grant, TlsRecord.Kind kind, String name) throws VaultException {
    vault.require(grant);
    store.write(
        session ->
            session.update("DELETE FROM tls_record WHERE kind = ? AND name = ?", kind, name));
  }

  @Override
  public Optional<TlsRecord> find(TlsRecord.Kind kind, String name) throws VaultException {
    return store.read(
        session ->
            session.first(
                "SELECT * FROM tls_record WHERE kind = ? AND name = ?", this::record, kind, name));
  }

  @Override
  public List<TlsRecord> all(TlsRecord.Kind kind) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM tls_record WHERE kind = ? ORDER BY name", this::record, kind));
  }

  Proof proof() {
    return new Proof(TABLE, "kind, name", this::record);
  }

  private TlsRecord record(Row row) throws SQLException, VaultException {
    var record =
        new TlsRecord(
            row.choice(TlsRecord.Kind.class, "kind"),
            row.text("name"),
            row.bytes("content"),
            row.text("actor"),
            row.instant("since"));
    seals.requireMarked(identity(record), row.bytes("mark"), "the TLS record " + record.name());
    return record;
  }

  private Lv identity(TlsRecord record) {
    return seals
        .identity(TABLE)
        .add(record.kind())
        .add(record.name())
        .add(record.content())
        .add(record.actor())
        .add(Moments.nanos(record.since()));
  }
}
