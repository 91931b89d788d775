// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.TableItem;
import org.keywright.vault.Pairing;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.RowTable;

/** Bars in a column of a table, as long as the activity counters of its pairings are high. */
final class ActivityBars {
  private static final int NUMBER = 64;
  private static final int MARGIN = 4;

  private final RowTable<Pairing> table;
  private final int column;
  private long most;

  private ActivityBars(RowTable<Pairing> table, int column) {
    this.table = table;
    this.column = column;
  }

  static ActivityBars on(RowTable<Pairing> table, int column) {
    var bars = new ActivityBars(table, column);
    table.control().addListener(SWT.PaintItem, bars::paint);
    return bars;
  }

  /** Says what a bar over the whole column stands for. */
  void show(long highest) {
    most = highest;
  }

  private void paint(Event event) {
    if (event.index == column) {
      table
          .row((TableItem) event.item)
          .filter(pairing -> pairing.activity().isPresent())
          .ifPresent(pairing -> paint(event, pairing));
    }
  }

  private void paint(Event event, Pairing pairing) {
    long value = pairing.activity().orElse(0);
    GC gc = event.gc;
    int room = table.control().getColumn(column).getWidth() - NUMBER - 2 * MARGIN;
    int length = most == 0 ? 0 : (int) Math.max(1, room * value / most);
    var before = gc.getBackground();
    gc.setBackground(pairing.state().counts() ? Colours.good() : Colours.faint());
    gc.fillRectangle(event.x + MARGIN, event.y + 5, length, Math.max(4, event.height - 10));
    gc.setBackground(before);
    gc.drawText(Long.toString(value), event.x + 2 * MARGIN + length, event.y + 2, true);
  }
}
