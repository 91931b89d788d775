// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.keywright.vault.Pairing;
import org.keywright.workbench.internal.Colours;

/** Bars in a column of a table, as long as the activity counters of its pairings are high. */
final class ActivityBars {
  private static final int NUMBER = 64;
  private static final int MARGIN = 4;

  private final Table table;
  private final int column;
  private List<Pairing> pairings = List.of();
  private long most;

  private ActivityBars(Table table, int column) {
    this.table = table;
    this.column = column;
  }

  static ActivityBars on(Table table, int column) {
    var bars = new ActivityBars(table, column);
    table.addListener(SWT.PaintItem, bars::paint);
    return bars;
  }

  /**
   * Shows the counters of pairings, which are the table's rows in this order.
   *
   * @param highest what a bar over the whole column stands for
   */
  void show(List<Pairing> shown, long highest) {
    pairings = List.copyOf(shown);
    most = highest;
  }

  private void paint(Event event) {
    int row = table.indexOf((TableItem) event.item);
    if (event.index != column || row >= pairings.size()) {
      return;
    }
    Pairing pairing = pairings.get(row);
    if (pairing.activity().isEmpty()) {
      return;
    }
    long value = pairing.activity().getAsLong();
    GC gc = event.gc;
    int room = table.getColumn(column).getWidth() - NUMBER - 2 * MARGIN;
    int length = most == 0 ? 0 : (int) Math.max(1, room * value / most);
    var before = gc.getBackground();
    gc.setBackground(pairing.state().counts() ? Colours.good() : Colours.faint());
    gc.fillRectangle(event.x + MARGIN, event.y + 5, length, Math.max(4, event.height - 10));
    gc.setBackground(before);
    gc.drawText(Long.toString(value), event.x + 2 * MARGIN + length, event.y + 2, true);
  }
}
