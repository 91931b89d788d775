// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The rows of a long table, read page by page as they are looked at.
 *
 * <p>Used by one thread, that of the window; pages are read by another, and handed back to it.
 *
 * @param <T> what a row is of
 */
public final class GrowingRows<T> {
  /** How many rows are read at once. */
  public static final int PAGE = 500;

  /** As many rows are read anew at most, so that who has scrolled down finds his row again. */
  private static final int MOST_AGAIN = 20 * PAGE;

  private final Executor reading;
  private final Executor window;
  private final Listener listener;
  private final List<T> rows = new ArrayList<>();
  private Source<T> source = (after, limit) -> List.of();
  private boolean whole = true;
  private boolean busy;
  private boolean stale;
  private int generation;
  private Optional<Predicate<T>> sought = Optional.empty();

  /** Where rows come from. */
  @FunctionalInterface
  public interface Source<T> {
    /**
     * The rows behind the last one.
     *
     * @param last the last row that was read; none at the beginning
     * @param limit how many at most
     */
    List<T> next(Optional<T> last, int limit) throws Exception;
  }

  /** Is told, by the thread of the window, what was read. */
  public interface Listener {
    /**
     * Rows were read: there may be others now, or more, or fewer.
     *
     * @param same how many at the beginning are as they were
     */
    void changed(int same);

    /** A row that was sought is there, at that place. */
    void found(int row);

    /** The rows could not be read. */
    void failed(Exception why);
  }

  /**
   * Makes a table without rows.
   *
   * @param reading runs what reads
   * @param window runs what tells the listener
   */
  public GrowingRows(Executor reading, Executor window, Listener listener) {
    this.reading = reading;
    this.window = window;
    this.listener = listener;
  }

  /** Begins anew with rows from elsewhere; what is shown stays until the first page is there. */
  public void from(Source<T> newSource) {
    source = newSource;
    generation++;
    busy = false;
    stale = false;
    read(true, PAGE);
  }

  /**
   * Reads the rows anew that are shown, as soon as what is being read is there: so a table that is
   * looked at again more often than it can be read comes on all the same.
   */
  public void again() {
    if (busy) {
      stale = true;
    } else {
      read(true, Math.clamp(rows.size(), PAGE, MOST_AGAIN));
    }
  }

  /** Looks for a row: reads on until it is there and the listener is told, or all was read. */
  public void seek(Predicate<T> which) {
    sought = Optional.of(which);
    goOn();
  }

  private void goOn() {
    if (busy) {
      return;
    }
    if (stale) {
      stale = false;
      again();
    } else if (sought.isPresent()) {
      Predicate<T> which = sought.get();
      OptionalInt found =
          IntStream.range(0, rows.size()).filter(row -> which.test(rows.get(row))).findFirst();
      if (found.isPresent() || whole) {
        sought = Optional.empty();
        found.ifPresent(listener::found);
      } else {
        read(false, PAGE);
      }
    }
  }

  /** How many rows are there, and one more if there may be others behind them. */
  public int size() {
    return rows.size() + (whole ? 0 : 1);
  }

  /** How many rows were read. */
  public int known() {
    return rows.size();
  }

  /** Whether all there are were read. */
  public boolean whole() {
    return whole;
  }

  /** A row; none if it is still to be read, which begins then. */
  public Optional<T> row(int index) {
    if (index < rows.size()) {
      return Optional.of(rows.get(index));
    }
    if (!whole) {
      read(false, PAGE);
    }
    return Optional.empty();
  }

  private void read(boolean anew, int limit) {
    if (busy) {
      return;
    }
    busy = true;
    int asked = generation;
    Source<T> from = source;
    Optional<T> last = anew || rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast());
    reading.execute(
        () -> {
          try {
            List<T> page = from.next(last, limit);
            boolean end = page.size() < limit;
            window.execute(() -> take(asked, anew, page, end));
          } catch (Exception e) {
            window.execute(() -> fail(asked, e));
          }
        });
  }

  private void take(int asked, boolean anew, List<T> page, boolean end) {
    if (asked != generation) {
      return;
    }
    int same = anew ? alike(rows, page) : rows.size();
    if (anew) {
      rows.clear();
    }
    rows.addAll(page);
    whole = end;
    busy = false;
    listener.changed(same);
    goOn();
  }

  /** How many are alike at the beginning. */
  private static int alike(List<?> before, List<?> now) {
    int count = 0;
    while (count < Math.min(before.size(), now.size())
        && before.get(count).equals(now.get(count))) {
      count++;
    }
    return count;
  }

  private void fail(int asked, Exception why) {
    if (asked == generation) {
      busy = false;
      whole = true;
      stale = false;
      sought = Optional.empty();
      listener.failed(why);
    }
  }
}
