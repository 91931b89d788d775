// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import org.eclipse.swt.widgets.Table;

/**
 * Gives a virtual table its rows bit by bit: the platform makes each of them, and a hundred
 * thousand at once would keep the window from everything else.
 */
final class TableLength {
  private static final int AT_ONCE = 10_000;

  private final Table table;
  private int wanted;
  private boolean growing;

  TableLength(Table table) {
    this.table = table;
  }

  /** So many rows are wanted; what is chosen stays if there are no fewer than before. */
  void set(int rows) {
    wanted = rows;
    if (rows < table.getItemCount()) {
      table.removeAll();
    }
    grow();
  }

  private void grow() {
    table.setItemCount(Math.min(wanted, table.getItemCount() + AT_ONCE));
    if (table.getItemCount() < wanted && !growing) {
      growing = true;
      table
          .getDisplay()
          .asyncExec(
              () -> {
                growing = false;
                if (!table.isDisposed()) {
                  grow();
                }
              });
    }
  }
}
