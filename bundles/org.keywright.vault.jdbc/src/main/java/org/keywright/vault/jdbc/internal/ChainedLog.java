// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.keywright.crypto.Bytes;
import org.keywright.vault.Act;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;

/**
 * The log of acts. The seal of each entry, and that of the newest, prove that whoever wrote them
 * held the vault's key.
 */
final class ChainedLog implements ActLog {
  private static final String TABLE = "act_log";
  private static final String HEAD = "act_log_head";
  private static final int AT_ONCE = 1_000;
  private static final RowOrder.Field<Entry> NUMBER = new RowOrder.Field<>("number", Entry::number);
  private static final RowOrder<Column, Entry> ORDER =
      new RowOrder<>(
          "act_log",
          Map.of(
              Column.NUMBER, NUMBER,
              Column.ACTOR, new RowOrder.Field<>("actor", entry -> entry.act().actor()),
              Column.VERB, new RowOrder.Field<>("verb", entry -> entry.act().verb()),
              Column.SUBJECT, new RowOrder.Field<>("subject", entry -> entry.act().subject()),
              Column.RESULT, new RowOrder.Field<>("result", Entry::result)),
          List.of(NUMBER));

  private final Store store;
  private final Seals seals;
  private final Clock clock;
  private final Followers followers = new Followers(new CopyOnWriteArrayList<>());

  ChainedLog(Store store, Seals seals, Clock clock) {
    this.store = store;
    this.seals = seals;
    this.clock = clock;
  }

  /** Adds an entry for each result of an act; they are on the disk when this returns. */
  void append(Act act, List<String> results) throws VaultException {
    store.write(session -> append(session, act, results));
  }

  /** Adds entries within a change; returns the number of the last. */
  long append(Session session, Act act, List<String> results) throws SQLException, VaultException {
    // After the sealed head, not after the newest row: else a cut-off end would be forgotten.
    Link last = head(session);
    Instant now = clock.instant();
    for (String result : results) {
      last = insert(session, last, new Entry(last.number() + 1, now, act, result, Bytes.of()));
    }
    writeHead(session, seals, last);
    session.afterCommit(followers);
    return last.number();
  }

  @Override
  public Runnable onEntries(Runnable told) {
    followers.all().add(told);
    return () -> followers.all().remove(told);
  }

  private Link insert(Session session, Link before, Entry entry)
      throws SQLException, VaultException {
    Act act = entry.act();
    var link = new Link(entry.number(), entry.hashAfter(before.hash()));
    session.update(
        "INSERT INTO act_log"
            + " (number, at, actor, verb, subject, purpose, result, hash, seal)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        link.number(),
        entry.at(),
        act.actor(),
        act.verb(),
        act.subject(),
        act.purpose(),
        entry.result(),
        link.hash(),
        seals.mark(identity(seals, TABLE, link)));
    return link;
  }

  /** Begins the log of a new vault. */
  static void begin(Session session, Seals seals) throws SQLException, VaultException {
    writeHead(session, seals, beginning(seals));
  }

  @Override
  public List<Entry> page(ActFilter filter, int offset, int limit) throws VaultException {
    var values = new ArrayList<Object>();
    String query =
        "SELECT * FROM act_log WHERE "
            + passing(filter, values)
            + " ORDER BY number DESC LIMIT ? OFFSET ?";
    values.addAll(List.of(limit, offset));
    return store.read(session -> session.list(query, ChainedLog::entry, values.toArray()));
  }

  @Override
  public List<Entry> page(
      ActFilter filter, Sorting<Column> sorting, Optional<Entry> after, int limit)
      throws VaultException {
    var values = new ArrayList<Object>();
    String query = ORDER.page(passing(filter, values), sorting, after, limit, values);
    return store.read(session -> session.list(query, ChainedLog::entry, values.toArray()));
  }

  /** The condition that a filter is; what it compares with is added to the values. */
  private static String passing(ActFilter filter, List<Object> values) {
    var where = new ArrayList<String>(List.of("TRUE"));
    condition("actor = ?", filter.actor(), where, values);
    condition(Containing.in("verb"), filter.verb().map(Containing::pattern), where, values);
    condition(Containing.in("subject"), filter.subject().map(Containing::pattern), where, values);
    condition(Containing.in("result"), filter.result().map(Containing::pattern), where, values);
    condition("at >= ?", filter.from(), where, values);
    condition("at < ?", filter.to(), where, values);
    return String.join(" AND ", where);
  }

  private static void condition(
      String condition, Optional<?> value, List<String> where, List<Object> values) {
    if (value.isPresent()) {
      where.add(condition);
      values.add(value.get());
    }
  }

