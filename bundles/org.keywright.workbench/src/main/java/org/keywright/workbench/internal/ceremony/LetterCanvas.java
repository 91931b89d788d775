// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.graphics.Transform;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.model.LetterPreview;

/** A letter as it will be, as white paper has it in every theme, without its secret. */
final class LetterCanvas extends Canvas {
  /** Height by width of A4. */
  private static final double PAPER = 1.414;

  private static final int MARGIN = 18;
  private static final int GAP = 12;
  private static final float SMALLEST = 0.5f;
  private static final float STEP = 0.1f;

  private final LetterPreview letter;
  private final Font bold;
  private final Font huge;

  private LetterCanvas(Composite parent, LetterPreview letter) {
    super(parent, SWT.DOUBLE_BUFFERED);
    this.letter = letter;
    var fonts = new LocalResourceManager(JFaceResources.getResources(), parent);
    bold = fonts.create(FontDescriptor.createFrom(parent.getFont()).withStyle(SWT.BOLD));
    huge =
        fonts.create(
            FontDescriptor.createFrom(parent.getFont()).increaseHeight(14).withStyle(SWT.BOLD));
  }

  static LetterCanvas of(Composite parent, LetterPreview letter) {
    var canvas = new LetterCanvas(parent, letter);
    canvas.addListener(SWT.Paint, canvas::paint);
    return canvas;
  }

  private Rectangle paper() {
    Rectangle area = getClientArea();
    int width = Math.min(area.width - 2, (int) ((area.height - 2) / PAPER));
    return new Rectangle(0, 0, width, (int) (width * PAPER));
  }

  private void paint(Event event) {
    GC gc = event.gc;
    Rectangle paper = paper();
    gc.setBackground(getDisplay().getSystemColor(SWT.COLOR_WHITE));
    gc.fillRectangle(paper);
    gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_GRAY));
    gc.drawRectangle(paper);
    gc.setClipping(paper);
    letter.mark().ifPresent(mark -> across(gc, paper, mark));
    gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_BLACK));
    float scale = 1;
    while (scale > SMALLEST && !fits(gc, paper, scale)) {
      scale -= STEP;
    }
    var smaller = new Transform(getDisplay());
    smaller.scale(scale, scale);
    gc.setTransform(smaller);
    write(gc, sheet(paper, scale), true);
    gc.setTransform(null);
    smaller.dispose();
  }

  private boolean fits(GC gc, Rectangle paper, float scale) {
    int width = sheet(paper, scale);
    return write(gc, width, false) <= paper.height / scale
        && letter.lines().stream()
            .allMatch(secret -> gc.textExtent(secret).x <= width - 2 * MARGIN);
  }

  /** The paper as wide as it is for letters that are drawn so much smaller. */
  private static int sheet(Rectangle paper, float scale) {
    return Math.round(paper.width / scale);
  }

  /** Writes the letter, or only measures it, and returns how high it is. */
  private int write(GC gc, int width, boolean drawn) {
    gc.setFont(bold);
    int y = MARGIN;
    int line = gc.getFontMetrics().getHeight() + 4;
    if (drawn) {
      gc.drawText(letter.title(), MARGIN, y, true);
    }
    y += 2 * line;
    gc.setFont(getFont());
    int values = MARGIN + GAP;
    for (LetterPreview.Fact fact : letter.facts()) {
      values = Math.max(values, MARGIN + GAP + gc.textExtent(fact.name()).x);
    }
    for (LetterPreview.Fact fact : letter.facts()) {
      if (drawn) {
        gc.drawText(fact.name(), MARGIN, y, true);
      }
      var room = new Rectangle(values, y, width - MARGIN - values, line);
      y += Math.max(line, value(gc, room, fact.value(), drawn) + 4);
    }
    y += line;
    gc.setFont(JFaceResources.getTextFont());
    for (String secret : letter.lines()) {
      if (drawn) {
        gc.drawText(secret, MARGIN, y, true);
      }
      y += line;
    }
    return y + MARGIN;
  }

  /** Writes a value in as many lines as it needs, and returns how high they are. */
  private int value(GC gc, Rectangle room, String words, boolean drawn) {
    var layout = new TextLayout(getDisplay());
    try {
      layout.setFont(getFont());
      layout.setText(words);
      layout.setWidth(Math.max(1, room.width));
      if (drawn) {
        layout.draw(gc, room.x, room.y);
      }
      return layout.getBounds().height;
    } finally {
      layout.dispose();
    }
  }

  private void across(GC gc, Rectangle paper, String mark) {
    var turned = new Transform(getDisplay());
    turned.translate(paper.width / 6f, paper.height * 0.8f);
    turned.rotate(-50);
    gc.setTransform(turned);
    gc.setForeground(Colours.rehearsal());
    gc.setFont(huge);
    gc.setAlpha(90);
    gc.drawText(mark, 0, 0, true);
    gc.setAlpha(255);
    gc.setTransform(null);
    turned.dispose();
  }
}
