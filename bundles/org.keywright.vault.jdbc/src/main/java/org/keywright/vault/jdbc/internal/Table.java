// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keywright.vault.VaultException;

/**
 * A table as the database has it.
 *
 * @param name its name
 * @param columns in their order
 */
record Table(String name, List<Column> columns) {
  /** What is counted of wrong passphrases, before anybody has opened the vault's key. */
  private static final Set<String> COUNTS =
      Set.of(
          "vault.failures",
          "vault.last_failure",
          "officer_tries.tries",
          "officer_tries.failures",
          "officer_tries.last_failure",
          "officer_tries.seen",
          "officer_tries.mark");

  /** Copies the list. */
  Table {
    columns = List.copyOf(columns);
  }

  /** Adds the column that a row of three columns names to its table. */
  static void collect(Row row, Map<String, List<Column>> tables)
      throws SQLException, VaultException {
    tables
        .computeIfAbsent(row.text("of_table"), name -> new ArrayList<>())
        .add(new Column(row.text("column_name"), Kind.of(row.text("type"))));
  }

  /** Those that were collected. */
  static List<Table> list(Map<String, List<Column>> tables) {
    return tables.entrySet().stream()
        .map(each -> new Table(each.getKey(), each.getValue()))
        .toList();
  }

  /**
   * A term of SQL for all that a row of this table says, as one text; no two rows of all tables
   * have the same. The counts of wrong passphrases are left out.
   *
   * @param row the row's name in the statement
   */
  String content(Database database, String row) {
    return columns.stream()
        .filter(column -> !COUNTS.contains(name + "." + column.name()))
        .map(column -> database.content(column, row))
        .collect(Collectors.joining(" || ',' || ", "'" + name + ":' || ", ""));
  }

  /** What a column holds. */
  enum Kind {
    NUMBER,
    TEXT,
    BYTES;

    /** The kind of a type as the layouts' scripts name it. */
    static Kind of(String type) {
      return switch (type.toUpperCase(Locale.ROOT)) {
        case "BYTEA" -> BYTES;
        case "TEXT" -> TEXT;
        default -> NUMBER;
      };
    }
  }

  /**
   * A column.
   *
   * @param name its name
   * @param kind what it holds
   */
  record Column(String name, Kind kind) {}
}
