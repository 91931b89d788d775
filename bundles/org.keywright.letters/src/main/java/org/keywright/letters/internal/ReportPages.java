// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.keywright.letters.Report;

/** Lays a report out on as many pages as it needs. */
final class ReportPages {
  private static final int LEFT = 56;
  private static final int WIDTH = Page.WIDTH - 2 * LEFT;
  private static final int TOP = 56;
  private static final int BOTTOM = 770;
  private static final double SIZE = 9.5;
  private static final double LEADING = 13;
  private static final double GAP = 6;
  private static final double SIGNATURE = 54;

  private final Report report;
  private final List<Page> pages = new ArrayList<>();
  private Page page = new Page();
  private double y = TOP;

  ReportPages(Report report) {
    this.report = report;
  }

  /** The pages, which the caller closes. */
  List<Page> draw() {
    begin();
    for (String line : wrapped(report.title(), Font.BOLD, 20, WIDTH)) {
      page.text(LEFT, y, Font.BOLD, 20, line);
      y += 26;
    }
    y += GAP;
    for (int i = 0; i < report.blocks().size(); i++) {
      switch (report.blocks().get(i)) {
        case Report.Heading heading -> heading(heading.text(), under(i));
        case Report.Paragraph paragraph -> paragraph(paragraph.text());
        case Report.Table table -> table(table);
        case Report.Signatures signatures -> signatures(signatures.names());
      }
    }
    for (int i = 0; i < pages.size(); i++) {
      Page each = pages.get(i);
      each.line(LEFT, BOTTOM + 16, LEFT + WIDTH, BOTTOM + 16, 0.5);
      each.text(LEFT, BOTTOM + 22, Font.PLAIN, 8, report.foot());
      each.textBefore(
          LEFT + WIDTH, BOTTOM + 22, Font.PLAIN, 8, "page %d of %d".formatted(i + 1, pages.size()));
    }
    return pages;
  }

  private void begin() {
    page = new Page();
    pages.add(page);
    report.mark().ifPresent(page::mark);
    report.mark().ifPresent(mark -> page.bar(0, mark));
    report.mark().ifPresent(mark -> page.bar(Page.HEIGHT - 24, mark));
    y = TOP;
  }

  private void room(double height) {
    if (y + height > BOTTOM) {
      begin();
    }
  }

  /**
   * How much stays on the page of a heading: a table's head and its first rows, or all of those who
   * sign.
   */
  private double under(int heading) {
    List<Report.Block> blocks = report.blocks();
    return blocks.subList(heading + 1, Math.min(heading + 3, blocks.size())).stream()
        .filter(Report.Signatures.class::isInstance)
        .mapToDouble(each -> 3 * LEADING + height(((Report.Signatures) each).names()))
        .findFirst()
        .orElse(5 * LEADING);
  }

  private void heading(String text, double under) {
    y += 2 * GAP;
    room(2 * LEADING + under);
    page.text(LEFT, y, Font.BOLD, 12, text);
    y += 20;
  }

  private void paragraph(String text) {
    for (String line : wrapped(text, Font.PLAIN, SIZE, WIDTH)) {
      room(LEADING);
      page.text(LEFT, y, Font.PLAIN, SIZE, line);
      y += LEADING;
    }
    y += GAP;
  }

  private void table(Report.Table table) {
    var columns = new Columns(table);
    head(table, columns);
    for (List<String> row : table.rows()) {
      List<List<String>> cells = columns.wrapped(row, Font.PLAIN);
      if (y + heightOf(cells) > BOTTOM) {
        begin();
        head(table, columns);
      }
      row(columns, cells, Font.PLAIN);
      if (!table.head().isEmpty()) {
        page.rule(LEFT, y - 3, LEFT + WIDTH);
      }
    }
    y += GAP;
  }

  /** The names of the columns, again on each page. */
  private void head(Report.Table table, Columns columns) {
    if (!table.head().isEmpty()) {
      row(columns, columns.wrapped(table.head(), Font.BOLD), Font.BOLD);
      page.line(LEFT, y - 2, LEFT + WIDTH, y - 2, 0.7);
      y += 3;
    }
  }

  private static double heightOf(List<List<String>> cells) {
    return cells.stream().mapToInt(List::size).max().orElse(1) * LEADING;
  }

  private void row(Columns columns, List<List<String>> cells, Font font) {
    for (int i = 0; i < cells.size(); i++) {
      for (int line = 0; line < cells.get(i).size(); line++) {
        String text = cells.get(i).get(line);
        double at = y + line * LEADING;
        if (columns.ofNumbers(i)) {
          page.textBefore(LEFT + columns.end(i) - 2 * GAP, at, font, SIZE, text);
        } else {
          page.text(LEFT + columns.start(i), at, font, SIZE, text);
        }
      }
    }
    y += heightOf(cells) + 3;
  }

  /** Where the columns of a table are; those of numbers alone end at one edge. */
  private static final class Columns {
    private static final Pattern NUMBER = Pattern.compile("[0-9]*");

    private final Report.Table table;
    private final double unit;

    Columns(Report.Table table) {
      this.table = table;
      unit = WIDTH / (double) table.widths().stream().mapToInt(Integer::intValue).sum();
    }

    double start(int column) {
      return unit * table.widths().stream().limit(column).mapToInt(Integer::intValue).sum();
    }

    double end(int column) {
      return start(column + 1);
    }

    boolean ofNumbers(int column) {
      return !table.head().isEmpty()
          && table.rows().stream().anyMatch(row -> !row.get(column).isEmpty())
          && table.rows().stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }

    List<List<String>> wrapped(List<String> cells, Font font) {
      var all = new ArrayList<List<String>>();
      for (int i = 0; i < cells.size(); i++) {
        double width = end(i) - start(i) - GAP;
        all.add(ReportPages.wrapped(cells.get(i), font, SIZE, width));
      }
      return all;
    }
  }

  /** On one page, if one page can have them. */
  private static double height(List<String> names) {
    return Math.min(Math.ceilDiv(names.size(), 2) * SIGNATURE, BOTTOM - TOP - 5 * LEADING);
  }

  private void signatures(List<String> names) {
    for (int i = 0; i < names.size(); i += 2) {
      room(SIGNATURE);
      y += SIGNATURE - 2 * LEADING;
      signature(LEFT, names.get(i));
      if (i + 1 < names.size()) {
        signature(LEFT + WIDTH / 2.0 + GAP, names.get(i + 1));
      }
      y += 2 * LEADING;
    }
  }

  private void signature(double x, String name) {
    double end = x + WIDTH / 2.0 - GAP;
    page.line(x, y, end, y, 0.8);
    page.text(x, y + 3, Font.PLAIN, 8.5, name);
    page.textBefore(end, y + 3, Font.PLAIN, 8.5, "signature, date");
  }

  /** Breaks a text at blanks, and inside words that are longer than a line. */
  private static List<String> wrapped(String text, Font font, double size, double width) {
    var lines = new ArrayList<String>();
    String line = "";
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (font.width(longer, size) <= width) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = word;
      while (font.width(line, size) > width && line.length() > 1) {
        int end = line.length() - 1;
        while (end > 1 && font.width(line.substring(0, end), size) > width) {
          end--;
        }
        lines.add(line.substring(0, end));
        line = line.substring(end);
      }
    }
    lines.add(line);
    return lines;
  }
}
