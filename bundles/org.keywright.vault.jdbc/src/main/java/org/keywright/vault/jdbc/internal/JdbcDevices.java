// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.Devices;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;

/** Devices and their history, written as items of jobs are done. */
final class JdbcDevices implements Devices {
  private static final String MATCHING =
      "%s OR %s OR %s"
          .formatted(Containing.in("serial"), Containing.in("key_set"), Containing.in("endpoint"));

  private static final int COLUMNS_SEARCHED = 3;

  private static final RowOrder.Field<Device> SERIAL =
      new RowOrder.Field<>("serial", Device::serial);
  private static final RowOrder<Column, Device> ORDER =
      new RowOrder<>(
          "device",
          Map.of(
              Column.SERIAL, SERIAL,
              Column.KEY_SET, new RowOrder.Field<>("key_set", Device::keySet),
              Column.ENDPOINT, new RowOrder.Field<>("endpoint", Device::endpoint),
              Column.LAST_SEEN, new RowOrder.Field<>("last_seen", Device::lastSeen)),
          List.of(SERIAL));

  private final Store store;

  JdbcDevices(Store store) {
    this.store = store;
  }

  @Override
  public long count(String filter) throws VaultException {
    var values = new ArrayList<Object>();
    String query = "SELECT count(*) AS n FROM device WHERE " + matching(filter, values);
    return store.read(
        session -> session.first(query, row -> row.number("n"), values.toArray()).orElse(0L));
  }

  @Override
  public List<Device> page(String filter, int offset, int limit) throws VaultException {
    var values = new ArrayList<Object>();
    String query =
        "SELECT * FROM device WHERE %s ORDER BY serial LIMIT ? OFFSET ?"
            .formatted(matching(filter, values));
    values.add(limit);
    values.add(offset);
    return store.read(session -> session.list(query, JdbcDevices::device, values.toArray()));
  }

  @Override
  public Pages pages(String filter, Sorting<Column> sorting, int size) throws VaultException {
    var values = new ArrayList<Object>();
    // Those that are found are put together first: else the index of the order is followed, and
    // each device is looked up on its own.
    String found =
        filter.isEmpty()
            ? ""
            : "WITH found AS MATERIALIZED (SELECT * FROM device WHERE %s) "
                .formatted(matching(filter, values));
    String numbered =
        "SELECT serial, row_number() OVER (ORDER BY %s) AS place FROM %s"
            .formatted(ORDER.order(sorting), filter.isEmpty() ? "device" : "found");
    values.add(size);
    // Whole rows are looked up for the few that are wanted.
    String firsts =
        found
            + "SELECT device.* FROM (%s) AS numbered JOIN device ON device.serial = numbered.serial"
                .formatted(numbered)
            + " WHERE (place - 1) % ? = 0 ORDER BY place";
    long count = count(filter);
    return new Pages(
        count, store.read(session -> session.list(firsts, JdbcDevices::device, values.toArray())));
  }

  @Override
  public List<Device> from(String filter, Sorting<Column> sorting, Device first, int limit)
      throws VaultException {
    var values = new ArrayList<Object>();
    String behind = ORDER.from(sorting, first, values);
    String query =
        "SELECT * FROM device WHERE %s AND %s ORDER BY %s LIMIT ?"
            .formatted(behind, matching(filter, values), ORDER.order(sorting));
    values.add(limit);
    return store.read(session -> session.list(query, JdbcDevices::device, values.toArray()));
  }

  /** The condition for a text; what it compares with is added to the values. */
  private static String matching(String filter, List<Object> values) {
    if (filter.isEmpty()) {
      return "TRUE";
    }
    values.addAll(Collections.nCopies(COLUMNS_SEARCHED, Containing.pattern(filter)));
    return "(" + MATCHING + ")";
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
    String keySet = keySet(item.facts());
    if (!isSeenAgain(session, item, keySet)) {
      session.update(
          "INSERT INTO device (serial, key_set, endpoint, last_seen) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT (serial) DO UPDATE SET endpoint = excluded.endpoint,"
              + " last_seen = excluded.last_seen, key_set = CASE WHEN excluded.key_set = ''"
              + " THEN device.key_set ELSE excluded.key_set END"
              + " WHERE excluded.last_seen >= device.last_seen",
          serial,
          keySet,
          item.endpoint(),
          item.at());
    }
    session.update(
        "INSERT INTO device_event (serial, at, job, place, what) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (serial, at, job, place) DO NOTHING",
        serial,
        item.at(),
        item.job(),
        item.place(),
        what(item, kind));
  }

  /** A device that is where it was: what else is known of it is not written, nor its indexes. */
  private static boolean isSeenAgain(Session session, ItemRecord item, String keySet)
      throws SQLException {
    return session.update(
            "UPDATE device SET last_seen = ? WHERE serial = ? AND endpoint = ?"
                + " AND (key_set = ? OR ? = '') AND last_seen <= ?",
            item.at(),
            item.serial(),
            item.endpoint(),
            keySet,
            keySet,
            item.at())
        == 1;
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
