// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.Devices;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.VaultException;

/** Devices and their history, written as items of jobs are done. */
final class JdbcDevices implements Devices {
  private static final String MATCHING =
      "%s OR %s OR %s"
          .formatted(Containing.in("serial"), Containing.in("key_set"), Containing.in("endpoint"));

  private final Store store;

  JdbcDevices(Store store) {
    this.store = store;
  }

  @Override
  public long count(String filter) throws VaultException {
    if (filter.isEmpty()) {
      return store.read(
          session ->
              session.first("SELECT count(*) AS n FROM device", row -> row.number("n")).orElse(0L));
    }
    String pattern = Containing.pattern(filter);
    return store.read(
        session ->
            session
                .first(
                    "SELECT count(*) AS n FROM device WHERE " + MATCHING,
                    row -> row.number("n"),
                    pattern,
                    pattern,
                    pattern)
                .orElse(0L));
  }

  @Override
  public List<Device> page(String filter, int offset, int limit) throws VaultException {
    String pattern = Containing.pattern(filter);
    return store.read(
        session ->
            session.list(
                "SELECT * FROM device WHERE " + MATCHING + " ORDER BY serial LIMIT ? OFFSET ?",
                JdbcDevices::device,
                pattern,
                pattern,
                pattern,
                limit,
                offset));
  }

  @Override
  public Pages pages(String filter, int size) throws VaultException {
    String pattern = Containing.pattern(filter);
    long count = count(filter);
    List<String> firsts =
        store.read(
            session ->
                filter.isEmpty()
                    ? session.list(firsts(""), row -> row.text("serial"), size)
                    : session.list(
                        firsts("WHERE " + MATCHING),
                        row -> row.text("serial"),
                        pattern,
                        pattern,
                        pattern,
                        size));
    return new Pages(count, firsts);
  }

  private static String firsts(String condition) {
    return "SELECT serial FROM (SELECT serial, row_number() OVER (ORDER BY serial) AS place"
        + (" FROM device " + condition + ") AS numbered")
        + " WHERE (place - 1) % ? = 0 ORDER BY serial";
  }

  @Override
  public List<Device> from(String filter, String serial, int limit) throws VaultException {
    String pattern = Containing.pattern(filter);
    return store.read(
        session ->
            filter.isEmpty()
                ? session.list(
                    "SELECT * FROM device WHERE serial >= ? ORDER BY serial LIMIT ?",
                    JdbcDevices::device,
                    serial,
                    limit)
                : session.list(
                    "SELECT * FROM device WHERE serial >= ? AND ("
                        + MATCHING
                        + ") ORDER BY serial LIMIT ?",
                    JdbcDevices::device,
                    serial,
                    pattern,
                    pattern,
                    pattern,
                    limit));
  }

  @Override
  public Optional<Device> find(String serial) throws VaultException {
    return store.read(
        session ->
            session.first("SELECT * FROM device WHERE serial = ?", JdbcDevices::device, serial));
  }

  @Override
  public List<Event> history(String serial, int limit) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM device_event WHERE serial = ?"
                    + " ORDER BY at DESC, job DESC, place DESC LIMIT ?",
                row -> new Event(row.instant("at"), row.number("job"), row.text("what")),
                serial,
                limit));
  }

  /** Notes what was done with a device, in the transaction that notes the item. */
  static void note(Session session, ItemRecord item, String kind) throws SQLException {
    String serial = item.serial();
    session.update(
        "INSERT INTO device (serial, key_set, endpoint, last_seen) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (serial) DO UPDATE SET endpoint = excluded.endpoint,"
            + " last_seen = excluded.last_seen, key_set = CASE WHEN excluded.key_set = ''"
            + " THEN device.key_set ELSE excluded.key_set END"
            + " WHERE excluded.last_seen >= device.last_seen",
        serial,
        keySet(item.facts()),
        item.endpoint(),
        item.at());
    session.update(
        "INSERT INTO device_event (serial, at, job, place, what) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (serial, at, job, place) DO NOTHING",
        serial,
        item.at(),
        item.job(),
        item.place(),
        what(item, kind));
  }

  private static String keySet(Map<String, String> facts) {
    String named = facts.get("keySet");
    if (named != null) {
      return named;
    }
    String key = facts.getOrDefault("key", "");
    int slash = key.indexOf('/');
    return slash < 0 ? "" : key.substring(0, slash);
  }

  private static String what(ItemRecord item, String kind) {
    Map<String, String> facts = item.facts();
    String told = facts.get("what");
    if (told != null) {
      return told;
    }
    var words = new StringBuilder(kind);
    append(words, ": key ", facts.get("key"));
    append(words, ", KVN ", facts.get("kvn"));
    append(words, ", KCV ", facts.get("kcv"));
    append(words, ", place ", item.place());
    return words.toString();
  }

  private static void append(StringBuilder words, String before, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      words.append(before).append(value);
    }
  }

  private static Device device(Row row) throws SQLException, VaultException {
    return new Device(
        row.text("serial"), row.text("key_set"), row.text("endpoint"), row.instant("last_seen"));
  }
}
