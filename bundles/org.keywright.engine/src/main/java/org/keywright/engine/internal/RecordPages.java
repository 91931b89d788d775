// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecords;
import org.keywright.vault.VaultException;

/** The records of a job in their order, a page at a time. For one thread at a time. */
final class RecordPages {
  private static final int PAGE = 500;

  private final JobRecords records;
  private final long job;
  private final Set<ItemState> states;
  private final Deque<ItemRecord> page = new ArrayDeque<>();
  private long after;
  private boolean ended;

  /** Begins before the first record; an empty set of states means all. */
  RecordPages(JobRecords records, long job, Set<ItemState> states) {
    this.records = records;
    this.job = job;
    this.states = states;
  }

  /** The next record, which stays the next until {@link #pass}. */
  Optional<ItemRecord> peek() throws VaultException {
    if (page.isEmpty() && !ended) {
      page.addAll(records.items(job, states, after, PAGE));
      ended = page.size() < PAGE;
      if (!page.isEmpty()) {
        after = page.peekLast().sequence();
      }
    }
    return Optional.ofNullable(page.peekFirst());
  }

  /** Goes on behind the record that {@link #peek} gave. */
  void pass() {
    page.removeFirst();
  }
}
