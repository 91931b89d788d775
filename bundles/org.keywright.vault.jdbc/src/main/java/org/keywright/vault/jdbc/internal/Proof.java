// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.keywright.vault.VaultException;

/**
 * How the rows of a table show what was done to them.
 *
 * @param table its name
 * @param order of its rows
 * @param reading reads a row, and fails at one that was changed
 */
record Proof(String table, String order, Row.Reading<?> reading) {
  /** Reads all rows, and says of each that fails why; a row that fails hinders no other. */
  void check(Session session, Consumer<String> faults) throws SQLException, VaultException {
    session.each(
        "SELECT * FROM " + table + " ORDER BY " + order,
        row -> {
          try {
            reading.of(row);
          } catch (VaultException e) {
            faults.accept(String.valueOf(e.getMessage()));
          }
        });
  }

  /** Checks one table after the other. */
  static void check(List<Proof> proofs, Session session, Consumer<String> faults)
      throws SQLException, VaultException {
    for (Proof proof : proofs) {
      proof.check(session, faults);
    }
  }
}
