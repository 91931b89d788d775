// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.model.Axis;
import org.keywright.workbench.model.Throughput;

/** Draws how many modules per second came to an outcome, over the time of a job. */
final class ThroughputPlot {
  private static final int MARGIN = 8;
  private static final int SLICE = 4;
  private static final int TIME_MARKS = 90;
  private static final int NUMBER_MARKS = 32;

  private final Canvas canvas;
  private Optional<Throughput> shown = Optional.empty();
  private Rectangle field = new Rectangle(0, 0, 0, 0);

  ThroughputPlot(Composite parent) {
    canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
    canvas.addListener(SWT.Paint, event -> paint(event.gc));
    canvas.addListener(SWT.MouseMove, event -> canvas.setToolTipText(at(event.x)));
    canvas
        .getAccessible()
        .addAccessibleListener(
            new AccessibleAdapter() {
              @Override
              public void getName(AccessibleEvent event) {
                event.result = text("plot.title");
              }
            });
  }

  Canvas control() {
    return canvas;
  }

  /** Shows what is counted there now, or that there is nothing. */
  void show(Optional<Throughput> now) {
    shown = now.filter(throughput -> throughput.counted() > 0);
    if (!canvas.isDisposed()) {
      canvas.redraw();
    }
  }

  private List<Throughput.Slice> slices() {
    return shown
        .map(throughput -> throughput.slices(Math.max(10, field.width / SLICE)))
        .orElse(List.of());
  }

  private static double end(List<Throughput.Slice> slices) {
    return slices.isEmpty() ? 0 : slices.getLast().to();
  }

  /** What there is beneath the pointer, in words. */
  private String at(int x) {
    List<Throughput.Slice> slices = slices();
    double seconds = end(slices) * (x - field.x) / Math.max(1, field.width);
    return slices.stream()
        .filter(slice -> slice.from() <= seconds && seconds < slice.to())
        .findFirst()
        .map(
            slice ->
                text(
                    "plot.at",
                    Axis.time(slice.from()),
                    Math.round(slice.done()),
                    Math.round(slice.failed())))
        .orElse("");
  }

  private void paint(GC gc) {
    Rectangle area = canvas.getClientArea();
    gc.setAntialias(SWT.ON);
    gc.setBackground(canvas.getBackground());
    gc.fillRectangle(area);
    gc.setForeground(Colours.faint());
    if (shown.isEmpty()) {
      String words = text("plot.empty");
      Point size = gc.textExtent(words);
      gc.drawText(words, (area.width - size.x) / 2, (area.height - size.y) / 2, true);
      return;
    }
    int line = gc.getFontMetrics().getHeight();
    double most = slices().stream().mapToDouble(Throughput.Slice::all).max().orElse(1);
    int height = area.height - 2 * line - 3 * MARGIN;
    Axis rates = Axis.ofNumbers(most, Math.max(1, height / NUMBER_MARKS));
    int left = gc.textExtent(number(rates.end())).x + 2 * MARGIN;
    field = new Rectangle(left, line + MARGIN, Math.max(1, area.width - left - 3 * MARGIN), height);
    if (height > 0) {
      heading(gc, area);
      grid(gc, rates, line);
      List<Throughput.Slice> slices = slices();
      areas(gc, slices, rates);
      times(gc, Axis.ofTimes(end(slices), field.width / TIME_MARKS));
    }
  }

  private void heading(GC gc, Rectangle area) {
    gc.setForeground(Colours.faint());
    gc.drawText(text("plot.title"), MARGIN, 0, true);
    int right = area.width - 3 * MARGIN;
    right = key(gc, right, text("plot.failed"), Colours.fault());
    key(gc, right, text("plot.done"), Colours.good());
  }

  /** A square with its meaning behind it; returns where the one before may end. */
  private static int key(GC gc, int right, String words, Color colour) {
    Point size = gc.textExtent(words);
    int square = size.y / 2;
    gc.setForeground(Colours.faint());
    gc.drawText(words, right - size.x, 0, true);
    gc.setBackground(colour);
    gc.fillRectangle(right - size.x - square - 6, (size.y - square) / 2, square, square);
    return right - size.x - square - 6 - 2 * MARGIN;
  }

  private void grid(GC gc, Axis rates, int line) {
    for (double mark : rates.marks()) {
      int y = y(rates, mark);
      gc.setForeground(faded(mark == 0 ? 0.55 : 0.18));
      gc.drawLine(field.x, y, field.x + field.width, y);
      gc.setForeground(Colours.faint());
      String words = number(mark);
      gc.drawText(words, field.x - gc.textExtent(words).x - 6, y - line / 2, true);
    }
  }

  private void times(GC gc, Axis times) {
    int bottom = field.y + field.height;
    for (double mark : times.marks()) {
      int x = field.x + (int) Math.round(times.part(mark) * field.width);
      gc.setForeground(faded(0.55));
      gc.drawLine(x, bottom, x, bottom + 4);
      gc.setForeground(Colours.faint());
      String words = Axis.time(mark);
      int width = gc.textExtent(words).x;
      int from = Math.clamp(x - width / 2, field.x - width / 2, field.x + field.width - width / 2);
      gc.drawText(words, from, bottom + 5, true);
    }
    gc.setForeground(faded(0.55));
    gc.drawLine(field.x, field.y, field.x, bottom);
  }

  private void areas(GC gc, List<Throughput.Slice> slices, Axis rates) {
    double end = end(slices);
    for (Throughput.Slice slice : slices) {
      int from = field.x + (int) Math.round(slice.from() / end * field.width);
      int to = field.x + (int) Math.round(slice.to() / end * field.width);
      int good = y(rates, slice.done());
      int top = y(rates, slice.all());
      int bottom = field.y + field.height;
      gc.setBackground(Colours.good());
      gc.fillRectangle(from, good, Math.max(1, to - from), bottom - good);
      gc.setBackground(Colours.fault());
      gc.fillRectangle(from, top, Math.max(1, to - from), good - top);
    }
  }

  private int y(Axis rates, double rate) {
    return field.y + field.height - (int) Math.round(rates.part(rate) * field.height);
  }

  private static String number(double value) {
    return "%,d".formatted(Math.round(value));
  }

  /** The colour of the letters, so much of it over the background. */
  private Color faded(double much) {
    RGB over = canvas.getForeground().getRGB();
    RGB under = canvas.getBackground().getRGB();
    return new Color(
        mixed(over.red, under.red, much),
        mixed(over.green, under.green, much),
        mixed(over.blue, under.blue, much));
  }

  private static int mixed(int over, int under, double much) {
    return (int) Math.round(over * much + under * (1 - much));
  }
}
