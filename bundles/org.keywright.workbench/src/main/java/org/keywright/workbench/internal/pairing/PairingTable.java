// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import static org.keywright.workbench.model.Texts.text;

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
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.PairingWords;

/** The pairings of one module, with a bar for each activity counter. */
final class PairingTable {
  private static final int ACTIVITY = 1;
  private static final int MARGIN = 3;

  private final RowTable<Pairing> table;
  private long most = 1;

  PairingTable(Composite parent) {
    table = new RowTable<>(parent, SWT.SINGLE | SWT.BORDER, "pairings", columns());
    table.identity(row -> List.of(row.module(), row.host()));
    table.look((item, row) -> item.setForeground(row.state().counts() ? null : Colours.faint()));
    table.whenEmpty(() -> text("empty.pairings"));
    table.control().addListener(SWT.PaintItem, this::bar);
  }

  Table control() {
    return table.control();
  }

  private static List<Column<Pairing, Comparator<Pairing>>> columns() {
    return List.of(
        Column.words("pairings.host", 110, Pairing::host),
        Column.words("pairings.activity", 150, PairingTable::activity),
        Column.words("pairings.state", 100, PairingWords::state),
        Column.words("pairings.index", 60, row -> Long.toString(row.index())),
        Column.words("pairings.times", 50, row -> Integer.toString(row.times())),
        Column.words("pairings.seen", 150, row -> Moments.text(row.lastSeen())),
        Column.words("pairings.since", 150, row -> Moments.text(row.since())));
  }

  private static String activity(Pairing row) {
    return row.activity().isPresent() ? Long.toString(row.activity().getAsLong()) : "";
  }

  void onChosen(Runnable listener) {
    table.onChosen(listener);
  }

  /** Shows pairings: those that count first, the most active before the others. */
  void show(List<Pairing> pairings) {
    most = pairings.stream().mapToLong(row -> row.activity().orElse(0)).max().orElse(1);
    table.show(
        pairings.stream()
            .sorted(
                Comparator.comparing((Pairing row) -> !row.state().counts())
                    .thenComparingLong(row -> -row.activity().orElse(0)))
            .toList());
  }

  Optional<Pairing> chosen() {
    return table.chosen();
  }

  /** Behind the number, as long as the counter is beside the highest one. */
  private void bar(Event event) {
    if (event.index != ACTIVITY) {
      return;
    }
    Optional<Pairing> row = table.row((TableItem) event.item);
    long activity = row.map(each -> each.activity().orElse(0)).orElse(0L);
    if (activity > 0) {
      Point number = event.gc.textExtent(Long.toString(most));
      int from = event.x + number.x + 4 * MARGIN;
      int room = table.control().getColumn(ACTIVITY).getWidth() - number.x - 8 * MARGIN;
      var before = event.gc.getBackground();
      event.gc.setBackground(row.get().state().counts() ? Colours.good() : Colours.faint());
      event.gc.fillRectangle(
          from,
          event.y + MARGIN,
          (int) Math.max(2, room * activity / Math.max(1, most)),
          Math.max(2, event.height - 2 * MARGIN));
      event.gc.setBackground(before);
    }
  }
}
