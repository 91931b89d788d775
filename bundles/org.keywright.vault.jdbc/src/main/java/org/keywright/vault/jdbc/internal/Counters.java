// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;

/** Strictly rising numbers, taken within the transaction of the change that uses them. */
final class Counters {
  private Counters() {}

  /** Takes numbers from a counter; the first is returned. */
  static long take(Session session, String name, int count) throws SQLException {
    session.update(
        "INSERT INTO counter (name, taken) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET taken = counter.taken + excluded.taken",
        name,
        (long) count);
    return session.number("SELECT taken FROM counter WHERE name = ?", name) - count + 1;
  }
}
