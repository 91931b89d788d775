// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.AnyRows;

/**
 * Whatever somebody does to a row of any table with a database tool, the check names the table. It
 * goes over the tables that there are: one that is not protected fails here.
 */
class EachRowTest {
  /**
   * What changes before anybody's passphrase has opened the key of the marks. Who puts the count of
   * failures back is seen by the tries, but in a vault for one person; who changes the moment of
   * the last one only makes somebody wait longer or less long.
   */
  private static final Set<String> WITHOUT_PROOF =
      Set.of("vault.failures", "vault.last_failure", "officer_tries.last_failure");

  @TempDir Path folder;
  private Bureau bureau;
  private Vault vault;
  private Connection behind;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  /** Which columns are tried: all of them. */
  boolean tries(String table, String column) {
    return true;
  }

  @BeforeEach
  void fill() throws Exception {
    bureau = new Bureau(place());
    vault = bureau.vault();
    AnyRows.fill(vault, vault.grant(Bureau.act("vault:backup", "x")));
    behind = bureau.test.behind();
  }

  @AfterEach
  void close() throws SQLException {
    behind.close();
    bureau.close();
  }

  private Map<String, Map<String, String>> tables() throws SQLException {
    var tables = new LinkedHashMap<String, Map<String, String>>();
    try (var rows = behind.getMetaData().getColumns(null, behind.getSchema(), "%", "%")) {
      while (rows.next()) {
        tables
            .computeIfAbsent(rows.getString("TABLE_NAME"), none -> new LinkedHashMap<>())
            .put(
                rows.getString("COLUMN_NAME"),
                rows.getString("TYPE_NAME").toLowerCase(java.util.Locale.ROOT));
      }
    }
    tables.keySet().removeIf(name -> name.startsWith("sqlite_") || name.startsWith("pg_"));
    return tables;
  }

