// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.keywright.crypto.pki.Validity;
import org.keywright.vault.CertificateState;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.model.DeviceFile.ChainLink;
import org.keywright.workbench.model.Moments;

/** Certificates, each below the one that vouches for it. */
final class ChainPicture extends Canvas {
  private static final int HEIGHT = 46;
  private static final int GAP = 18;
  private static final int INDENT = 22;
  private static final int ROUND = 8;

  private List<ChainLink> chain = List.of();

  ChainPicture(Composite parent) {
    super(parent, SWT.DOUBLE_BUFFERED);
    addListener(SWT.Paint, event -> paint(event.gc));
  }

  /** Shows a chain, whose last link is the topmost. */
  void show(List<ChainLink> shown) {
    chain = shown.reversed();
    redraw();
  }

  @Override
  public Point computeSize(int width, int height, boolean changed) {
    return new Point(240, Math.max(1, chain.size() * (HEIGHT + GAP)));
  }

  private void paint(GC gc) {
    gc.setAntialias(SWT.ON);
    for (int i = 0; i < chain.size(); i++) {
      link(gc, chain.get(i), i);
    }
  }

  private void link(GC gc, ChainLink link, int depth) {
    int left = 2 + depth * INDENT;
    int top = 2 + depth * (HEIGHT + GAP);
    int width = getClientArea().width - left - 4;
    gc.setForeground(
        switch (link.state()) {
          case ACTIVE -> Colours.good();
          case PENDING -> Colours.faint();
          case REVOKED -> Colours.fault();
        });
    gc.setLineStyle(link.state() == CertificateState.PENDING ? SWT.LINE_DASH : SWT.LINE_SOLID);
    gc.drawRoundRectangle(left, top, width, HEIGHT, ROUND, ROUND);
    gc.setLineStyle(SWT.LINE_SOLID);
    if (depth > 0) {
      int from = left - INDENT + 10;
      gc.drawLine(from, top - GAP, from, top + HEIGHT / 2);
      gc.drawLine(from, top + HEIGHT / 2, left, top + HEIGHT / 2);
    }
    gc.setForeground(getForeground());
    gc.drawText(link.holder() + " – " + link.purpose(), left + 10, top + 5, true);
    gc.setForeground(link.state() == CertificateState.REVOKED ? Colours.fault() : Colours.faint());
    gc.drawText(
        text("chain.line", text(link.state()), until(link), link.serial()),
        left + 10,
        top + 24,
        true);
  }

  private static String until(ChainLink link) {
    return link.until().equals(Validity.NO_END) ? text("chain.noend") : Moments.text(link.until());
  }
}
