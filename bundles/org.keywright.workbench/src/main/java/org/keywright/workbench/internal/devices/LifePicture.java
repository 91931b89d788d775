// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.model.DeviceLife;
import org.keywright.workbench.model.Moments;

/** The life of a device as a row of boxes and arrows; the one that it is at is filled. */
final class LifePicture extends Canvas {
  private static final int WIDTH = 148;
  private static final int HEIGHT = 34;
  private static final int GAP = 36;
  private static final int ROUND = 10;

  /** What a stage takes where there is little room, and what is between two of them then. */
  private static final int NARROW = 84;

  private static final int CLOSE = 20;

  private Optional<DeviceLife> life = Optional.empty();
  private int width = WIDTH;
  private int gap = GAP;

  LifePicture(Composite parent) {
    super(parent, SWT.DOUBLE_BUFFERED);
    addListener(SWT.Paint, event -> paint(event.gc));
  }

  void show(DeviceLife shown) {
    life = Optional.of(shown);
    setToolTipText(
        shown.stages().stream()
            .map(stage -> stage.equals(shown.now()) ? "[" + stage.name() + "]" : stage.name())
            .collect(Collectors.joining(" → ")));
    redraw();
  }

  @Override
  public Point computeSize(int wide, int high, boolean changed) {
    int stages = life.map(shown -> shown.stages().size()).orElse(4);
    return new Point(stages * (NARROW + CLOSE), HEIGHT + 28);
  }

  private void paint(GC gc) {
    if (life.isEmpty()) {
      return;
    }
    gc.setAntialias(SWT.ON);
    int stages = life.get().stages().size();
    int room = getClientArea().width;
    gap = room < stages * (WIDTH + GAP) ? CLOSE : GAP;
    width = Math.clamp(room / stages - gap, NARROW, WIDTH);
    for (int i = 0; i < stages; i++) {
      stage(gc, life.get(), i);
    }
  }

  private void stage(GC gc, DeviceLife shown, int number) {
    DeviceLife.Stage stage = shown.stages().get(number);
    int left = 2 + number * (width + gap);
    boolean past = number < shown.present();
    boolean now = number == shown.present();
    Color colour =
        now && stage.last() ? Colours.fault() : past || now ? Colours.good() : Colours.faint();
    gc.setLineWidth(now ? 2 : 1);
    gc.setLineStyle(past || now ? SWT.LINE_SOLID : SWT.LINE_DASH);
    gc.setForeground(colour);
    if (now) {
      gc.setBackground(colour);
      gc.fillRoundRectangle(left, 2, width, HEIGHT, ROUND, ROUND);
    } else {
      gc.drawRoundRectangle(left, 2, width, HEIGHT, ROUND, ROUND);
    }
    gc.setForeground(now ? getBackground() : past ? getForeground() : Colours.faint());
    centred(gc, stage.name(), left, 2 + (HEIGHT - gc.getFontMetrics().getHeight()) / 2);
    gc.setForeground(Colours.faint());
    stage.since().ifPresent(since -> centred(gc, since(gc, since), left, HEIGHT + 6));
    if (number + 1 < shown.stages().size()) {
      arrow(gc, left + width + 6, left + width + gap - 6);
    }
  }

  /** The moment, or the day alone where the moment would touch that of the next stage. */
  private String since(GC gc, Instant since) {
    String moment = Moments.text(since);
    return gc.textExtent(moment).x < width + gap ? moment : moment.split(" ", 2)[0];
  }

  private void centred(GC gc, String words, int left, int top) {
    Point size = gc.textExtent(words);
    gc.drawText(words, left + (width - size.x) / 2, top, true);
  }

  private static void arrow(GC gc, int from, int to) {
    int middle = 2 + HEIGHT / 2;
    gc.setLineStyle(SWT.LINE_SOLID);
    gc.setLineWidth(1);
    gc.drawLine(from, middle, to, middle);
    gc.drawLine(to - 5, middle - 4, to, middle);
    gc.drawLine(to - 5, middle + 4, to, middle);
  }
}
