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
   * @param key the columns that tell rows apart; the first of them alone may be what is sorted by
   */
  RowOrder(Map<C, Field<T>> fields, List<Field<T>> key) {
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

  /** The condition for rows behind one, or for all; what it compares with is added to values. */
  String behind(Sorting<C> sorting, Optional<T> last, List<Object> values) {
    return last.map(row -> compared(sorting, row, "", values)).orElse("TRUE");
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
