// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.internal;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.keywright.engine.Progress;
import org.keywright.vault.ItemState;

/** How many items came to which outcome. Safe for use by many threads. */
final class Counts {
  private final Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
  private long handled;

  /** An earlier run has settled an item, which is left alone. */
  synchronized void leave(ItemState state) {
    counts.merge(state, 1L, Long::sum);
  }

  /** An item came to its first outcome in this run. */
  synchronized void add(ItemState state) {
    counts.merge(state, 1L, Long::sum);
    handled++;
  }

  /** An item that was tried again came to another outcome, or to the same. */
  synchronized void move(ItemState from, ItemState to) {
    counts.merge(from, -1L, Long::sum);
    counts.merge(to, 1L, Long::sum);
  }

  /** How many items another try could bring on. */
  synchronized long open() {
    return of(ItemState.UNREACHED) + of(ItemState.UNKNOWN);
  }

  synchronized Progress progress(OptionalLong total, Duration elapsed, boolean ended) {
    return new Progress(
        of(ItemState.DONE),
        of(ItemState.REFUSED),
        of(ItemState.UNREACHED),
        of(ItemState.UNKNOWN) + of(ItemState.SENT),
        total,
        handled,
        elapsed,
        ended);
  }

  private long of(ItemState state) {
    return counts.getOrDefault(state, 0L);
  }
}
