// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param key of the text above it, by which it is remembered too
 * @param width how wide it is at first, in pixels at 100 percent; its title always has room
 * @param text what it says of a row
 * @param order what rows are sorted by when somebody clicks on it; none if they cannot be
 * @param <T> what a row is of
 * @param <S> a comparator of rows that are all at hand; the name of a column in the vault for rows
 *     that it sorts
 */
public record Column<T, S>(String key, int width, Function<T, String> text, Optional<S> order) {
  /** A column that sorts by what stands in it: words as words, numbers in them by their value. */
  public static <T> Column<T, Comparator<T>> words(
      String key, int width, Function<T, String> text) {
    return new Column<>(
        key, width, text, Optional.of(Comparator.comparing(text, WordOrder.INSTANCE)));
  }

  /** A column that sorts by something else than its words. */
  public static <T, S> Column<T, S> by(S order, String key, int width, Function<T, String> text) {
    return new Column<>(key, width, text, Optional.of(order));
  }

  /** A column that nothing is sorted by. */
  public static <T, S> Column<T, S> unsorted(String key, int width, Function<T, String> text) {
    return new Column<>(key, width, text, Optional.empty());
  }

  /** What stands above it. */
  public String title() {
    return Texts.text(key);
  }
}
