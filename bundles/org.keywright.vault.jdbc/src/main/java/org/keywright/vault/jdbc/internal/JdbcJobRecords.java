// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobRecords;
import org.keywright.vault.JobState;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;

/** Jobs and their items. */
final class JdbcJobRecords implements JobRecords {
  private static final String JOBS = "vault:job";
  private static final int AT_ONCE = 500;
  private static final int MOST_RESERVED = 1_000_000_000;

  private static final RowOrder.Field<JobRecord> NUMBER = new RowOrder.Field<>("id", JobRecord::id);
  private static final RowOrder<JobColumn, JobRecord> JOB_ORDER =
      new RowOrder<>(
          "job",
          Map.of(
              JobColumn.NUMBER,
              NUMBER,
              JobColumn.STATE,
              new RowOrder.Field<>("state", JobRecord::state),
              JobColumn.TITLE,
              new RowOrder.Field<>("title", JobRecord::title),
              JobColumn.BEGUN,
              new RowOrder.Field<>("begun", JobRecord::begun),
              JobColumn.ACTOR,
              new RowOrder.Field<>("actor", JobRecord::actor)),
          List.of(NUMBER));
  private static final RowOrder.Field<ItemRecord> SEQUENCE =
      new RowOrder.Field<>("sequence", ItemRecord::sequence);
  private static final RowOrder.Field<ItemRecord> SUBJECT =
      new RowOrder.Field<>("subject", ItemRecord::subject);
  private static final RowOrder.Field<ItemRecord> PLACE =
      new RowOrder.Field<>("place", ItemRecord::place);
  private static final RowOrder<ItemColumn, ItemRecord> ORDER =
      new RowOrder<>(
          "item",
          Map.of(
              ItemColumn.SEQUENCE,
              SEQUENCE,
              ItemColumn.SUBJECT,
              SUBJECT,
              ItemColumn.PLACE,
              PLACE,
              ItemColumn.STATE,
              new RowOrder.Field<>("state", ItemRecord::state),
              ItemColumn.REASON,
              new RowOrder.Field<>("reason", ItemRecord::reason),
              ItemColumn.AT,
              new RowOrder.Field<>("at", ItemRecord::at)),
          List.of(SEQUENCE, SUBJECT, PLACE));

  private final JdbcVault vault;
  private final Store store;
  private final Clock clock;

