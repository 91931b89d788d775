// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;

/** Strictly rising numbers, taken within the transaction of the change that uses them. */
final class Counters {
  private Counters() {}

  /** Takes numbers from a counter; the first is returned. */
  static long take(Session session, String name, int count) throws SQLException {
    long taken =
        session.number(
            "INSERT INTO counter (name, taken) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET taken = counter.taken + excluded.taken"
                + " RETURNING taken",
            name,
            (long) count);
    return taken - count + 1;
  }
}
