// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.keywright.vault.VaultException;

/**
 * The layouts of the database, and the scripts that lead from each to the next. A script is carried
 * out whole or not at all.
 *
 * @param scripts the script that makes layout 1, then that from 1 to 2, and so on
 */
record Schema(List<String> scripts) {
  private static final int OFFICERS = 8;
  private static final int TALLY = 10;
  private static final String VERSIONS =
      "CREATE TABLE IF NOT EXISTS schema_version"
          + " (version INTEGER NOT NULL PRIMARY KEY, applied BIGINT NOT NULL)";

  /** Copies the list. */
  Schema {
    scripts = List.copyOf(scripts);
  }

  /** The layouts that this program knows. */
  static Schema known() {
    return new Schema(
        List.of(
            script("schema-1.sql"),
            script("schema-2.sql"),
            script("schema-3.sql"),
            script("schema-4.sql"),
            script("schema-5.sql"),
            script("schema-6.sql"),
            script("schema-7.sql"),
            script("schema-8.sql"),
            script("schema-9.sql"),
            script("schema-10.sql"),
            script("schema-11.sql"),
            script("schema-12.sql")));
  }

  /** The layouts up to one. */
  Schema upTo(int layout) {
    return new Schema(scripts.subList(0, layout));
  }

  int newest() {
    return scripts.size();
  }

  /**
   * The layout that the database has.
   *
   * @throws VaultException if it is newer than all known
   */
  int check(Session session, String name) throws SQLException, VaultException {
    int version = layout(session);
    if (version > newest()) {
      throw new VaultException(
          "the vault %s has layout %d, and this Keywright knows layouts up to %d: use a newer one"
              .formatted(name, version, newest()));
    }
    if (version < 1) {
      throw new VaultException("the vault " + name + " is damaged: it has no layout");
    }
    return version;
  }

  /** The layout that the database says it has. */
  int layout(Session session) throws SQLException {
    return (int) session.number("SELECT MAX(version) FROM schema_version");
  }

  /** Whether the database is of a layout that has officers. */
  boolean hasOfficers(Session session) throws SQLException {
    return layout(session) >= OFFICERS;
  }

  /** Whether a layout has a tally. */
  static boolean hasTally(int layout) {
    return layout >= TALLY;
  }

  /**
   * Brings the database up to date, each step in a transaction of its own.
   *
   * @return whether it was not
   */
  boolean migrate(Session session, Clock clock) throws SQLException {
    session.execute(VERSIONS);
    int version = layout(session);
    for (int next = version + 1; next <= newest(); next++) {
      session.begin();
      try {
        session.script(scripts.get(next - 1));
        session.update(
            "INSERT INTO schema_version (version, applied) VALUES (?, ?)", next, clock.instant());
        session.commit();
      } catch (SQLException e) {
        session.rollback();
        throw e;
      }
    }
    return version < newest();
  }

  private static String script(String name) {
    try (var in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