  JdbcJobRecords(JdbcVault vault, Store store, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public JobRecord begin(Grant grant, String kind, String title, Map<String, String> parameters)
      throws VaultException {
    Act act = vault.require(grant);
    return store.write(
        session -> {
          var job =
              new JobRecord(
                  Counters.take(session, JOBS, 1),
                  kind,
                  title,
                  act.actor(),
                  parameters,
                  JobState.RUNNING,
                  clock.instant(),
                  Optional.empty());
          session.update(
              "INSERT INTO job (id, kind, title, actor, parameters, state, begun, ended)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
              job.id(),
              kind,
              title,
              job.actor(),
              Facts.encode(job.parameters()),
              job.state(),
              job.begun());
          return job;
        });
  }

  @Override
  public void mark(long job, JobState state) throws VaultException {
    int marked =
        store.write(
            session ->
                session.update(
                    "UPDATE job SET state = ?, ended = ? WHERE id = ?",
                    state,
                    state == JobState.RUNNING ? null : clock.instant(),
                    job));
    if (marked == 0) {
      throw unknown(job);
    }
  }

  @Override
  public List<JobRecord> page(int offset, int limit) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM job ORDER BY id DESC LIMIT ? OFFSET ?",
                JdbcJobRecords::job,
                limit,
                offset));
  }

  @Override
  public List<JobRecord> page(Sorting<JobColumn> sorting, Optional<JobRecord> after, int limit)
      throws VaultException {
    var values = new ArrayList<Object>();
    String sql = JOB_ORDER.page("TRUE", sorting, after, limit, values);
    return store.read(session -> session.list(sql, JdbcJobRecords::job, values.toArray()));
  }

  @Override
  public Optional<JobRecord> find(long job) throws VaultException {
    return store.read(
        session -> session.first("SELECT * FROM job WHERE id = ?", JdbcJobRecords::job, job));
  }

  @Override
  public JobRecord require(long job) throws VaultException {
    return find(job).orElseThrow(() -> unknown(job));
  }

  @Override
  public void save(ItemRecord item) throws VaultException {
    String facts = Facts.encode(item.facts());
    store.write(
        session -> {
          String kind =
              session
                  .first("SELECT kind FROM job WHERE id = ?", row -> row.text("kind"), item.job())
                  .orElseThrow(() -> unknown(item.job()));
          session.update(
              "INSERT INTO item (job, sequence, subject, place, endpoint, state, reason, facts,"
                  + " pending, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                  + " ON CONFLICT (subject, place, job) DO UPDATE SET"
                  + " sequence = excluded.sequence, endpoint = excluded.endpoint,"
                  + " state = excluded.state, reason = excluded.reason, facts = excluded.facts,"
                  + " pending = excluded.pending, at = excluded.at",
              item.job(),
              item.sequence(),
              item.subject(),
              item.place(),
              item.endpoint(),
              item.state(),
              item.reason(),
              facts,
              item.pending().orElse(null),
              item.at());
          if (item.state() == ItemState.DONE) {
            JdbcDevices.note(session, item, kind);
          }
          return item;
        });
  }

  @Override
  public Optional<ItemRecord> item(long job, String subject, String place) throws VaultException {
    return store.read(
        session ->
            session.first(
                "SELECT * FROM item WHERE subject = ? AND place = ? AND job = ?",
                JdbcJobRecords::item,
                subject,
                place,
                job));
  }

  @Override
  public List<ItemRecord> latest(String subject, String place, int limit) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM item WHERE subject = ? AND place = ?"
                    + " AND (state <> 'UNREACHED' OR pending IS NOT NULL)"
                    + " ORDER BY at DESC, job DESC LIMIT ?",
                JdbcJobRecords::item,
                subject,
                place,
                limit));
  }

  @Override
  public List<ItemRecord> of(String subject, int limit) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM item WHERE subject = ? ORDER BY at DESC, job DESC, place LIMIT ?",
                JdbcJobRecords::item,
                subject,
                limit));
  }

  @Override
  public List<ItemRecord> items(long job, Set<ItemState> states, long afterSequence, int limit)
      throws VaultException {
    var values = new ArrayList<Object>(List.of(job, afterSequence));
    String sql =
        "SELECT * FROM item WHERE job = ? AND sequence > ?"
            + chosen(states, values)
            + " ORDER BY sequence LIMIT ?";
    values.add(limit);
    return store.read(session -> session.list(sql, JdbcJobRecords::item, values.toArray()));
  }

  @Override
  public List<ItemRecord> items(
      long job,
      Set<ItemState> states,
      Sorting<ItemColumn> sorting,
      Optional<ItemRecord> after,
      int limit)
      throws VaultException {
    var values = new ArrayList<Object>(List.of(job));
    String sql = ORDER.page("job = ?" + chosen(states, values), sorting, after, limit, values);
    return store.read(session -> session.list(sql, JdbcJobRecords::item, values.toArray()));
  }

  /** The condition for some states; those are added to the values. */
  private static String chosen(Set<ItemState> states, List<Object> values) {
    if (states.isEmpty()) {
      return "";
    }
    values.addAll(new TreeSet<>(states));
    return " AND state IN (" + String.join(", ", Collections.nCopies(states.size(), "?")) + ")";
  }

  @Override
  public void forEachItem(long job, Consumer<ItemRecord> consumer) throws VaultException {
    // By pages, so that a slow consumer holds no connection and no old state of the database.
    List<ItemRecord> page = page(job, 0, "", "");
    while (!page.isEmpty()) {
      page.forEach(consumer);
      ItemRecord last = page.getLast();
      page = page(job, last.sequence(), last.subject(), last.place());
    }
  }

  private List<ItemRecord> page(long job, long sequence, String subject, String place)
      throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM item WHERE job = ? AND sequence >= ?"
                    + " AND (sequence > ? OR subject > ? OR (subject = ? AND place > ?))"
                    + " ORDER BY sequence, subject, place LIMIT ?",
                JdbcJobRecords::item,
                job,
                sequence,
                sequence,
                subject,
                subject,
                place,
                AT_ONCE));
  }

  @Override
  public Map<ItemState, Long> counts(long job) throws VaultException {
    return store.read(
        session -> {
          var counts = new EnumMap<ItemState, Long>(ItemState.class);
          for (var state : ItemState.values()) {
            counts.put(state, 0L);
          }
          session.list(
              "SELECT state, COUNT(*) AS items FROM item WHERE job = ? GROUP BY state",
              row -> counts.put(row.choice(ItemState.class, "state"), row.number("items")),
              job);
          return counts;
        });
  }

  @Override
  public long reserve(String sequence, int count) throws VaultException {
    if (count < 1 || count > MOST_RESERVED) {
      throw new VaultException("from 1 to " + MOST_RESERVED + " numbers can be taken at once");
    }
    return store.write(session -> Counters.take(session, "sequence:" + sequence, count));
  }

  private static VaultException unknown(long job) {
    return new VaultException("there is no job " + job + ": job:list shows those that there are");
  }

  private static JobRecord job(Row row) throws SQLException, VaultException {
    return new JobRecord(
        row.number("id"),
        row.text("kind"),
        row.text("title"),
        row.text("actor"),
        Facts.decode(row.text("parameters")),
        row.choice(JobState.class, "state"),
        row.instant("begun"),
        row.optionalInstant("ended"));
  }

  private static ItemRecord item(Row row) throws SQLException, VaultException {
    return new ItemRecord(
        row.number("job"),
        row.number("sequence"),
        row.text("subject"),
        row.text("place"),
        row.text("endpoint"),
        row.choice(ItemState.class, "state"),
        row.text("reason"),
        Facts.decode(row.text("facts")),
        row.optionalBytes("pending"),
        row.instant("at"));
  }
}
