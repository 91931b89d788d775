// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays rows out in columns; columns without content are left out. */
final class Grid {
  private static final int LEAST = 6;
  private static final int LEAST_TITLE = 4;
  private static final int AMPLE = 19;
  private static final int NARROW = 80;
  private static final String GAP = "  ";

  private final List<String> titles = new ArrayList<>();
  private final List<Boolean> right = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private Grid() {}

  /**
   * Makes a grid.
   *
   * @param titles one for each column
   * @param right which columns are flush right
   * @param rows as many cells in each as there are titles
   */
  static Grid of(List<String> titles, List<Boolean> right, List<List<String>> rows) {
    var grid = new Grid();
    rows.forEach(row -> grid.rows.add(new ArrayList<>()));
    for (int c = 0; c < titles.size(); c++) {
      int column = c;
      if (rows.stream().anyMatch(row -> !row.get(column).isEmpty())) {
        grid.titles.add(titles.get(c));
        grid.right.add(right.get(c));
        for (int r = 0; r < rows.size(); r++) {
          grid.rows.get(r).add(rows.get(r).get(c).replace('\n', ' '));
        }
      }
    }
    return grid;
  }

  List<String> lines(Style style) {
    int[] widths = new int[titles.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = titles.get(c).length();
      for (var row : rows) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    fit(widths, style);
    var lines = new ArrayList<String>();
    lines.add(style.strong(line(titles, widths)));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  /** Takes from long cells, then from titles wider than their columns' cells, then from all. */
  private void fit(int[] widths, Style style) {
    int total = GAP.length() * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    if (total <= NARROW) {
      return;
    }
    int[] contents = contents();
    for (int limit = style.width().getAsInt(); total > limit; total--) {
      int cut = widest(widths, all(AMPLE));
      cut = cut >= 0 ? cut : widest(widths, contents);
      cut = cut >= 0 ? cut : widest(widths, all(LEAST));
      if (cut < 0) {
        return;
      }
      widths[cut]--;
    }
  }

  private int[] all(int width) {
    int[] all = new int[titles.size()];
    Arrays.fill(all, width);
    return all;
  }

  /** The widest column that is wider than it must be; none is -1. */
  private static int widest(int[] widths, int[] least) {
    int widest = -1;
    for (int c = 0; c < widths.length; c++) {
      if (widths[c] > least[c] && (widest < 0 || widths[c] > widths[widest])) {
        widest = c;
      }
    }
    return widest;
  }

  /** What the columns need for their cells, their titles being cut. */
  private int[] contents() {
    int[] contents = new int[titles.size()];
    for (int c = 0; c < contents.length; c++) {
      contents[c] = LEAST_TITLE;
      for (var row : rows) {
        contents[c] = Math.max(contents[c], row.get(c).length());
      }
    }
    return contents;
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = cells.get(c);
      String shown = cell.length() > widths[c] ? cell.substring(0, widths[c] - 1) + "\u2026" : cell;
      String filling = " ".repeat(widths[c] - shown.length());
      line.append(c == 0 ? "" : GAP).append(right.get(c) ? filling + shown : shown + filling);
    }
    return line.toString().stripTrailing();
  }
}
