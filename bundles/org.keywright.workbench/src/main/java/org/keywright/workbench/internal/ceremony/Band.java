// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.keywright.workbench.internal.Colours;

/**
 * What is over a ceremony: what it is about, and that it is a rehearsal, in a colour that nothing
 * else has. It is painted, so that no theme has it otherwise.
 */
final class Band extends Canvas {
  private static final int HEIGHT = 56;

  private final boolean rehearsal;
  private final String title;
  private final Font large;

  private Band(Composite parent, boolean rehearsal, String title) {
    super(parent, SWT.DOUBLE_BUFFERED);
    this.rehearsal = rehearsal;
    this.title = title;
    this.large =
        new LocalResourceManager(JFaceResources.getResources(), parent)
            .create(
                FontDescriptor.createFrom(parent.getFont()).increaseHeight(4).withStyle(SWT.BOLD));
  }

  static Band of(Composite parent, boolean rehearsal, String title) {
    var band = new Band(parent, rehearsal, title);
    band.addListener(SWT.Paint, band::paint);
    return band;
  }

  /** The colour of a ceremony: one for what counts, another for what does not. */
  static Color colour(boolean rehearsal) {
    return rehearsal ? Colours.rehearsal() : Colours.ceremony();
  }

  @Override
  public Point computeSize(int width, int height, boolean changed) {
    return new Point(width == SWT.DEFAULT ? 400 : width, HEIGHT);
  }

  private void paint(Event event) {
    var gc = event.gc;
    gc.setBackground(colour(rehearsal));
    gc.fillRectangle(getClientArea());
    gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_WHITE));
    gc.setFont(large);
    gc.drawText(rehearsal ? text("ceremony.rehearsal") : title, 16, 6, true);
    gc.setFont(getFont());
    gc.drawText(rehearsal ? title : text("ceremony.real"), 16, 32, true);
  }
}
