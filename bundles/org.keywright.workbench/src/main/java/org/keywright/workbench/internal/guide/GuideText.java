// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.guide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jface.preference.JFacePreferences;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.GlyphMetrics;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.model.GuideBlock;
import org.keywright.workbench.model.GuideSpan;

/** Lays the blocks of a page out as lines, looks and indents of a text. */
final class GuideText {
  private static final int STEP = 20;
  private static final int GAP = 16;
  private static final int WIDEST_CELL = 240;
  private static final String PICTURE = "\uFFFC";

  private final StyledText sheet;
  private final ResourceManager resources;
  private final StringBuilder words = new StringBuilder();
  private final List<StyleRange> looks = new ArrayList<>();
  private final Map<String, Integer> headings = new HashMap<>();
  private final List<Runnable> lines = new ArrayList<>();
  private int line;

  /** Stands where a picture will. */
  record Shown(String file) {}

  GuideText(StyledText sheet, ResourceManager resources) {
    this.sheet = sheet;
    this.resources = resources;
  }

  /** Puts all that was added onto the sheet. */
  void show() {
    sheet.setText(words.toString());
    sheet.setStyleRanges(looks.toArray(StyleRange[]::new));
    lines.forEach(Runnable::run);
  }

  /** The line of a heading; the first one, if there is no such heading. */
  int line(String heading) {
    return headings.getOrDefault(heading, 0);
  }

  void add(GuideBlock block) {
    switch (block) {
      case GuideBlock.Heading heading -> {
        headings.put(heading.name(), line);
        look(heading.words()).font = headingFont(heading.level());
        end(4, 0, 0);
      }
      case GuideBlock.Paragraph paragraph -> paragraph(paragraph);
      case GuideBlock.Code code -> {
        for (String each : code.lines().split("\n", -1)) {
          look(each).font = JFaceResources.getTextFont();
          end(0, STEP, STEP);
        }
        end(0, 0, 0);
      }
      case GuideBlock.Table table -> table(table.rows());
      case GuideBlock.Picture picture -> {
        StyleRange place = look(PICTURE);
        place.data = new Shown(picture.file());
        // Without any style the text would not keep it.
        place.metrics = new GlyphMetrics(0, 0, 0);
        end(2, 0, 0);
        StyleRange caption = look(picture.words());
        caption.fontStyle = SWT.ITALIC;
        caption.foreground = Colours.faint();
        end(10, 0, 0);
      }
    }
  }

  private void paragraph(GuideBlock.Paragraph paragraph) {
    int indent = paragraph.depth() * STEP;
    if (!paragraph.mark().isEmpty()) {
      words.append(paragraph.mark()).append('\t');
      int tab = indent;
      int at = line;
      lines.add(() -> sheet.setLineTabStops(at, 1, new int[] {tab}));
    }
    paragraph.spans().forEach(this::span);
    end(paragraph.depth() > 0 ? 4 : 8, paragraph.mark().isEmpty() ? indent : indent - STEP, indent);
  }

  /** Cells stand behind tabs; only the last column's words may take several lines. */
  private void table(List<List<List<GuideSpan>>> rows) {
    int[] stops = stops(rows);
    for (int row = 0; row < rows.size(); row++) {
      List<List<GuideSpan>> cells = rows.get(row);
      for (int cell = 0; cell < cells.size(); cell++) {
        if (cell > 0) {
          words.append('\t');
        }
        for (GuideSpan span : cells.get(cell)) {
          StyleRange look = span(span);
          if (row == 0) {
            look.fontStyle = SWT.BOLD;
          }
        }
      }
      if (stops.length > 0) {
        int at = line;
        lines.add(() -> sheet.setLineTabStops(at, 1, stops));
      }
      end(row == rows.size() - 1 ? 8 : 2, 0, stops.length > 0 ? stops[stops.length - 1] : 0);
    }
  }

  /** Where columns begin: each as wide as its widest cell needs. */
  private int[] stops(List<List<List<GuideSpan>>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(1);
    var stops = new int[columns - 1];
    var gc = new GC(sheet);
    try {
      gc.setFont(bold(0));
      int begin = 0;
      for (int column = 0; column < stops.length; column++) {
        int widest = 0;
        for (List<List<GuideSpan>> row : rows) {
          var cell = new StringBuilder();
          row.get(column).forEach(span -> cell.append(span.words()));
          widest = Math.max(widest, gc.textExtent(cell.toString()).x);
        }
        begin += Math.min(widest, WIDEST_CELL) + GAP;
        stops[column] = begin;
      }
    } finally {
      gc.dispose();
    }
    return stops;
  }

  private StyleRange span(GuideSpan span) {
    StyleRange look = look(span.words());
    switch (span.look()) {
      case PLAIN -> look.fontStyle = SWT.NORMAL;
      case STRONG -> look.fontStyle = SWT.BOLD;
      case EMPHASIS -> look.fontStyle = SWT.ITALIC;
      case CODE -> look.font = JFaceResources.getTextFont();
    }
    span.link()
        .ifPresent(
            place -> {
              look.data = place;
              look.underline = true;
              look.foreground =
                  JFaceResources.getColorRegistry().get(JFacePreferences.HYPERLINK_COLOR);
            });
    return look;
  }

  private StyleRange look(String shown) {
    var look = new StyleRange();
    look.start = words.length();
    look.length = shown.length();
    words.append(shown);
    if (look.length > 0) {
      looks.add(look);
    }
    return look;
  }

  /** Ends a line. */
  private void end(int below, int indent, int wrapped) {
    int at = line;
    lines.add(
        () -> {
          sheet.setLineIndent(at, 1, indent);
          sheet.setLineWrapIndent(at, 1, wrapped);
          sheet.setLineVerticalIndent(at + 1, below);
        });
    line++;
    words.append('\n');
  }

  private Font headingFont(int level) {
    return bold(level == 1 ? 6 : level == 2 ? 3 : 1);
  }

  private Font bold(int higher) {
    return resources.create(
        FontDescriptor.createFrom(sheet.getFont()).increaseHeight(higher).setStyle(SWT.BOLD));
  }
}
