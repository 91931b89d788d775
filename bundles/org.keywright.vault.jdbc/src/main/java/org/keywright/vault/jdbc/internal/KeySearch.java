// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeyFilter;
import org.keywright.vault.VaultException;

/** Application keys of all key sets, found by what is said about them. */
final class KeySearch {
  /** Begins with the key sets, in whose order the rows come: else SQLite sorts them all. */
  private static final String IN_ORDER =
      " FROM key_set AS s CROSS JOIN application_key AS k WHERE s.id = k.key_set";

  /** Leaves it to the database where to begin: few rows have one check value. */
  private static final String BY_INDEX =
      " FROM key_set AS s JOIN application_key AS k ON s.id = k.key_set WHERE 1 = 1";

  private static final String NEWEST =
      " AND NOT EXISTS"
          + " (SELECT 1 FROM application_key AS n WHERE n.key_set = k.key_set AND n.ref = k.ref"
          + " AND n.key_version > k.key_version)";

  private final StringBuilder where;
  private final List<Object> values = new ArrayList<>();

  private KeySearch(KeyFilter filter) {
    where = new StringBuilder(filter.kcv().isPresent() ? BY_INDEX : IN_ORDER).append(NEWEST);
    condition("s.name = ?", filter.keySet());
    condition(Containing.in("k.label"), filter.label().map(Containing::pattern));
    condition("k.key_usage = ?", filter.usage());
    condition("k.algorithm = ?", filter.algorithm());
    condition("k.state = ?", filter.state());
    condition("k.kcv = ?", filter.kcv());
    condition(Containing.in("k.origin"), filter.origin().map(Containing::pattern));
    condition(
        "(k.originator_until < ? OR k.recipient_until < ?)",
        filter.endingBefore().map(Moments::bounded));
    filter.endingBefore().map(Moments::bounded).ifPresent(values::add);
  }

  private void condition(String condition, Optional<?> value) {
    value.ifPresent(
        given -> {
          where.append(" AND ").append(condition);
          values.add(given);
        });
  }

  /** The keys of a page by key set and reference. */
  static List<ApplicationKey> page(Session session, KeyFilter filter, int offset, int limit)
      throws SQLException, VaultException {
    var search = new KeySearch(filter);
    search.values.add(limit);
    search.values.add(offset);
    return session.list(
        "SELECT s.name AS set_name, k.*"
            + search.where
            + " ORDER BY s.name, k.ref LIMIT ? OFFSET ?",
        row -> KeyRows.key(row, row.text("set_name")).key(),
        search.values.toArray());
  }

  /** How many keys there are. */
  static long count(Session session, KeyFilter filter) throws SQLException {
    var search = new KeySearch(filter);
    return session.number("SELECT COUNT(*)" + search.where, search.values.toArray());
  }
}
