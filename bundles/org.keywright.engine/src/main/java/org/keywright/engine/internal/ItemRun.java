// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.internal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.keywright.crypto.Bytes;
import org.keywright.engine.spi.ItemContext;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.JobItem;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecords;
import org.keywright.vault.VaultException;

/**
 * One item under way on one thread. Another thread may interrupt it: at once while nothing was
 * handed to the module, later only when it has taken too long.
 */
final class ItemRun implements ItemContext {
  private static final int KNOWN = 8;

  private final long job;
  private final JobItem item;
  private final JobRecords records;
  private final InstantSource clock;
  private final BooleanSupplier stopped;
  private final Thread thread = Thread.currentThread();
  private boolean sent;
  private volatile boolean open;
  private boolean ended;
  private boolean saved;
  private String lastName = "";
  private Optional<ItemResult> last;
  private final Optional<ItemRecord> before;

  ItemRun(
      long job,
      JobItem item,
      Optional<ItemRecord> before,
      JobRecords records,
      InstantSource clock,
      BooleanSupplier stopped) {
    this.job = job;
    this.item = item;
    this.before = before;
    var unsettled =
        before.filter(r -> r.state() == ItemState.SENT || r.state() == ItemState.UNKNOWN);
    this.open = unsettled.isPresent();
    this.last =
        unsettled.map(
            r -> new ItemResult(r.state(), r.subject(), r.reason(), r.facts(), r.pending()));
    this.records = records;
    this.clock = clock;
    this.stopped = stopped;
  }

  @Override
  public long job() {
    return job;
  }

  @Override
  public void step() throws InterruptedException {
    if (stopped.getAsBoolean() || Thread.interrupted()) {
      throw new InterruptedException("the job was cancelled");
    }
  }

  @Override
  public void sent(String subject, Map<String, String> facts, Bytes pending)
      throws VaultException, InterruptedException {
    synchronized (this) {
      step();
      sent = true;
    }
    var result = new ItemResult(ItemState.SENT, subject, "", facts, Optional.of(pending));
    records.save(record(result));
    open = true;
    saved = true;
    last = Optional.of(result);
  }

  @Override
  public synchronized void unchanged() {
    sent = false;
    open = false;
  }

  @Override
  public List<ItemRecord> known(String subject, String place) throws VaultException {
    var known = new ArrayList<>(records.latest(subject, place, KNOWN));
    if (!item.endpoint().equals(subject)) {
      // An item that was not reached at first goes by its endpoint ever after.
      for (ItemRecord named : records.latest(item.endpoint(), place, KNOWN)) {
        if (subject.equals(named.facts().get("serial"))) {
          known.add(named);
        }
      }
      known.sort(Comparator.comparing(ItemRecord::at).reversed());
    }
    known.removeIf(r -> r.job() == job && r.sequence() == item.sequence());
    before.ifPresent(known::addFirst);
    return known;
  }

  @Override
  public void settle(ItemRecord earlier) throws VaultException {
    records.save(earlier);
  }

  /** Whether a failure now leaves open what the module holds. */
  boolean open() {
    return open;
  }

  /** Whether this run has recorded that the command goes out. */
  boolean saved() {
    return saved;
  }

  /** What was recorded of the command that went out last, in this run or an earlier one. */
  Optional<ItemResult> last() {
    return last;
  }

  /** Interrupts the thread while nothing has been handed to the module. */
  synchronized void interruptUnlessSent() {
    if (!ended && !sent) {
      thread.interrupt();
    }
  }

  /** Interrupts the thread if it is at work still. */
  synchronized void interrupt() {
    if (!ended) {
      thread.interrupt();
    }
  }

  /** From here on the thread is not interrupted for this item, so that it can be recorded. */
  synchronized void end() {
    ended = true;
    Thread.interrupted();
  }

  /**
   * The record of a result. A module without a known serial number is named by its endpoint, and
   * keeps the name that it was recorded by first; the facts say the number then.
   */
  ItemRecord record(ItemResult result) {
    String subject = before.map(ItemRecord::subject).orElseGet(() -> name(result));
    var facts = new HashMap<>(result.facts());
    if (!result.subject().isEmpty() && !result.subject().equals(subject)) {
      facts.put("serial", result.subject());
    }
    return new ItemRecord(
        job,
        item.sequence(),
        subject,
        item.place(),
        item.endpoint(),
        result.state(),
        result.reason(),
        facts,
        result.pending(),
        clock.instant());
  }

  private String name(ItemResult result) {
    if (lastName.isEmpty()) {
      lastName =
          !result.subject().isEmpty()
              ? result.subject()
              : !item.subject().isEmpty() ? item.subject() : item.endpoint();
    }
    return lastName;
  }
}
