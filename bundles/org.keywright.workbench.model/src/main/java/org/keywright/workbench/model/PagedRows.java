// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The rows of a table of known length, of which only the pages that are looked at are read; a few
 * are kept.
 *
 * <p>Used by one thread, that of the window; pages are read by another, and handed back to it.
 *
 * @param <T> what a row is of
 */
public final class PagedRows<T> {
  /** How many rows are read at once. */
  public static final int PAGE = 200;

  private static final int KEPT = 50;

  private final Executor reading;
  private final Executor window;
  private final Listener listener;
  private final Map<Integer, Optional<List<T>>> pages =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Optional<List<T>>> eldest) {
          return size() > KEPT;
        }
      };
  private Optional<Source<T>> source = Optional.empty();
  private int count;
  private int generation;

  /** Where rows come from. */
  public interface Source<T> {
    /** How many rows there are. */
    long count() throws Exception;

    /** So many rows at most, from one on. */
    List<T> page(int from, int limit) throws Exception;
  }

  /** Is told, by the thread of the window, what was read. */
  public interface Listener {
    /** There are so many rows now; all of them may be others. */
    void counted(int rows);

    /** Some rows were read. */
    void read(int from, int to);

    /** The rows could not be read. */
    void failed(Exception why);
  }

  /**
   * Makes a table without rows.
   *
   * @param reading runs what reads
   * @param window runs what tells the listener
   */
  public PagedRows(Executor reading, Executor window, Listener listener) {
    this.reading = reading;
    this.window = window;
    this.listener = listener;
  }

  /** Begins anew with rows from elsewhere; what is shown stays until they are counted. */
  public void from(Source<T> newSource) {
    source = Optional.of(newSource);
    generation++;
    int asked = generation;
    reading.execute(
        () -> {
          try {
            int rows = Math.toIntExact(newSource.count());
            window.execute(() -> counted(asked, rows));
          } catch (Exception e) {
            window.execute(() -> failed(asked, e));
          }
        });
  }

  /** How many rows there are. */
  public int size() {
    return count;
  }

  /** A row; none if it is still to be read, which begins then. */
  public Optional<T> row(int index) {
    int page = index / PAGE;
    Optional<List<T>> rows = pages.get(page);
    if (rows == null) {
      pages.put(page, Optional.empty());
      source.ifPresent(from -> read(from, page));
      return Optional.empty();
    }
    return rows.filter(list -> index % PAGE < list.size()).map(list -> list.get(index % PAGE));
  }

  private void read(Source<T> from, int page) {
    int asked = generation;
    reading.execute(
        () -> {
          try {
            List<T> rows = List.copyOf(from.page(page * PAGE, PAGE));
            window.execute(() -> take(asked, page, rows));
          } catch (Exception e) {
            window.execute(() -> failed(asked, e));
          }
        });
  }

  private void counted(int asked, int rows) {
    if (asked == generation) {
      pages.clear();
      count = rows;
      listener.counted(rows);
    }
  }

  private void take(int asked, int page, List<T> rows) {
    if (asked == generation) {
      pages.put(page, Optional.of(rows));
      listener.read(page * PAGE, page * PAGE + rows.size());
    }
  }

  private void failed(int asked, Exception why) {
    if (asked == generation) {
      listener.failed(why);
    }
  }
}
