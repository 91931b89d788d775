// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.keywright.workbench.model.Column;

/**
 * A table of rows that are all at hand. It sorts them by the column that was clicked on, keeps what
 * is chosen when there are other rows, lets rows be copied as words, and says what will stand in it
 * while it is empty. For the window's thread.
 *
 * @param <T> what a row is of; nothing of it that is shown is a secret
 */
public final class RowTable<T> {
  private final Table table;
  private final Columns<T, Comparator<T>> columns;
  private final OfferedSelection offered = new OfferedSelection();
  private List<T> rows = List.of();
  private List<T> shown = List.of();
  private Predicate<T> filter = row -> true;
  private Function<T, ?> identity = row -> row;
  private BiConsumer<TableItem, T> look = (item, row) -> {};
  private Runnable chosen = () -> {};
  private Optional<Vacancy> vacancy = Optional.empty();

  /**
   * Makes an empty table.
   *
   * @param style whether one row can be chosen or several, and the border
   * @param name by which its columns are remembered
   */
  public RowTable(
      Composite parent, int style, String name, List<Column<T, Comparator<T>>> columns) {
    table = new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | style);
    this.columns = new Columns<>(table, name, columns);
    this.columns.onSorted(this::sorted);
    this.columns.copies(this::allChosen);
    table.addListener(SWT.SetData, this::fill);
    table.addListener(SWT.Selection, event -> changed());
  }

  public Table control() {
    return table;
  }

  /** What is chosen, for other parts. */
  public ISelectionProvider offered() {
    return offered;
  }

  /** What stands in the table while there are no rows: a sentence. */
  public void whenEmpty(Supplier<String> sentence) {
    vacancy = Optional.of(new Vacancy(table, sentence));
    look();
  }

  /** By what a row is known again among others; by itself if nothing is said. */
  public void identity(Function<T, ?> known) {
    identity = known;
  }

  /** Pictures and colours of a row's widget, which has its words. */
  public void look(BiConsumer<TableItem, T> setting) {
    look = setting;
  }

  /** Calls the listener when other rows are chosen, or there are other rows. */
  public void onChosen(Runnable listener) {
    chosen = listener;
  }

  /** Calls the listener with a row on which Enter is pressed, or that is clicked twice. */
  public void onOpened(Consumer<T> listener) {
    table.addListener(SWT.DefaultSelection, event -> chosen().ifPresent(listener));
  }

  /** Shows only rows for which something holds, from now on. */
  public void filter(Predicate<T> which) {
    filter = which;
    again();
  }

  private void sorted() {
    again();
    table.showSelection();
  }

  /** Sorting is done before the rows are shown, by whom this tells when it is to be another. */
  public void sortedBefore(Runnable listener) {
    columns.onSorted(listener);
  }

  /** What rows are to be sorted by; none for their own order. */
  public Optional<Comparator<T>> order() {
    return columns.sorting().map(sort -> sort.descending() ? sort.by().reversed() : sort.by());
  }

  /** Shows rows; what is chosen stays so as far as it is among them. */
  public void show(List<T> now) {
    boolean same = now.equals(rows);
    rows = List.copyOf(now);
    if (same && !now.isEmpty()) {
      chosen.run();
    } else {
      again();
    }
  }

  /** Shows the same rows, which may look otherwise, or are others after the filter. */
  public void again() {
    put(
        order()
            .map(order -> rows.stream().filter(filter).sorted(order).toList())
            .orElseGet(() -> rows.stream().filter(filter).toList()));
  }

  /** Shows rows in the order in which they are. */
  public void put(List<T> now) {
    var before = new HashSet<Object>();
    allChosen().forEach(row -> before.add(identity.apply(row)));
    shown = now;
    table.setItemCount(now.size());
    table.clearAll();
    select(row -> before.contains(identity.apply(row)));
    look();
    changed();
  }

  /** Chooses the rows for which something holds, and brings the first of them into sight. */
  public void choose(Predicate<T> which) {
    select(which);
    table.showSelection();
    changed();
  }

  private void look() {
    vacancy.ifPresent(Vacancy::look);
  }

  private void select(Predicate<T> which) {
    int[] wanted =
        IntStream.range(0, shown.size()).filter(row -> which.test(shown.get(row))).toArray();
    int[] now = table.getSelectionIndices();
    Arrays.sort(now);
    if (!Arrays.equals(wanted, now)) {
      table.deselectAll();
      table.select(wanted);
    }
  }

  private void changed() {
    var now = new StructuredSelection(allChosen());
    if (!now.equals(offered.getSelection())) {
      offered.offer(now);
    }
    chosen.run();
  }

  /** The rows as they are shown, from the top. */
  public List<T> shown() {
    return shown;
  }

  /** The row that a widget shows. */
  public Optional<T> row(TableItem item) {
    return row(table.indexOf(item));
  }

  private Optional<T> row(int index) {
    return index >= 0 && index < shown.size() ? Optional.of(shown.get(index)) : Optional.empty();
  }

  /** The row that is chosen, if it is the only one. */
  public Optional<T> chosen() {
    return table.getSelectionCount() == 1 ? row(table.getSelectionIndex()) : Optional.empty();
  }

  /** The rows that are chosen, from the top. */
  public List<T> allChosen() {
    return Arrays.stream(table.getSelectionIndices())
        .sorted()
        .mapToObj(this::row)
        .flatMap(Optional::stream)
        .toList();
  }

  private void fill(Event event) {
    var item = (TableItem) event.item;
    // The platform asks for rows that it is taking away, too.
    row(event.index)
        .ifPresent(
            row -> {
              columns.fill(item, row);
              look.accept(item, row);
            });
  }
}
