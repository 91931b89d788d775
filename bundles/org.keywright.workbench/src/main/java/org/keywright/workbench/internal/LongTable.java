// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.GrowingRows;

/**
 * A table that reads its rows as they come into sight.
 *
 * @param <T> what a row is of
 */
public final class LongTable<T> implements GrowingRows.Listener {
  private final Table table;
  private final List<Column<T>> columns;
  private final GrowingRows<T> rows;
  private final OfferedSelection offered = new OfferedSelection();
  private Consumer<Integer> counted = rows -> {};

  /**
   * A column.
   *
   * @param title what stands above it
   * @param width how wide it is at first
   * @param value what it says of a row
   */
  public record Column<T>(String title, int width, Function<T, String> value) {}

  public LongTable(Composite parent, List<Column<T>> columns) {
    this.columns = List.copyOf(columns);
    table = new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.BORDER);
    table.setHeaderVisible(true);
    table.setLinesVisible(true);
    for (Column<T> column : columns) {
      var shown = new TableColumn(table, SWT.NONE);
      shown.setText(column.title());
      shown.setWidth(column.width());
      shown.setMoveable(true);
    }
    rows = new GrowingRows<>(Background.reading(), Background.window(table), this);
    table.addListener(SWT.SetData, this::fill);
    table.addListener(SWT.Selection, event -> offer());
  }

  public Table control() {
    return table;
  }

  /** What is chosen, for other parts. */
  public ISelectionProvider offered() {
    return offered;
  }

  private void offer() {
    offered.offer(
        chosen().<ISelection>map(StructuredSelection::new).orElse(StructuredSelection.EMPTY));
  }

  /** Calls the listener with the number of rows read when there are others. */
  public void onCounted(Consumer<Integer> listener) {
    counted = listener;
  }

  /** Calls the listener with a row on which Enter is pressed, or that is clicked twice. */
  public void onOpened(Consumer<T> listener) {
    table.addListener(SWT.DefaultSelection, event -> chosen().ifPresent(listener));
  }

  public void from(GrowingRows.Source<T> source) {
    rows.from(source);
  }

  /** The row that is chosen. */
  public Optional<T> chosen() {
    int index = table.getSelectionIndex();
    return index < 0 ? Optional.empty() : rows.row(index);
  }

  private void fill(Event event) {
    var item = (TableItem) event.item;
    int index = table.indexOf(item);
    if (index < 0) {
      return; // the platform asks for rows that it is taking away, too
    }
    Optional<T> row = rows.row(index);
    if (row.isEmpty()) {
      item.setText(text("table.reading"));
      return;
    }
    for (int i = 0; i < columns.size(); i++) {
      item.setText(i, columns.get(i).value().apply(row.get()));
    }
  }

  @Override
  public void changed(int same) {
    if (!table.isDisposed()) {
      table.setItemCount(rows.size());
      if (same < rows.size()) {
        table.clear(same, rows.size() - 1);
      }
      counted.accept(rows.known());
    }
  }

  @Override
  public void failed(Exception why) {
    if (!table.isDisposed()) {
      table.setItemCount(0);
      table.setToolTipText(Failures.line(why));
    }
  }
}
