// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;

/**
 * What a database owes after a key was destroyed: to keep no earlier state of the row anywhere in
 * its files. Until that is done a row says so, so that a vault that was killed in between does it
 * when it is opened.
 */
final class Erasure {
  private static final String OWED = "vault:erasure";

  private Erasure() {}

  /** Notes within a change that there is something to erase. */
  static void begin(Session session) throws SQLException {
    Counters.take(session, OWED, 1);
  }

  /** Whether there is something to erase. */
  static boolean owed(Session session) throws SQLException {
    return session.number("SELECT COUNT(*) FROM counter WHERE name = ?", OWED) > 0;
  }

  /** Notes that it is done. */
  static void end(Session session) throws SQLException {
    session.update("DELETE FROM counter WHERE name = ?", OWED);
  }
}
