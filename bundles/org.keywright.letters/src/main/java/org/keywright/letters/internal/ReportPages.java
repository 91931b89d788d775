// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

import java.util.ArrayList;
import java.util.List;
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
    for (Report.Block block : report.blocks()) {
      switch (block) {
        case Report.Heading heading -> heading(heading.text());
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

  private void heading(String text) {
    y += 2 * GAP;
    room(5 * LEADING);
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
    if (!table.head().isEmpty()) {
      row(table, table.head(), Font.BOLD);
      page.line(LEFT, y - 2, LEFT + WIDTH, y - 2, 0.7);
      y += 3;
    }
    for (List<String> row : table.rows()) {
      row(table, row, Font.PLAIN);
    }
    y += GAP;
  }

  private void row(Report.Table table, List<String> cells, Font font) {
    int whole = table.widths().stream().mapToInt(Integer::intValue).sum();
    var wrapped = new ArrayList<List<String>>();
    for (int i = 0; i < cells.size(); i++) {
      double width = (double) WIDTH * table.widths().get(i) / whole - GAP;
      wrapped.add(wrapped(cells.get(i), font, SIZE, width));
    }
    int lines = wrapped.stream().mapToInt(List::size).max().orElse(1);
    room(lines * LEADING);
    double x = LEFT;
    for (int i = 0; i < wrapped.size(); i++) {
      for (int line = 0; line < wrapped.get(i).size(); line++) {
        page.text(x, y + line * LEADING, font, SIZE, wrapped.get(i).get(line));
      }
      x += (double) WIDTH * table.widths().get(i) / whole;
    }
    y += lines * LEADING + 2;
  }

  private void signatures(List<String> names) {
    for (int i = 0; i < names.size(); i += 2) {
      room(4 * LEADING);
      y += 3 * LEADING;
      signature(LEFT, names.get(i));
      if (i + 1 < names.size()) {
        signature(LEFT + WIDTH / 2.0 + GAP, names.get(i + 1));
      }
      y += LEADING;
    }
  }

  private void signature(double x, String name) {
    page.line(x, y, x + WIDTH / 2.0 - GAP, y, 0.8);
    page.text(x, y + 3, Font.PLAIN, 8.5, name);
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
