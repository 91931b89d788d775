// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.keywright.vault.Grant;
import org.keywright.vault.Upkeep;
import org.keywright.vault.VaultException;

/** Backups and checks of a {@link JdbcVault}. */
final class JdbcUpkeep implements Upkeep {
  private final JdbcVault vault;
  private final Store store;
  private final Settings settings;

  JdbcUpkeep(JdbcVault vault, Store store, Settings settings) {
    this.vault = vault;
    this.store = store;
    this.settings = settings;
  }

  @Override
  public long backup(Grant grant, Path file) throws VaultException {
    vault.require(grant);
    var copying = new Copying(store.database(), Schema.known(), settings);
    try (var to = new SqliteFile(VaultFile.missing(file), 0)) {
      return copying.into(to);
    }
  }

  @Override
  public List<String> check() throws VaultException {
    Database database = store.database();
    var faults = new ArrayList<String>();
    try (Session session = database.snapshot()) {
      faults.addAll(database.faults(session));
      // A part that cannot be looked at is a fault as well, and hinders no other.
      List<Part> parts =
          List.of(
              () -> faults.addAll(store.tally().faults(session)),
              () -> vault.checkLog(faults::add),
              () -> vault.checkRows(session, faults::add));
      for (Part part : parts) {
        try {
          part.check();
        } catch (VaultException e) {
          faults.add(String.valueOf(e.getMessage()));
        }
      }
    } catch (SQLException e) {
      throw database.explained(e);
    }
    return faults;
  }

  /** Looks at a part of the vault. */
  @FunctionalInterface
  private interface Part {
    void check() throws SQLException, VaultException;
  }
}