  private void execute(String sql) throws SQLException {
    try (var statement = behind.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Does something to each of some tables, has the vault checked, and puts them back. */
  private List<String> faultsAfter(Map<String, List<String>> acts) throws Exception {
    for (String table : acts.keySet()) {
      execute("CREATE TEMP TABLE before_%s AS SELECT * FROM %s".formatted(table, table));
    }
    try {
      for (List<String> some : acts.values()) {
        for (String act : some) {
          execute(act);
        }
      }
      return vault.upkeep().check();
    } finally {
      for (String table : acts.keySet()) {
        execute("DELETE FROM " + table);
        execute("INSERT INTO %s SELECT * FROM before_%s".formatted(table, table));
        execute("DROP TABLE before_" + table);
      }
    }
  }

  /**
   * Each table is named for what was done to it alone, so that one check does for all of them; but
   * without the tally no table is named.
   */
  private void requireFound(Map<String, List<String>> acts) throws Exception {
    var others = new LinkedHashMap<>(acts);
    List<String> toTheTally = others.remove("tally");
    requireNamed(others);
    if (toTheTally != null) {
      requireNamed(Map.of("tally", toTheTally));
    }
  }

  private void requireNamed(Map<String, List<String>> acts) throws Exception {
    List<String> faults = faultsAfter(acts);
    acts.forEach(
        (table, some) ->
            assertThat(faults)
                .as(String.join("; ", some))
                .anyMatch(fault -> fault.startsWith(names(table))));
  }

  private static String names(String table) {
    return switch (table) {
      case "tally" -> "the tally of the vault";
      case "officer_tries" -> "the count of wrong passphrases";
      default -> "table " + table + " was changed outside Keywright";
    };
  }

  private static String changed(String table, String column, String type, String where) {
    String value =
        switch (type) {
          // The same entry, also once its number was changed.
          case "bytea" ->
              "(SELECT seal FROM act_log WHERE number IN (2, 79) ORDER BY number LIMIT 1)";
          case "text" -> "COALESCE(%s, '') || 'x'".formatted(column);
          default -> "COALESCE(%s, 0) + 77".formatted(column);
        };
    return "UPDATE %s SET %s = %s WHERE %s".formatted(table, column, value, where);
  }

  @Test
  void aRowThatIsChangedInAnyColumnIsFound() throws Exception {
    List<String> before = vault.upkeep().check();
    List<Map<String, List<String>>> rounds = changes();
    assertThat(rounds).isNotEmpty();
    for (var round : rounds) {
      requireFound(round);
    }
    assertThat(vault.upkeep().check()).isEqualTo(before);
  }

  @Test
  void eachRowOfEachTableIsFoundThatIsChanged() throws Exception {
    var rows = new ArrayList<Map<String, List<String>>>();
    for (var table : tables().entrySet()) {
      String name = table.getKey();
      var column = tried(name, table.getValue()).findFirst();
      for (int at = 0; column.isPresent() && at < count(name); at++) {
        String row = row();
        String one =
            "%s = (SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d)"
                .formatted(row, row, name, row, at);
        put(rows, at, name, changed(name, column.get().getKey(), column.get().getValue(), one));
      }
    }
    for (var round : rows) {
      requireFound(round);
    }
    assertThat(rows.stream().mapToInt(Map::size).sum()).isGreaterThan(20);
  }

  private int count(String table) throws SQLException {
    try (var statement = behind.createStatement();
        var found = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      found.next();
      return found.getInt(1);
    }
  }

  /** A change of the first column of each table that is tried, of the second, and so on. */
  private List<Map<String, List<String>>> changes() throws SQLException {
    var rounds = new ArrayList<Map<String, List<String>>>();
    tables()
        .forEach(
            (table, columns) -> {
              var tried = tried(table, columns).toList();
              for (int i = 0; i < tried.size(); i++) {
                var column = tried.get(i);
                put(
                    rounds,
                    i,
                    table,
                    changed(table, column.getKey(), column.getValue(), aRow(table)));
              }
            });
    return rounds;
  }

  private Stream<Map.Entry<String, String>> tried(String table, Map<String, String> columns) {
    return columns.entrySet().stream()
        .filter(column -> tries(table, column.getKey()))
        .filter(column -> !WITHOUT_PROOF.contains(table + "." + column.getKey()));
  }

  private static void put(
      List<Map<String, List<String>>> rounds, int round, String table, String change) {
    if (rounds.size() == round) {
      rounds.add(new LinkedHashMap<>());
    }
    rounds.get(round).put(table, List.of(change));
  }

  /** A condition that one row fulfils. */
  private String aRow(String table) {
    String row = row();
    return "%s = (SELECT MAX(%s) FROM %s)".formatted(row, row, table);
  }

  /** What the database calls its rows. */
  String row() {
    return "rowid";
  }

  @Test
  void aRowThatIsTakenAwayIsFoundAndSoIsOneTooMany() throws Exception {
    var taken = new LinkedHashMap<String, List<String>>();
    var tooMany = new LinkedHashMap<String, List<String>>();
    tables()
        .forEach(
            (table, columns) -> {
              taken.put(table, List.of("DELETE FROM %s WHERE %s".formatted(table, aRow(table))));
              tooMany.put(table, doubled(table, columns));
            });
    taken.remove("officer_tries");
    requireFound(taken);
    requireFound(tooMany);
  }

  /** Puts a row in that is like another, but for keys that have to be its own. */
  private List<String> doubled(String table, Map<String, String> columns) {
    var acts = new ArrayList<String>();
    acts.add("CREATE TEMP TABLE twin AS SELECT * FROM %s WHERE %s".formatted(table, aRow(table)));
    columns.forEach((column, type) -> acts.add(changed("twin", column, type, "1 = 1")));
    acts.add("INSERT INTO %s SELECT * FROM twin".formatted(table));
    acts.add("DROP TABLE twin");
    return acts;
  }

  @Test
  void aRowThatIsPutBackAsItOnceWasIsFound() throws Exception {
    execute("CREATE TEMP TABLE once AS SELECT * FROM device");
    AnyRows.change(
        vault,
        vault.grant(Bureau.act("vault:backup", "x")),
        "UPDATE device SET endpoint = 'tcp://elsewhere:1'");
    List<String> sound = vault.upkeep().check();
    assertThat(sound).noneMatch(fault -> fault.startsWith(names("device")));

    requireFound(
        Map.of("device", List.of("DELETE FROM device", "INSERT INTO device SELECT * FROM once")));
    assertThat(vault.upkeep().check()).isEqualTo(sound);
  }

  @Test
  void whatDoesNotAddUpDoesNotByWritingOn() throws Exception {
    execute("UPDATE device SET endpoint = 'tcp://elsewhere:1' WHERE serial = '1'");
    AnyRows.change(
        vault,
        vault.grant(Bureau.act("vault:backup", "x")),
        "UPDATE device SET endpoint = 'tcp://there:1', last_seen = 3");
    bureau.test.vaults.close();
    vault = bureau.reopen("anna");

    assertThat(vault.upkeep().check())
        .contains("table device was changed outside Keywright: at least one of its rows");
  }

  @Test
  void aTallyThatIsTakenAwayMakesNoOlderVault() throws Exception {
    String id = vault.info().id();
    bureau.test.vaults.close();
    execute("DROP TABLE tally");
    execute("ALTER TABLE checkpoint DROP COLUMN commits");
    for (String index :
        List.of("device_key_set", "device_endpoint", "device_last_seen", "item_state")) {
      execute("DROP INDEX " + index);
    }
    execute("DELETE FROM schema_version WHERE version > 9");
    Files.delete(folder.resolve(id + ".seen"));

    assertThatThrownBy(() -> bureau.reopen("anna"))
        .isInstanceOf(VaultException.class)
        .hasMessage("the head of the log of acts was not written by this vault");
  }
}
