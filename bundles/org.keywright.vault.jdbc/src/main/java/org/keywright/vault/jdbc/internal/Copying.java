// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.VaultException;

/**
 * Copies a vault row by row, from one kind of database into the same or the other, as sealed as it
 * is: no key is needed for that.
 *
 * @param from where the vault is
 * @param schema the layouts that there are
 * @param settings the clock
 */
record Copying(Database from, Schema schema, Settings settings) {
  /** Makes a vault of all that the other has at one moment; returns how many rows that are. */
  long into(Database to) throws VaultException {
    try (Session source = from.snapshot()) {
      int layout = schema.check(source, from.name());
      return to.make(target -> rows(source, layout, to, target));
    } catch (SQLException e) {
      throw from.explained(e);
    }
  }

  private long rows(Session source, int layout, Database to, Session target)
      throws SQLException, VaultException {
    schema.upTo(layout).migrate(target, settings.clock());
    target.update("DELETE FROM schema_version");
    long rows = 0;
    // In the order in which they were made, so that what is referred to is there before.
    for (Table table : to.tables(target)) {
      rows += rows(source, table, to, target);
    }
    if (Schema.hasTally(layout)) {
      to.equip(target);
    }
    return rows;
  }

  /** What cannot be read is the fault of the one, what cannot be written that of the other. */
  private long rows(Session source, Table table, Database to, Session target)
      throws VaultException {
    List<Table.Column> columns = table.columns();
    String names = columns.stream().map(Table.Column::name).collect(Collectors.joining(", "));
    String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
    String insert = "INSERT INTO %s (%s) VALUES (%s)".formatted(table.name(), names, places);
    var rows = new long[1];
    try {
      source.each(
          "SELECT " + names + " FROM " + table.name(),
          row -> {
            @Nullable Object[] values = new @Nullable Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
              values[i] = row.value(columns.get(i));
            }
            write(to, target, insert, values);
            rows[0]++;
          });
    } catch (SQLException e) {
      throw from.explained(e);
    }
    return rows[0];
  }

  private static void write(Database to, Session target, String insert, @Nullable Object[] values)
      throws VaultException {
    try {
      target.update(insert, values);
    } catch (SQLException e) {
      throw to.explained(e);
    }
  }
}
