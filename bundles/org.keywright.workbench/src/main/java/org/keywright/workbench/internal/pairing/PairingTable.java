// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.keywright.vault.Pairing;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Columns;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.PairingWords;

/** The pairings of one module, with a bar for each activity counter. */
final class PairingTable {
  private static final int ACTIVITY = 1;
  private static final int MARGIN = 3;

  private final Table table;
  private List<Pairing> rows = List.of();
  private long most = 1;

  PairingTable(Composite parent) {
    table = new Table(parent, SWT.FULL_SELECTION | SWT.BORDER);
    table.setHeaderVisible(true);
    table.setLinesVisible(true);
    Columns.movable(table, "pairings.host", 110);
    Columns.movable(table, "pairings.activity", 150);
    Columns.movable(table, "pairings.state", 100);
    Columns.movable(table, "pairings.index", 60);
    Columns.movable(table, "pairings.times", 50);
    Columns.movable(table, "pairings.seen", 150);
    Columns.movable(table, "pairings.since", 150);
    table.addListener(SWT.PaintItem, this::bar);
  }

  Table control() {
    return table;
  }

  /** Shows pairings: those that count first, the most active before the others. */
  void show(List<Pairing> pairings) {
    rows =
        pairings.stream()
            .sorted(
                Comparator.comparing((Pairing row) -> !row.state().counts())
                    .thenComparingLong(row -> -row.activity().orElse(0)))
            .toList();
    most = rows.stream().mapToLong(row -> row.activity().orElse(0)).max().orElse(1);
    table.removeAll();
    for (Pairing row : rows) {
      var item = new TableItem(table, SWT.NONE);
      item.setText(
          new String[] {
            row.host(),
            row.activity().isPresent() ? Long.toString(row.activity().getAsLong()) : "",
            PairingWords.state(row),
            Long.toString(row.index()),
            Integer.toString(row.times()),
            Moments.text(row.lastSeen()),
            Moments.text(row.since())
          });
      if (!row.state().counts()) {
        item.setForeground(Colours.faint());
      }
    }
  }

  Optional<Pairing> chosen() {
    int index = table.getSelectionIndex();
    return index < 0 || index >= rows.size() ? Optional.empty() : Optional.of(rows.get(index));
  }

  /** Behind the number, as long as the counter is beside the highest one. */
  private void bar(Event event) {
    if (event.index != ACTIVITY) {
      return;
    }
    int row = table.indexOf((TableItem) event.item);
    long activity = row < rows.size() ? rows.get(row).activity().orElse(0) : 0;
    if (activity > 0) {
      Point number = event.gc.textExtent(Long.toString(most));
      int from = event.x + number.x + 4 * MARGIN;
      int room = table.getColumn(ACTIVITY).getWidth() - number.x - 8 * MARGIN;
      var before = event.gc.getBackground();
      event.gc.setBackground(rows.get(row).state().counts() ? Colours.good() : Colours.faint());
      event.gc.fillRectangle(
          from,
          event.y + MARGIN,
          (int) Math.max(2, room * activity / Math.max(1, most)),
          Math.max(2, event.height - 2 * MARGIN));
      event.gc.setBackground(before);
    }
  }
}
