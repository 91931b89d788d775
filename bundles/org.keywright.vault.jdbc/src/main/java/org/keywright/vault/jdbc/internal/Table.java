// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keywright.vault.VaultException;

/**
 * A table as the database has it.
 *
 * @param name its name
 * @param columns in their order
 */
record Table(String name, List<Column> columns) {
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
