// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keywright.console.Exchange;
import org.keywright.console.Traces;

/**
 * The newest exchanges on all links, in words, as long as they are recorded. Safe for use by many
 * threads.
 */
public final class TraceLog implements AutoCloseable {
  private final Traces traces;
  private final Runnable changed;
  private final int most;
  private final ArrayDeque<Exchange> kept = new ArrayDeque<>();
  private Optional<Traces.Observation> recording = Optional.empty();
  private long gone;

  /**
   * Records nothing yet.
   *
   * @param most how many exchanges are kept; older ones go
   * @param changed called when there are others, by any thread; it must be quick
   */
  public TraceLog(Traces traces, int most, Runnable changed) {
    this.traces = traces;
    this.most = most;
    this.changed = changed;
  }

  /**
   * Which exchanges are looked for.
   *
   * @param text what endpoint, command, content, answer or status contain, upper and lower case
   *     alike; all if empty
   * @param failed only those that the module refused, or that had no answer
   */
  public record Query(String text, boolean failed) {
    /** All of them. */
    public static final Query ALL = new Query("", false);

    private boolean passes(Exchange exchange) {
      return (!failed || exchange.failed())
          && (text.isEmpty()
              || exchange
                  .sentence()
                  .toLowerCase(Locale.ROOT)
                  .contains(text.toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * What was found.
   *
   * @param exchanges the oldest first
   * @param all how many are kept
   * @param gone how many older ones are not kept any more
   */
  public record Found(List<Exchange> exchanges, int all, long gone) {
    /** Copies the list. */
    public Found {
      exchanges = List.copyOf(exchanges);
    }

    /** The same in another order. */
    public Found sorted(Comparator<Exchange> order) {
      return new Found(exchanges.stream().sorted(order).toList(), all, gone);
    }
  }

  /** Begins to record, or ends it; what was recorded stays. */
  public synchronized void record(boolean on) {
    if (on == recording.isPresent()) {
      return;
    }
    recording.ifPresent(Traces.Observation::close);
    recording = on ? Optional.of(traces.observe(this::add)) : Optional.empty();
  }

  private void add(Exchange exchange) {
    synchronized (kept) {
      if (kept.size() == most) {
        kept.removeFirst();
        gone++;
      }
      kept.addLast(exchange);
    }
    changed.run();
  }

  /** Forgets all that was recorded. */
  public void clear() {
    synchronized (kept) {
      kept.clear();
      gone = 0;
    }
    changed.run();
  }

  /** Those that a query lets through. */
  public Found find(Query query) {
    List<Exchange> all;
    long older;
    synchronized (kept) {
      all = List.copyOf(kept);
      older = gone;
    }
    return new Found(all.stream().filter(query::passes).toList(), all.size(), older);
  }

  /** Writes exchanges as {@code apdu:trace FILE} does: remarks of a transcript. */
  public static void write(List<Exchange> exchanges, Writer to) throws IOException {
    for (Exchange exchange : exchanges) {
      to.write("# " + exchange.at() + "  " + exchange.sentence() + "\n");
    }
  }

  @Override
  public void close() {
    record(false);
  }
}
