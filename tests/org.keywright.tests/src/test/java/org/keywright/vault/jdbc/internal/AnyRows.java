// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Writes into an open vault as its own parts do, whatever the tables mean. */
public final class AnyRows {
  private static final int ROWS = 2;

  private AnyRows() {}

  /**
   * Puts two rows into each table that has none; ends the grant. The rows have 1, "1" and so on in
   * all columns, so that what refers to another row finds one.
   */
  public static void fill(Vault vault, Grant grant) throws VaultException {
    ((JdbcVault) vault)
        .conclude(
            grant,
            session -> {
              for (Table table : ((JdbcVault) vault).database().tables(session)) {
                if (session.number("SELECT COUNT(*) FROM " + table.name()) == 0) {
                  fill(session, table);
                }
              }
              return true;
            },
            done -> "filled");
  }

  private static void fill(Session session, Table table) throws SQLException {
    String places = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
    for (int i = 1; i <= ROWS; i++) {
      var values = new ArrayList<Object>();
      for (Table.Column column : table.columns()) {
        values.add(
            switch (column.kind()) {
              case NUMBER -> (long) i;
              case TEXT -> Integer.toString(i);
              case BYTES -> new byte[] {(byte) i};
            });
      }
      session.update(
          "INSERT INTO %s VALUES (%s)".formatted(table.name(), places), values.toArray());
    }
  }

  /** Changes something as the vault does; ends the grant. */
  public static void change(Vault vault, Grant grant, String sql) throws VaultException {
    ((JdbcVault) vault).conclude(grant, session -> session.update(sql), done -> "changed");
  }
}
