// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.swt.IFocusService;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.TableLook;

/**
 * The columns of a table: a person drags them to other places and widths, and clicks on one to sort
 * by it. All of that is there again the next day, until the columns are reset. For the window's
 * thread.
 *
 * @param <T> what a row is of
 * @param <S> what rows are sorted by
 */
public final class Columns<T, S> {
  /** Under this name the platform knows the tables whose rows can be copied. */
  static final String COPYABLE = "org.keywright.workbench.rows";

  /** What the names begin with by which columns are remembered. */
  static final String KEPT = "columns.";

  private static final String DATA = Columns.class.getName();
  private static final String GTK = "gtk";

  /** Room that a title has beside its words: for margins and the arrow. */
  private static final int TITLE = 32;

  private final Table table;
  private final String name;
  private final List<Column<T, S>> columns;
  private final int[] widths;
  private TableLook look = TableLook.USUAL;
  private Runnable sorted = () -> {};
  private Supplier<List<T>> chosen = List::of;
  private final Runnable lastResized;
  private boolean arranging;

  /**
   * What rows are sorted by.
   *
   * @param by the column's order
   * @param descending whether it is turned round
   */
  public record Sort<S>(S by, boolean descending) {}

  /**
   * Makes the columns of a table that has none.
   *
   * @param name by which they are remembered: one for each table that people take for another
   */
  public Columns(Table table, String name, List<Column<T, S>> columns) {
    this.table = table;
    this.name = name;
    this.columns = List.copyOf(columns);
    this.widths = new int[columns.size()];
    this.lastResized = Later.settled(table, this::lastResized);
    for (int i = 0; i < columns.size(); i++) {
      make(i);
    }
    table.setHeaderVisible(true);
    table.setLinesVisible(true);
    table.setData(DATA, this);
    table.addListener(SWT.Resize, event -> fillLast());
    CutCells.tell(table);
    Arrangement.resettable(table, this::reset);
    show(TableLook.parse(Remembered.get(KEPT + name)));
  }

  /**
   * Adds a column to a short list in its own order, of which nothing is remembered.
   *
   * @param key of its title
   * @param width in pixels at 100 percent; the title always has room
   */
  public static void fixed(Table table, String key, int width) {
    var gc = new GC(table);
    var column = new TableColumn(table, SWT.NONE);
    column.setText(text(key));
    column.setWidth(Math.max(Letters.scaled(table, width), gc.textExtent(text(key)).x + TITLE));
    gc.dispose();
  }

  private void make(int index) {
    Column<T, S> column = columns.get(index);
    var shown = new TableColumn(table, SWT.NONE);
    shown.setText(column.title());
    shown.setMoveable(true);
    shown.addListener(SWT.Resize, event -> resized(index));
    shown.addListener(SWT.Move, event -> moved());
    if (column.order().isPresent()) {
      shown.addListener(SWT.Selection, event -> clicked(column));
    }
  }

  /** The columns of a control, if it is a table that has such. */
  static Optional<Columns<?, ?>> of(Control control) {
    return control.getData(DATA) instanceof Columns<?, ?> columns
        ? Optional.of(columns)
        : Optional.empty();
  }

  /** Calls the listener when rows are to be sorted otherwise. */
  public void onSorted(Runnable listener) {
    sorted = listener;
  }

  /** What rows are sorted by; none for their own order. */
  public Optional<Sort<S>> sorting() {
    return look.sorted()
        .flatMap(
            now ->
                columns.stream()
                    .filter(column -> column.key().equals(now.column()))
                    .flatMap(column -> column.order().stream())
                    .findFirst()
                    .map(order -> new Sort<>(order, now.descending())));
  }

  /** Sets what a row says. */
  public void fill(TableItem item, T row) {
    for (int i = 0; i < columns.size(); i++) {
      item.setText(i, columns.get(i).text().apply(row));
    }
  }

  /**
   * Lets rows be copied as words: only for tables of which nothing is a secret.
   *
   * @param rows those that are chosen, from the top
   */
  public void copies(Supplier<List<T>> rows) {
    chosen = rows;
    PlatformUI.getWorkbench().getService(IFocusService.class).addFocusTracker(table, COPYABLE);
  }

