// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.keywright.workbench.model.LogVerdict;

/** The log as a bar: each range by how it is proved, and where it does not hold. */
final class VerdictPicture extends Canvas {
  private static final int BAR = 16;
  private static final int LEAST = 3;

  private Optional<LogVerdict> verdict = Optional.empty();

  VerdictPicture(Composite parent) {
    super(parent, SWT.DOUBLE_BUFFERED);
    addListener(SWT.Paint, event -> paint(event.gc));
    addListener(SWT.MouseMove, event -> setToolTipText(at(event.x)));
  }

  void show(LogVerdict found) {
    verdict = Optional.of(found);
    redraw();
  }

  @Override
  public Point computeSize(int width, int height, boolean changed) {
    return new Point(width == SWT.DEFAULT ? 400 : width, BAR + 2);
  }

  private void paint(GC gc) {
    if (verdict.isEmpty()) {
      gc.setForeground(Colours.faint());
      gc.setLineStyle(SWT.LINE_DASH);
      gc.drawRectangle(0, 0, getClientArea().width - 1, BAR);
      return;
    }
    for (LogVerdict.Part part : verdict.get().parts()) {
      int from = place(part.first() - 1);
      int to = Math.max(from + LEAST, place(part.last()));
      gc.setBackground(
          switch (part.proof()) {
            case SIGNED -> Colours.good();
            case CHAINED -> Colours.faint();
            case BROKEN -> Colours.fault();
          });
      gc.fillRectangle(from, 0, to - from - 1, BAR);
    }
  }

  private int place(long entry) {
    long all = verdict.map(LogVerdict::entries).orElse(1L);
    return (int) (getClientArea().width * entry / Math.max(1, all));
  }

  private String at(int x) {
    return verdict.stream()
        .flatMap(found -> found.parts().stream())
        .filter(part -> x >= place(part.first() - 1))
        .filter(part -> x < Math.max(place(part.first() - 1) + LEAST, place(part.last())))
        .map(LogVerdict.Part::words)
        .findFirst()
        .orElse("");
  }
}
