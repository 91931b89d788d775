// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.keywright.vault.Sorting;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.GrowingRows;

/**
 * A table that reads its rows as they come into sight, in the order of the column that was clicked
 * on: it is the vault that sorts. What is chosen stays so when there are other rows.
 *
 * @param <T> what a row is of
 * @param <S> what the vault can sort by
 */
public final class LongTable<T, S extends Enum<S>> implements GrowingRows.Listener {
  private final Table table;
  private final Columns<T, S> columns;
  private final Sorting<S> usual;
  private final Function<T, ?> identity;
  private final GrowingRows<T> rows;
  private final OfferedSelection offered = new OfferedSelection();
  private Consumer<Integer> counted = rows -> {};
  private Runnable chose = () -> {};
  private Source<T, S> source = (sorting, last, limit) -> List.of();
  private List<T> chosen = List.of();
  private String failure = "";
  private Optional<Vacancy> vacancy = Optional.empty();

  /** Where rows come from. */
  @FunctionalInterface
  public interface Source<T, S extends Enum<S>> {
    /**
     * The rows behind the last one.
     *
     * @param sorting their order
     * @param last the last row that was read; none at the beginning
     * @param limit how many at most
     */
    List<T> next(Sorting<S> sorting, Optional<T> last, int limit) throws Exception;
  }

  /**
   * Makes an empty table.
   *
   * @param name by which its columns are remembered
   * @param usual the order as long as nobody has clicked on a column
   * @param identity by what a row is known again among others
   */
  public LongTable(
      Composite parent,
      String name,
      List<Column<T, S>> columns,
      Sorting<S> usual,
      Function<T, ?> identity) {
    this.usual = usual;
    this.identity = identity;
    table = new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.BORDER | SWT.MULTI);
    this.columns = new Columns<>(table, name, columns);
    rows = new GrowingRows<>(Background.reading(), Background.window(table), this);
    this.columns.onSorted(this::sorted);
    this.columns.copies(this::allChosen);
    table.addListener(SWT.SetData, this::fill);
    table.addListener(SWT.Selection, event -> choose());
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
    vacancy = Optional.of(new Vacancy(table, () -> failure.isEmpty() ? sentence.get() : failure));
  }

  private void choose() {
    chosen = allChosen();
    offered.offer(
        chosen().<ISelection>map(StructuredSelection::new).orElse(StructuredSelection.EMPTY));
    chose.run();
  }

  /** Calls the listener when other rows are chosen, or those that are were read anew. */
  public void onChosen(Runnable listener) {
    chose = listener;
  }

  /** Chooses the first row for which something holds, however far down it is. */
  public void choose(Predicate<T> which) {
    rows.seek(which);
  }

  @Override
  public void found(int row) {
    if (!table.isDisposed()) {
      table.setSelection(row);
      choose();
    }
  }

  /** Calls the listener with the number of rows read when there are others. */
  public void onCounted(Consumer<Integer> listener) {
    counted = listener;
  }

  /** Calls the listener with a row on which Enter is pressed, or that is clicked twice. */
  public void onOpened(Consumer<T> listener) {
    table.addListener(SWT.DefaultSelection, event -> chosen().ifPresent(listener));
  }

  /** Reads anew, from there. */
  public void from(Source<T, S> newSource) {
    source = newSource;
    begin();
  }

  /** Reads anew what is shown. */
  public void again() {
    rows.again();
  }

  private void sorted() {
    table.setTopIndex(0);
    begin();
  }

  private void begin() {
    Source<T, S> from = source;
    Sorting<S> sorting =
        columns.sorting().map(sort -> new Sorting<>(sort.by(), sort.descending())).orElse(usual);
    rows.from((last, limit) -> from.next(sorting, last, limit));
  }

  /** The row that is chosen, if it is the only one. */
  public Optional<T> chosen() {
    return table.getSelectionCount() == 1 ? row(table.getSelectionIndex()) : Optional.empty();
  }

  private Optional<T> row(int index) {
    return index >= 0 && index < rows.known() ? rows.row(index) : Optional.empty();
  }

  private List<T> allChosen() {
    return Arrays.stream(table.getSelectionIndices())
        .sorted()
        .mapToObj(this::row)
        .flatMap(Optional::stream)
        .toList();
  }

  private void fill(Event event) {
    var item = (TableItem) event.item;
    if (event.index < 0 || event.index >= rows.size()) {
      return; // the platform asks for rows that it is taking away, too
    }
    Optional<T> row = rows.row(event.index);
    if (row.isEmpty()) {
      item.setText(text("table.reading"));
    } else {
      columns.fill(item, row.get());
    }
  }

  @Override
  public void changed(int same) {
    if (!table.isDisposed()) {
      failure = "";
      table.setItemCount(rows.size());
      if (same < rows.size()) {
        table.clear(same, rows.size() - 1);
      }
      keepChoice(same);
      vacancy.ifPresent(Vacancy::look);
      counted.accept(rows.known());
    }
  }

  /** Another row may stand where one was chosen. */
  private void keepChoice(int same) {
    if (Arrays.stream(table.getSelectionIndices()).allMatch(row -> row < same)) {
      chose.run();
      return;
    }
    List<?> before = chosen.stream().map(identity).toList();
    int[] wanted =
        IntStream.range(0, rows.known())
            .filter(row -> row(row).map(identity).filter(before::contains).isPresent())
            .toArray();
    int[] now = table.getSelectionIndices();
    Arrays.sort(now);
    if (!Arrays.equals(wanted, now)) {
      table.deselectAll();
      table.select(wanted);
    }
    choose();
  }

  @Override
  public void failed(Exception why) {
    if (!table.isDisposed()) {
      failure = Failures.line(why);
      table.setItemCount(0);
      vacancy.ifPresent(Vacancy::look);
      choose();
    }
  }
}
