// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person has made of a table's columns, and finds again the next day. Columns go by their
 * keys.
 *
 * @param places the columns from left to right; empty as long as none was dragged
 * @param widths of those that were made wider or narrower, in pixels at 100 percent
 * @param sorted what the rows are sorted by; none for their own order
 */
public record TableLook(List<String> places, Map<String, Integer> widths, Optional<Sorted> sorted) {
  /** As it is at first. */
  public static final TableLook USUAL = new TableLook(List.of(), Map.of(), Optional.empty());

  private static final String WIDTH = "=";
  private static final String UP = "+";
  private static final String DOWN = "-";

  /** Copies list and map. */
  public TableLook {
    places = List.copyOf(places);
    widths = Map.copyOf(widths);
  }

  /**
   * What rows are sorted by.
   *
   * @param column the column's key
   * @param descending whether the highest comes first
   */
  public record Sorted(String column, boolean descending) {}

  /** After a click on a column: up, then down, then in the rows' own order again. */
  public TableLook clicked(String column) {
    Optional<Sorted> same = sorted.filter(now -> now.column().equals(column));
    Optional<Sorted> next =
        same.isEmpty()
            ? Optional.of(new Sorted(column, false))
            : same.filter(now -> !now.descending()).map(now -> new Sorted(column, true));
    return new TableLook(places, widths, next);
  }

  /** With columns in other places. */
  public TableLook placed(List<String> columns) {
    return new TableLook(columns, widths, sorted);
  }

  /** With a column of another width. */
  public TableLook widened(String column, int width) {
    var all = new LinkedHashMap<>(widths);
    all.put(column, width);
    return new TableLook(places, all, sorted);
  }

  /**
   * All columns of a table from left to right; those that were not there when it was arranged come
   * last.
   */
  public List<String> places(List<String> columns) {
    var all = new ArrayList<>(places);
    all.retainAll(columns);
    columns.stream().filter(column -> !all.contains(column)).forEach(all::add);
    return all;
  }

  /** As it is kept: words with blanks between. */
  public String text() {
    return Stream.of(
            places.stream(),
            widths.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(width -> width.getKey() + WIDTH + width.getValue()),
            sorted.stream().map(now -> (now.descending() ? DOWN : UP) + now.column()))
        .flatMap(words -> words)
        .collect(Collectors.joining(" "));
  }

  /** What was kept; what is nothing of the kind is passed over. */
  public static TableLook parse(String kept) {
    TableLook look = USUAL;
    var places = new ArrayList<String>();
    for (String word : kept.split(" ", -1)) {
      int width = word.indexOf(WIDTH);
      if (word.startsWith(UP) || word.startsWith(DOWN)) {
        var sorted = new Sorted(word.substring(1), word.startsWith(DOWN));
        look = new TableLook(look.places, look.widths, Optional.of(sorted));
      } else if (width > 0 && word.substring(width + 1).matches("[1-9][0-9]{0,4}")) {
        look = look.widened(word.substring(0, width), Integer.parseInt(word.substring(width + 1)));
      } else if (!word.isEmpty() && width < 0) {
        places.add(word);
      }
    }
    return look.placed(places);
  }
}
