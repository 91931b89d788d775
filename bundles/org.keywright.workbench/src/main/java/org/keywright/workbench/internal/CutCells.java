// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Objects;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** Has words that a column cuts off be read whole where the mouse is. For the window's thread. */
final class CutCells {
  /** Room that a cell leaves before and behind its words. */
  private static final int MARGIN = 6;

  private final Table table;

  private CutCells(Table table) {
    this.table = table;
  }

  /** Does so from now on. */
  static void tell(Table table) {
    var cells = new CutCells(table);
    table.addListener(SWT.MouseMove, cells::moved);
  }

  private void moved(Event event) {
    TableItem now = table.getItem(new Point(event.x, event.y));
    int at = now == null ? -1 : column(now, event.x);
    String words = now == null || at < 0 || !isCut(now, at) ? null : now.getText(at);
    String tip = words == null ? null : words.replace("&", "&&");
    if (!Objects.equals(tip, table.getToolTipText())) {
      table.setToolTipText(tip);
    }
  }

  private int column(TableItem item, int x) {
    for (int i = 0; i < table.getColumnCount(); i++) {
      Rectangle cell = item.getBounds(i);
      if (x >= cell.x && x < cell.x + cell.width) {
        return i;
      }
    }
    return -1;
  }

  private boolean isCut(TableItem item, int at) {
    var gc = new GC(table);
    gc.setFont(item.getFont(at));
    int needed = gc.textExtent(item.getText(at)).x;
    gc.dispose();
    Rectangle words = item.getTextBounds(at);
    int right = table.getClientArea().x + table.getClientArea().width;
    return needed + MARGIN > Math.min(words.x + words.width, right) - words.x;
  }
}
