// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/**
 * A table of any length that has widgets for the rows in sight alone, and a scroll bar of its own.
 * A table of the platform's makes each of its rows: a hundred thousand take time and memory. Rows
 * have numbers from 0, by which it is kept what is chosen. For the window's thread.
 */
public final class ScrolledRows {
  private final Table table;
  private final ScrollBar bar;
  private final Filler filler;
  private final BitSet chosen = new BitSet();
  private Runnable listener = () -> {};
  private int count;
  private int top;

  /** Where the keyboard is, and where what is chosen with Shift begins. */
  private int focus;

  private int anchor;

  /** Says what a row shows. */
  @FunctionalInterface
  public interface Filler {
    /** Sets all texts and pictures of a widget, which had those of another row. */
    void fill(TableItem item, int row);
  }

  /** Makes a table without columns and rows. */
  public ScrolledRows(Composite parent, Filler filler) {
    this.filler = filler;
    var frame = new Composite(parent, SWT.V_SCROLL | SWT.BORDER);
    frame.setLayout(new FillLayout());
    bar = frame.getVerticalBar();
    bar.setVisible(false);
    bar.addListener(SWT.Selection, event -> scroll(bar.getSelection()));
    table = new Table(frame, SWT.FULL_SELECTION | SWT.MULTI);
    table.setHeaderVisible(true);
    table.setLinesVisible(true);
    table.addListener(SWT.Resize, event -> fit());
    table.addListener(SWT.Selection, this::clicked);
    table.addListener(SWT.KeyDown, this::pressed);
    table.addListener(
        SWT.MouseVerticalWheel,
        event -> {
          scroll(top - event.count);
          event.doit = false;
        });
  }

  /** The widget that shows the rows in sight: for columns, menus and listeners. */
  public Table table() {
    return table;
  }

  /** The whole of it, with the scroll bar: for layouts. */
  public Composite control() {
    return table.getParent();
  }

  /** Calls the listener when a person has chosen other rows. */
  public void onChosen(Runnable told) {
    listener = told;
  }

  /** There are so many rows now, which are filled anew; what is chosen stays, by number. */
  public void setCount(int rows) {
    count = rows;
    if (chosen.length() > rows) {
      chosen.clear(rows, chosen.length());
    }
    focus = Math.clamp(focus, 0, Math.max(0, rows - 1));
    anchor = Math.min(anchor, focus);
    fit();
  }

  /** The number of the row that a widget shows now. */
  public int row(TableItem item) {
    return top + table.indexOf(item);
  }

  /** Brings a row to the top, or as far up as there are rows below. */
  public void scroll(int row) {
    int wanted = Math.clamp(row, 0, Math.max(0, count - room()));
    if (wanted != top) {
      top = wanted;
      bar.setSelection(top);
      fill(0, count);
      mark();
    }
  }

  /** Fills rows anew, as far as they are in sight. */
  public void fill(int from, int to) {
    int last = Math.min(to, top + table.getItemCount());
    for (int row = Math.max(from, top); row < last; row++) {
      filler.fill(table.getItem(row - top), row);
    }
  }

  /** The numbers of the rows that are chosen. */
  public IntStream chosen() {
    return chosen.stream();
  }

  /** Whether a row is chosen. */
  public boolean isChosen(int row) {
    return chosen.get(row);
  }

  /** How many rows are chosen. */
  public int chosenCount() {
    return chosen.cardinality();
  }

  /** Chooses none, and tells nobody. */
  public void chooseNone() {
    chosen.clear();
    mark();
  }

  private int room() {
    int height = table.getClientArea().height - table.getHeaderHeight();
    return Math.max(1, height / table.getItemHeight());
  }

  /** As many widgets as there is room for. */
  private void fit() {
    int room = room();
    top = Math.clamp(top, 0, Math.max(0, count - room));
    table.setItemCount(Math.min(room, count));
    bar.setVisible(count > room);
    bar.setValues(top, 0, Math.max(1, count), Math.clamp(room, 1, Math.max(1, count)), 1, room);
    fill(0, count);
    mark();
  }

  /** Shows which rows in sight are chosen. */
  private void mark() {
    if (!isMarked()) {
      table.deselectAll();
      table.select(chosenInSight());
    }
  }

  private boolean isMarked() {
    int[] shown = table.getSelectionIndices();
    Arrays.sort(shown);
    return Arrays.equals(chosenInSight(), shown);
  }

  private int[] chosenInSight() {
    return chosen.stream()
        .dropWhile(row -> row < top)
        .takeWhile(row -> row < top + table.getItemCount())
        .map(row -> row - top)
        .toArray();
  }

  /** The widget knows of the rows in sight alone. */
  private void clicked(Event event) {
    int shown =
        event.item instanceof TableItem item ? table.indexOf(item) : table.getSelectionIndex();
    boolean dragged = event.item == null && isMarked();
    if (shown < 0 || dragged) {
      return; // a drag of what is chosen takes along what is out of sight
    }
    int row = top + shown;
    boolean more = (event.stateMask & SWT.MOD1) != 0;
    if ((event.stateMask & SWT.MOD2) != 0) {
      choose(row, more);
    } else {
      chosen.clear(more ? top : 0, more ? top + table.getItemCount() : count);
      Arrays.stream(table.getSelectionIndices()).forEach(each -> chosen.set(top + each));
      anchor = row;
    }
    focus = row;
    mark();
    listener.run();
  }

  /** Chooses from where one began to a row. */
  private void choose(int row, boolean more) {
    if (!more) {
      chosen.clear();
    }
    chosen.set(Math.min(anchor, row), Math.max(anchor, row) + 1);
  }

  private void pressed(Event event) {
    if (count == 0) {
      return;
    }
    OptionalInt target = target(event.keyCode);
    if (event.keyCode == 'a' && event.stateMask == SWT.MOD1) {
      chosen.set(0, count);
    } else if (target.isPresent() && (event.stateMask & ~SWT.MOD2) == 0) {
      go(Math.clamp(target.getAsInt(), 0, count - 1), event.stateMask == SWT.MOD2);
    } else {
      return;
    }
    event.doit = false;
    mark();
    listener.run();
  }

  /** The row that a key leads to, which may be before the first or behind the last. */
  private OptionalInt target(int key) {
    int page = Math.max(1, room() - 1);
    return switch (key) {
      case SWT.ARROW_UP -> OptionalInt.of(focus - 1);
      case SWT.ARROW_DOWN -> OptionalInt.of(focus + 1);
      case SWT.PAGE_UP -> OptionalInt.of(focus - page);
      case SWT.PAGE_DOWN -> OptionalInt.of(focus + page);
      case SWT.HOME -> OptionalInt.of(0);
      case SWT.END -> OptionalInt.of(count - 1);
      default -> OptionalInt.empty();
    };
  }

  private void go(int row, boolean further) {
    focus = row;
    if (!further) {
      anchor = row;
    }
    choose(row, false);
    if (row < top) {
      scroll(row);
    } else if (row >= top + room()) {
      scroll(row - room() + 1);
    }
  }
}
