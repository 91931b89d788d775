// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.TallyState.Sum;

/**
 * A sum over all rows of all tables, kept sealed in the vault. Whatever was changed, taken out, put
 * in or put back past the vault, in whichever table, does not add up.
 *
 * <p>Triggers of the database put down what each change does to a row, as text. Before a commit the
 * code of what a row was is taken from the sum of its table, and that of what it is now is added: a
 * keyed hash of a multiset, whose value nobody sees who has not the vault's key. The number of the
 * commit stands beside the sums. Owns its key. Settled by the one thread that writes; the rest is
 * for any thread.
 */
final class Tally implements AutoCloseable {
  /** The table that it is kept in, which is no part of it. */
  static final String TABLE = "tally";

  private final Database database;
  private final Seals seals;
  private final Key key;
  private @Nullable TallyState newest;
  private @Nullable TallyState settled;

  private Tally(Database database, Seals seals, Key key) {
    this.database = database;
    this.seals = seals;
    this.key = key;
  }

  /** Begins the tally of a vault that had none, over the rows that there are. */
  static void begin(Database database, Seals seals, Keys keys, Session session)
      throws SQLException, VaultException {
    try (var tally = new Tally(database, seals, keys.generate(KeySpec.AES_256))) {
      var state = new TallyState(1, tally.sums(session));
      session.update(
          "INSERT INTO tally (vault, number, sums, codes_key) VALUES (?, ?, ?, ?)",
          seals.vault(),
          state.number(),
          tally.sealed(state),
          seals.seal(keyIdentity(seals), tally.key.material()));
    }
  }

  /** Opens the tally of a vault that has one. */
  static Tally open(Database database, Seals seals, Session session)
      throws SQLException, VaultException {
    Bytes sealed =
        session
            .first("SELECT * FROM tally", row -> row.bytes("codes_key"))
            .orElseThrow(Tally::missing);
    try {
      var key =
          Key.of(KeySpec.AES_256, seals.open(keyIdentity(seals), sealed, "the tally of the vault"));
      return new Tally(database, seals, key);
    } catch (KeyException e) {
      throw new VaultException("the tally of the vault is damaged: restore a backup", e);
    }
  }

  private static VaultException missing() {
    return new VaultException("the tally of the vault is missing: restore a backup");
  }

  private static Lv keyIdentity(Seals seals) {
    return seals.identity(TABLE).add("key");
  }

  /** The number of the newest commit. */
  static long number(Session session, Seals seals) throws SQLException, VaultException {
    return read(session, seals).number();
  }

  /** Brings the sums up to date with what a transaction has changed; the last that it does. */
  void settle(Session session) throws SQLException, VaultException {
    Map<String, Integer> noted = noted(session);
    if (noted.isEmpty()) {
      return;
    }
    var changes = new HashMap<String, Sum>();
    for (Map.Entry<String, Integer> each : noted.entrySet()) {
      if (each.getValue() != 0) {
        String content = each.getKey();
        Sum sum = code(content.getBytes(StandardCharsets.US_ASCII)).times(each.getValue());
        changes.merge(content.substring(0, content.indexOf(':')), sum, Sum::plus);
      }
    }
    TallyState before = newest;
    if (before == null || !written(session, before, changes)) {
      // Another process has written meanwhile, or this one has not yet.
      if (!written(session, read(session), changes)) {
        throw missing();
      }
    }
  }

  /**
   * The rows that have come, each with how often, and below zero those that are gone: what has come
   * and gone again, as the head of the log does with each entry, counts for nothing.
   */
  private static Map<String, Integer> noted(Session session) throws SQLException, VaultException {
    var noted = new HashMap<String, Integer>();
    session.each(
        "SELECT gone, come FROM " + Database.NOTED,
        row -> {
          row.optionalText("gone").ifPresent(content -> noted.merge(content, -1, Integer::sum));
          row.optionalText("come").ifPresent(content -> noted.merge(content, 1, Integer::sum));
        });
    return noted;
  }

  private boolean written(Session session, TallyState before, Map<String, Sum> changes)
      throws SQLException, VaultException {
    TallyState after = before.plus(changes);
    settled = after;
    return written(session, after);
  }