  @Override
  public List<Entry> from(long number, int limit) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM act_log WHERE number >= ? ORDER BY number LIMIT ?",
                ChainedLog::entry,
                number,
                limit));
  }

  /** Takes note of a fault of the log; or throws, to hear of no other. */
  @FunctionalInterface
  private interface Use {
    void of(String fault) throws VaultException;
  }

  @Override
  public long verify() throws VaultException {
    return walk(
        fault -> {
          throw new VaultException(fault);
        });
  }

  /** Recomputes the chain to its end, and says of each entry that does not hold what is wrong. */
  void check(Consumer<String> faults) throws VaultException {
    walk(faults::accept);
  }

  private long walk(Use faults) throws VaultException {
    // The head is read first: entries that come meanwhile are after it.
    Link head = store.read(this::head);
    Link last = beginning(seals);
    Bytes hashAtHead = last.hash();
    List<Sealed> some;
    do {
      some = page(last.number());
      for (Sealed next : some) {
        last = follow(last, next, faults);
        if (head.number() == last.number()) {
          hashAtHead = last.hash();
        }
      }
    } while (some.size() == AT_ONCE);
    if (last.number() < head.number()) {
      faults.of(
          missing(last.number() + 1, last.number() + 1)
              + ": the newest written was "
              + head.number());
    } else if (!head.hash().equals(hashAtHead)) {
      faults.of("entry " + head.number() + " of the log is not the head's");
    }
    return last.number();
  }

  private List<Sealed> page(long after) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM act_log WHERE number > ? ORDER BY number LIMIT ?",
                row -> new Sealed(entry(row), row.bytes("seal")),
                after,
                AT_ONCE));
  }

  private Link follow(Link before, Sealed next, Use faults) throws VaultException {
    Entry entry = next.entry();
    var link = new Link(entry.number(), entry.hash());
    boolean follows = entry.number() == before.number() + 1;
    if (!follows) {
      faults.of(missing(before.number() + 1, entry.number() - 1));
    }
    // After a gap nobody knows the hash before, and only the seal can speak for an entry.
    if (follows && !entry.hashAfter(before.hash()).equals(entry.hash())) {
      faults.of("entry " + entry.number() + " of the log was changed");
    } else if (!seals.marked(identity(seals, TABLE, link), next.seal())) {
      faults.of("entry " + entry.number() + " of the log was not written by this vault");
    }
    return link;
  }

  private static String missing(long first, long last) {
    return first == last
        ? "entry " + first + " of the log is missing"
        : "entries %d to %d of the log are missing".formatted(first, last);
  }

  private Link head(Session session) throws SQLException, VaultException {
    return head(session, seals, true);
  }

  /**
   * Takes over the log of a vault that had no tally yet. From then on the head says that there is
   * one, so that the vault is not taken for an old one when it is gone.
   */
  static void adopt(Session session, Seals seals) throws SQLException, VaultException {
    writeHead(session, seals, head(session, seals, false));
  }

  private static Link head(Session session, Seals seals, boolean tallied)
      throws SQLException, VaultException {
    record SealedLink(Link link, Bytes seal) {}

    SealedLink found =
        session
            .first(
                "SELECT * FROM act_log_head",
                row ->
                    new SealedLink(
                        new Link(row.number("number"), row.bytes("hash")), row.bytes("seal")))
            .orElseThrow(() -> new VaultException("the head of the log of acts is missing"));
    Link link = found.link();
    if (!seals.marked(headIdentity(seals, link, tallied), found.seal())) {
      throw new VaultException("the head of the log of acts was not written by this vault");
    }
    return link;
  }

  private static void writeHead(Session session, Seals seals, Link link)
      throws SQLException, VaultException {
    session.update(
        "INSERT INTO act_log_head (vault, number, hash, seal) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (vault) DO UPDATE SET number = excluded.number,"
            + " hash = excluded.hash, seal = excluded.seal",
        seals.vault(),
        link.number(),
        link.hash(),
        seals.mark(headIdentity(seals, link, true)));
  }

  private static Link beginning(Seals seals) {
    return new Link(0, ActLog.beginning(seals.vault()));
  }

  private static Lv headIdentity(Seals seals, Link link, boolean tallied) {
    Lv identity = identity(seals, HEAD, link);
    return tallied ? identity.add(Tally.TABLE) : identity;
  }

  private static Lv identity(Seals seals, String table, Link link) {
    return seals.identity(table).add(link.number()).add(link.hash());
  }

  private static Entry entry(Row row) throws SQLException, VaultException {
    return new Entry(
        row.number("number"),
        row.instant("at"),
        new Act(row.text("actor"), row.text("verb"), row.text("subject"), row.text("purpose")),
        row.text("result"),
        row.bytes("hash"));
  }

  /** Those who are told of entries, as one whom a transaction tells once. */
  private record Followers(List<Runnable> all) implements Runnable {
    @Override
    public void run() {
      all.forEach(Runnable::run);
    }
  }

  private record Link(long number, Bytes hash) {}

  private record Sealed(Entry entry, Bytes seal) {}
}