  /**
   * Puts the rows that are chosen on the clipboard, as they are shown: columns with tabs between.
   */
  void copy() {
    String words = chosen.get().stream().map(this::line).collect(Collectors.joining("\n"));
    if (!words.isEmpty()) {
      var clipboard = new Clipboard(table.getDisplay());
      clipboard.setContents(new Object[] {words}, new Transfer[] {TextTransfer.getInstance()});
      clipboard.dispose();
    }
  }

  private String line(T row) {
    return Arrays.stream(table.getColumnOrder())
        .mapToObj(column -> columns.get(column).text().apply(row))
        .collect(Collectors.joining("\t"));
  }

  private void clicked(Column<T, S> column) {
    keep(look.clicked(column.key()));
    arrow();
    sorted.run();
  }

  private void arrow() {
    int by = look.sorted().map(now -> keys().indexOf(now.column())).orElse(-1);
    table.setSortColumn(by < 0 ? null : table.getColumn(by));
    table.setSortDirection(
        by < 0
            ? SWT.NONE
            : look.sorted().filter(TableLook.Sorted::descending).isPresent() ? SWT.DOWN : SWT.UP);
  }

  private List<String> keys() {
    return columns.stream().map(Column::key).toList();
  }

  private void keep(TableLook now) {
    look = now;
    Remembered.put(KEPT + name, now.text());
  }

  private void reset() {
    boolean otherwise = look.sorted().isPresent();
    keep(TableLook.USUAL);
    show(look);
    if (otherwise) {
      sorted.run();
    }
  }

  private void show(TableLook now) {
    look = now;
    arranging = true;
    var gc = new GC(table);
    for (int i = 0; i < widths.length; i++) {
      Column<T, S> column = columns.get(i);
      int words = Letters.scaled(table, column.width());
      int usual = Math.max(words, gc.textExtent(column.title()).x + TITLE);
      widths[i] = now.widths().getOrDefault(column.key(), usual);
      table.getColumn(i).setWidth(widths[i]);
    }
    gc.dispose();
    List<String> keys = keys();
    table.setColumnOrder(now.places(keys).stream().mapToInt(keys::indexOf).toArray());
    arranging = false;
    arrow();
    fillLast();
  }

  private void moved() {
    int[] order = table.getColumnOrder();
    boolean usual =
        look.places().isEmpty() && Arrays.equals(order, IntStream.range(0, order.length).toArray());
    if (!arranging && !usual) {
      List<String> keys = keys();
      keep(look.placed(Arrays.stream(order).mapToObj(keys::get).toList()));
    }
  }

  private void resized(int index) {
    int width = table.getColumn(index).getWidth();
    if (arranging || width == 0) {
      return;
    }
    if (index == last()) {
      lastResized.run();
    } else if (isOther(index, width)) {
      widen(index, width);
      fillLast();
    }
  }

  /** A pixel is what rounding makes of it at other scales. */
  private boolean isOther(int index, int width) {
    return Math.abs(width - widths[index]) > 1;
  }

  private void widen(int index, int width) {
    widths[index] = width;
    keep(look.widened(columns.get(index).key(), width));
  }

  /** The last column takes the room that is left over, which nobody has asked for. */
  private void lastResized() {
    int last = last();
    int width = table.getColumn(last).getWidth();
    boolean fills = width >= widths[last] && width <= room(last) + 1;
    if (table.isVisible() && isOther(last, width) && !fills) {
      widen(last, width);
    }
  }

  private int last() {
    int[] order = table.getColumnOrder();
    return order[order.length - 1];
  }

  private int room(int index) {
    int others = Arrays.stream(widths).sum() - widths[index];
    return table.getClientArea().width - others;
  }

  /** Where the platform does not do it by itself. */
  private void fillLast() {
    if (!SWT.getPlatform().equals(GTK)) {
      int last = last();
      arranging = true;
      table.getColumn(last).setWidth(Math.max(widths[last], room(last)));
      arranging = false;
    }
  }
}