  private boolean written(Session session, TallyState after) throws SQLException, VaultException {
    return session.update(
            "UPDATE tally SET number = ?, sums = ? WHERE number = ?",
            after.number(),
            sealed(after),
            after.number() - 1)
        == 1;
  }

  /** What was settled is committed; returns the number of the commit if it changed anything. */
  OptionalLong committed() {
    TallyState now = settled;
    settled = null;
    if (now == null) {
      return OptionalLong.empty();
    }
    newest = now;
    return OptionalLong.of(now.number());
  }

  /** What was settled was undone, or nobody knows. */
  void undone() {
    settled = null;
    newest = null;
  }

  /**
   * How far what the tables hold is from their sums, by table; none if all add up. A table that
   * only one side knows is in it too.
   */
  Map<String, Sum> drift(Session session) throws SQLException, VaultException {
    return TallyState.difference(sums(session), read(session).sums());
  }

  /** Sums anew after tables were made or changed; what did not add up before does not after. */
  void restate(Session session, Map<String, Sum> drift) throws SQLException, VaultException {
    var state =
        new TallyState(read(session).number() + 1, TallyState.difference(sums(session), drift));
    if (!written(session, state)) {
      throw missing();
    }
  }

  /** Adds up all rows; says of each table that does not agree what is wrong with it. */
  List<String> faults(Session session) throws SQLException, VaultException {
    requireOwn(session);
    var faults = new ArrayList<String>();
    Map<String, Sum> kept = read(session).sums();
    for (Map.Entry<String, Sum> each : drift(session).entrySet()) {
      String table = "table " + each.getKey();
      long rows = each.getValue().rows();
      long expected = kept.getOrDefault(each.getKey(), Sum.NONE).rows();
      faults.add(
          rows == 0
              ? table + " was changed outside Keywright: at least one of its rows"
              : "%s was changed outside Keywright: it has %d rows and should have %d"
                  .formatted(table, expected + rows, expected));
    }
    return faults;
  }

  /** Refuses what has become of the row that the tally is kept in. */
  private void requireOwn(Session session) throws SQLException, VaultException {
    try (Tally kept = open(database, seals, session)) {
      if (!kept.key.sameKeyAs(key)
          || session.number("SELECT COUNT(*) FROM tally") != 1
          || !session.text("SELECT vault FROM tally").equals(seals.vault())) {
        throw new VaultException("the tally of the vault was changed outside Keywright");
      }
    }
  }

  private Map<String, Sum> sums(Session session) throws SQLException, VaultException {
    var sums = new TreeMap<String, Sum>();
    for (Table table : database.tables(session)) {
      if (!table.name().equals(TABLE)) {
        sums.put(table.name(), sum(session, table));
      }
    }
    return sums;
  }

  private Sum sum(Session session, Table table) throws SQLException, VaultException {
    var sum = new Sum[] {Sum.NONE};
    session.each(
        "SELECT %s AS content FROM %s AS t".formatted(table.content(database, "t"), table.name()),
        row -> sum[0] = sum[0].plus(code(row.first())));
    return sum[0];
  }

  private Sum code(byte[] content) throws VaultException {
    return Sum.of(seals.code(key, content));
  }

  private TallyState read(Session session) throws SQLException, VaultException {
    return read(session, seals);
  }

  private static TallyState read(Session session, Seals seals) throws SQLException, VaultException {
    return session
        .first("SELECT * FROM tally", row -> opened(seals, row.number("number"), row.bytes("sums")))
        .orElseThrow(Tally::missing);
  }

  private Bytes sealed(TallyState state) throws VaultException {
    try (var sums = KeyMaterial.consume(state.encoded())) {
      return seals.seal(identity(seals, state.number()), sums);
    }
  }

  private static TallyState opened(Seals seals, long number, Bytes sealed) throws VaultException {
    try (KeyMaterial sums = seals.open(identity(seals, number), sealed, "the tally of the vault")) {
      byte[] encoded = new byte[sums.length()];
      sums.copyInto(encoded, 0);
      return TallyState.decoded(number, encoded);
    }
  }

  private static Lv identity(Seals seals, long number) {
    return seals.identity(TABLE).add(number);
  }

  /** Wipes its key. */
  @Override
  public void close() {
    key.close();
  }
}
