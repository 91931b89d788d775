// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;

/** Reads lists page by page, as a long table does. */
final class Paging {
  private static final int SIZE = 2;

  private Paging() {}

  /** Where rows come from. */
  @FunctionalInterface
  interface Reading<T, C extends Enum<C>> {
    List<T> page(Sorting<C> sorting, Optional<T> after, int limit) throws VaultException;
  }

  /** All rows in an order, read by small pages. */
  static <T, C extends Enum<C>> List<T> all(Reading<T, C> reading, C by, boolean descending)
      throws VaultException {
    var all = new ArrayList<T>();
    List<T> page;
    do {
      Optional<T> last = all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
      page = reading.page(new Sorting<>(by, descending), last, SIZE);
      all.addAll(page);
    } while (page.size() == SIZE);
    return all;
  }

  /** Each column sorts all rows, up and down, and no page leaves one out that is alike in it. */
  static <T, C extends Enum<C>> void requireEveryOrder(
      Class<C> columns, List<T> rows, Reading<T, C> reading, BiFunction<C, T, Object> value)
      throws VaultException {
    for (C column : EnumSet.allOf(columns)) {
      List<T> up = all(reading, column, false);
      assertThat(up).as("%s", column).containsExactlyInAnyOrderElementsOf(rows);
      assertThat(up.stream().map(row -> value.apply(column, row)).toList())
          .as("%s", column)
          .isSorted();
      assertThat(all(reading, column, true)).as("%s down", column).isEqualTo(up.reversed());
    }
  }
}
