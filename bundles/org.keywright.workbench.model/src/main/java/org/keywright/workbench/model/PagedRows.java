// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.HashMap;
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
  private final Map<Integer, List<T>> before = new HashMap<>();
  private Optional<Source<T>> source = Optional.empty();
  private Optional<Pages<T>> list = Optional.empty();
  private int generation;

  /** Where rows come from. */
  @FunctionalInterface
  public interface Source<T> {
    /** Looks how many rows there are, and where pages of that size begin. */
    Pages<T> pages(int size) throws Exception;
  }

  /** The pages that there are, as of one moment. */
  public interface Pages<T> {
    /** How many rows there are. */
    long count();

    /** The rows of a page, from 0. */
    List<T> page(int number) throws Exception;
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
    count(newSource, false);
  }

  /** Reads the same rows anew; each is shown as it was until it is read. */
  public void again() {
    source.ifPresent(same -> count(same, true));
  }

  private void count(Source<T> from, boolean same) {
    int asked = ++generation;
    reading.execute(
        () -> {
          try {
            Pages<T> counted = from.pages(PAGE);
            window.execute(() -> counted(asked, counted, same));
          } catch (Exception e) {
            window.execute(() -> failed(asked, e));
          }
        });
  }

  /** How many rows there are. */
  public int size() {
    return list.map(pages -> Math.toIntExact(pages.count())).orElse(0);
  }

  /** A row; none if it is still to be read, which begins then. */
  public Optional<T> row(int index) {
    int page = index / PAGE;
    Optional<List<T>> rows = pages.get(page);
    if (rows == null) {
      rows = Optional.empty();
      pages.put(page, rows);
      list.ifPresent(from -> read(from, page));
    }
    return rows.or(() -> Optional.ofNullable(before.get(page)))
        .filter(all -> index % PAGE < all.size())
        .map(all -> all.get(index % PAGE));
  }

  private void read(Pages<T> from, int page) {
    int asked = generation;
    reading.execute(
        () -> {
          try {
            List<T> rows = List.copyOf(from.page(page));
            window.execute(() -> take(asked, page, rows));
          } catch (Exception e) {
            window.execute(() -> failed(asked, e));
          }
        });
  }

  private void counted(int asked, Pages<T> counted, boolean same) {
    if (asked == generation) {
      before.clear();
      if (same) {
        pages.forEach((number, rows) -> rows.ifPresent(all -> before.put(number, all)));
      }
      pages.clear();
      list = Optional.of(counted);
      listener.counted(size());
    }
  }

  private void take(int asked, int page, List<T> rows) {
    if (asked == generation) {
      pages.put(page, Optional.of(rows));
      before.remove(page);
      listener.read(page * PAGE, page * PAGE + rows.size());
    }
  }

  private void failed(int asked, Exception why) {
    if (asked == generation) {
      listener.failed(why);
    }
  }
}
