// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Arrays;
import java.util.List;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;

/**
 * The line at the bottom: what was added to it stands from the left, where one looks for it, and
 * what is said for a moment has the rest. The platform would put it the other way round, and all
 * that lasts in the middle of the window.
 */
final class StatusLayout extends Layout {
  private static final int GAP = 10;
  private static final int MARGIN = 4;

  @Override
  protected Point computeSize(Composite line, int width, int height, boolean flush) {
    var size = new Point(MARGIN, 0);
    for (Control each : line.getChildren()) {
      Point wanted = each.computeSize(SWT.DEFAULT, SWT.DEFAULT, flush);
      if (isLasting(each)) {
        size.x += wanted.x + GAP;
      }
      size.y = Math.max(size.y, wanted.y);
    }
    return size;
  }

  @Override
  protected void layout(Composite line, boolean flush) {
    Rectangle area = line.getClientArea();
    int right = area.x + area.width;
    int left = area.x + MARGIN;
    List<Control> all = Arrays.asList(line.getChildren());
    for (Control each : all.stream().filter(StatusLayout::isLasting).toList()) {
      int wanted = each.computeSize(SWT.DEFAULT, SWT.DEFAULT, flush).x;
      int width = Math.clamp(wanted, 0, Math.max(0, right - left));
      each.setBounds(left, area.y, width, area.height);
      left += width + GAP;
    }
    // The first is for words; what is behind it shows a progress, for which there is a view.
    for (Control each : all.stream().filter(child -> !isLasting(child)).toList()) {
      each.setBounds(left, area.y, Math.max(0, right - left), area.height);
      left = right;
    }
  }

  private static boolean isLasting(Control child) {
    return child.getData() instanceof IContributionItem;
  }
}
