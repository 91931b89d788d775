// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.Checkpoint;
import org.keywright.vault.Checkpoints;
import org.keywright.vault.Grant;
import org.keywright.vault.VaultException;

/** The checkpoints of the log of acts; every row that is read proves its mark. */
final class JdbcCheckpoints implements Checkpoints {
  private static final String TABLE = "checkpoint";

  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;

  JdbcCheckpoints(JdbcVault vault, Store store, Seals seals) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
  }

  @Override
  public void add(Grant grant, Checkpoint checkpoint) throws VaultException {
    vault.require(grant);
    Bytes mark = seals.mark(identity(checkpoint));
    store.write(
        session -> {
          long newest = session.number("SELECT COALESCE(MAX(entries), 0) FROM checkpoint");
          if (checkpoint.entries() <= newest) {
            throw new VaultException(
                "there is a checkpoint of " + newest + " entries already: this one is older");
          }
          return session.update(
              "INSERT INTO checkpoint (entries, at, root, commits, signature, mark)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              checkpoint.entries(),
              checkpoint.at(),
              checkpoint.root(),
              checkpoint.commits().isPresent() ? checkpoint.commits().getAsLong() : null,
              checkpoint.signature(),
              mark);
        });
  }

  @Override
  public long commits() throws VaultException {
    return store.read(session -> Tally.number(session, seals));
  }

  @Override
  public long lacking(Checkpoint checkpoint) throws VaultException {
    long lacking = checkpoint.commits().orElse(0) - commits();
    if (lacking <= 0 || !checkpoint.at().isAfter(accepted())) {
      return 0;
    }
    store.seen().note(checkpoint.commits().orElseThrow(), checkpoint.at());
    return lacking;
  }

  /** When this vault was accepted as an older copy last: what was signed before was known then. */
  private Instant accepted() throws VaultException {
    Optional<String> none = Optional.empty();
    var filter =
        new ActFilter(
            none,
            Optional.of(Accepting.VERB),
            none,
            Optional.of(JdbcGrant.done("")),
            Optional.empty(),
            Optional.empty());
    return vault.log().page(filter, 0, 1).stream()
        .map(ActLog.Entry::at)
        .findFirst()
        .orElse(Instant.MIN);
  }

  @Override
  public List<Checkpoint> all() throws VaultException {
    return store.read(
        session -> session.list("SELECT * FROM checkpoint ORDER BY entries", this::checkpoint));
  }

  Proof proof() {
    return new Proof(TABLE, "entries", this::checkpoint);
  }

  private Checkpoint checkpoint(Row row) throws SQLException, VaultException {
    var checkpoint =
        new Checkpoint(
            row.number("entries"),
            row.instant("at"),
            row.bytes("root"),
            row.optionalNumber("commits"),
            row.bytes("signature"));
    seals.requireMarked(
        identity(checkpoint),
        row.bytes("mark"),
        "the checkpoint of " + checkpoint.entries() + " entries");
    return checkpoint;
  }

  private Lv identity(Checkpoint checkpoint) {
    Lv identity =
        seals
            .identity(TABLE)
            .add(checkpoint.entries())
            .add(Moments.nanos(checkpoint.at()))
            .add(checkpoint.root())
            .add(checkpoint.signature());
    // Those of layout 10 and before were marked without a number of commits.
    checkpoint.commits().ifPresent(identity::add);
    return identity;
  }
}
