// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keywright.vault.Sorting;

/**
 * The orders that a table can be listed in, page behind page. A page begins behind the last row of
 * the one before it, so that none comes twice and none is passed over, whatever is added meanwhile.
 *
 * @param <C> what it can be sorted by
 * @param <T> what a row is of
 */
final class RowOrder<C extends Enum<C>, T> {
  private final String table;
  private final Map<C, Field<T>> fields;
  private final List<Field<T>> key;

  /**
   * A column of the table, which is never NULL.
   *
   * @param sql its name, or an expression
   * @param value what it is for a row
   */
  record Field<T>(String sql, Function<T, Object> value) {}

  /**
   * Says what there is.
   *
   * @param table the table's name
   * @param key the columns that tell rows apart; the first of them alone may be what is sorted by
   */
  RowOrder(String table, Map<C, Field<T>> fields, List<Field<T>> key) {
    this.table = table;
    this.fields = Map.copyOf(fields);
    this.key = List.copyOf(key);
  }

  private List<Field<T>> sorted(C by) {
    Field<T> first = fields.getOrDefault(by, key.getFirst());
    var all = new ArrayList<>(key);
    if (!first.equals(key.getFirst())) {
      all.addFirst(first);
    }
    return all;
  }

  /** What stands behind {@code ORDER BY}. */
  String order(Sorting<C> sorting) {
    String direction = sorting.descending() ? " DESC" : "";
    return sorted(sorting.by()).stream()
        .map(field -> field.sql() + direction)
        .collect(Collectors.joining(", "));
  }

  /**
   * The query for the next page of those rows for which a condition holds.
   *
   * @param after the last row of the page before; none at the beginning
   * @param values what the condition compares with, to which is added what else the query does
   */
  String page(
      String condition, Sorting<C> sorting, Optional<T> after, int limit, List<Object> values) {
    String behind = after.map(row -> compared(sorting, row, "", values)).orElse("TRUE");
    values.add(limit);
    return "SELECT * FROM %s WHERE %s AND %s ORDER BY %s LIMIT ?"
        .formatted(table, condition, behind, order(sorting));
  }

  /** The condition for a row and those behind it; what it compares with is added to values. */
  String from(Sorting<C> sorting, T first, List<Object> values) {
    return compared(sorting, first, "=", values);
  }

  private String compared(Sorting<C> sorting, T row, String or, List<Object> values) {
    List<Field<T>> all = sorted(sorting.by());
    all.forEach(field -> values.add(field.value().apply(row)));
    return "(%s) %s%s (%s)"
        .formatted(
            all.stream().map(Field::sql).collect(Collectors.joining(", ")),
            sorting.descending() ? "<" : ">",
            or,
            all.stream().map(field -> "?").collect(Collectors.joining(", ")));
  }
}
