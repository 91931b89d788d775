// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.keywright.engine.JobException;
import org.keywright.engine.JobObserver;
import org.keywright.engine.Progress;
import org.keywright.engine.RunningJob;
import org.keywright.engine.spi.JobWork;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobRecords;
import org.keywright.vault.JobState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * One run of one job: a conductor, and workers that draw items until there are none.
 *
 * <p>Items that were not reached or are unknown get two more passes at the end, so that no memory
 * grows with their number: they are drawn from the records again.
 */
final class JobRun implements RunningJob {
  private static final System.Logger LOG = System.getLogger(JobRun.class.getName());
  private static final int EXTRA_PASSES = 2;
  private static final long GRACE_MILLIS = 2_000;

  private final JobRecords records;
  private final Grant grant;
  private final JobWork work;
  private final int parallel;
  private final boolean resumed;
  private final InstantSource clock;
  private final Consumer<JobRun> onEnd;
  private final OptionalLong total;
  private final Counts counts = new Counts();
  private final Observers observers = new Observers();
  private final Set<ItemRun> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Optional<Throwable>> failure =
      new AtomicReference<>(Optional.empty());
  private final CountDownLatch end = new CountDownLatch(1);
  private final ReentrantLock drawing = new ReentrantLock();
  private final long begunNanos = System.nanoTime();
  private volatile boolean stopped;
  private volatile boolean cancelled;
  private volatile Optional<Duration> took = Optional.empty();
  private volatile JobRecord record;

  JobRun(
      JobRecords records,
      JobRecord record,
      boolean resumed,
      Grant grant,
      JobWork work,
      int parallel,
      InstantSource clock,
      Consumer<JobRun> onEnd) {
    this.records = records;
    this.record = record;
    this.resumed = resumed;
    this.grant = grant;
    this.work = work;
    this.parallel = parallel;
    this.clock = clock;
    this.onEnd = onEnd;
    this.total = work.total();
  }

  /** Starts the conductor. */
  void start() {
    grant.onWithdrawal(this::breakOff);
    Thread.ofVirtual().name("job-" + id()).start(this::conduct);
  }

  @Override
  public long id() {
    return record.id();
  }

  @Override
  public JobRecord record() {
    return record;
  }

  @Override
  public Progress progress() {
    var elapsed = took.orElseGet(() -> Duration.ofNanos(System.nanoTime() - begunNanos));
    return counts.progress(total, elapsed, took.isPresent());
  }

  @Override
  public void observe(JobObserver observer) {
    synchronized (observers) {
      if (took.isEmpty()) {
        observers.add(observer);
        return;
      }
    }
    observer.jobEnded(record, progress());
  }

  @Override
  public void cancel() {
    if (end.getCount() > 0) {
      cancelled = true;
      stop();
    }
  }

  @Override
  public JobRecord await() throws JobException, InterruptedException {
    end.await();
    var broken = failure.get();
    if (broken.isPresent()) {
      var cause = broken.get();
      throw new JobException("job " + id() + " broke off: " + words(cause), cause);
    }
    return record;
  }

  boolean isOf(Vault vault) {
    return records.equals(vault.jobs());
  }

  /** Ends it before all is done, as what has failed; it can be resumed. */
  void breakOff(String why) {
    fail(new VaultException(why));
  }

  /** Waits until a job that was broken off has written how far it came. */
  void awaitBrokenOff() {
    try {
      if (!end.await(2 * GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "job {0} does not break off", id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    stopped = true;
    underWay.forEach(ItemRun::interruptUnlessSent);
    Thread.ofVirtual()
        .name("job-" + id() + "-grace")
        .start(
            () -> {
              try {
                if (!end.await(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                  underWay.forEach(ItemRun::interrupt);
                }
              } catch (InterruptedException e) {
                underWay.forEach(ItemRun::interrupt);
              }
            });
  }

  private void fail(Throwable cause) {
    if (failure.compareAndSet(Optional.empty(), Optional.of(cause))) {
      LOG.log(System.Logger.Level.WARNING, "job {0} breaks off: {1}", id(), words(cause));
      stop();
    }
  }

  private void conduct() {
    try {
      var source = work.items();
      pass(
          resumed
              ? Drawing.resumed(source, new RecordPages(records, id(), Set.of()), counts)
              : Drawing.fresh(source));
      for (int i = 0; i < EXTRA_PASSES && !stopped && counts.open() > 0; i++) {
        var open = EnumSet.of(ItemState.UNREACHED, ItemState.UNKNOWN);
        pass(Drawing.again(new RecordPages(records, id(), open)));
      }
      work.end(record, progress());
    } catch (JobException | VaultException | InterruptedException | RuntimeException | Error e) {
      // the edge, as for a worker: a job that dies here must not count as done
      fail(e);
    } finally {
      finish();
    }
  }

  /** Has all items of one drawing carried out; returns when the last worker has nothing left. */
  private void pass(Drawing source) throws InterruptedException {
    try (source) {
      long most = total.isPresent() ? Math.clamp(total.getAsLong(), 1, parallel) : parallel;
      List<Thread> workers = new ArrayList<>();
      for (int i = 1; i <= most; i++) {
        workers.add(
            Thread.ofVirtual().name("job-" + id() + "-" + i).start(() -> workThrough(source)));
      }
      for (Thread worker : workers) {
        worker.join();
      }
    }
  }

  private void workThrough(Drawing source) {
    try {
      for (var next = draw(source); next.isPresent(); next = draw(source)) {
        carryOut(next.get());
      }
    } catch (JobException | VaultException | RuntimeException | Error e) {
      // the edge: whatever a worker dies of ends the job, and await says so
      fail(e);
    }
  }

  private Optional<Drawing.Drawn> draw(Drawing source) throws JobException, VaultException {
    drawing.lock();
    try {
      if (stopped) {
        return Optional.empty();
      }
      grant.requireInForce();
      return source.draw();
    } finally {
      drawing.unlock();
    }
  }

  private void carryOut(Drawing.Drawn drawn) throws VaultException {
    var run = new ItemRun(id(), drawn.item(), drawn.before(), records, clock, () -> stopped);
    underWay.add(run);
    try {
      if (!stopped) {
        var outcome = Outcomes.of(work, drawn.item(), run, () -> stopped);
        run.end();
        outcome.failure().ifPresent(this::fail);
        if (outcome.result().isPresent()) {
          ended(run.record(outcome.result().get()), drawn);
        }
      }
    } finally {
      run.end();
      underWay.remove(run);
    }
  }

  private void ended(ItemRecord item, Drawing.Drawn drawn) throws VaultException {
    records.save(item);
    if (drawn.again()) {
      counts.move(drawn.before().orElseThrow().state(), item.state());
    } else {
      counts.add(item.state());
    }
    var now = progress();
    observers.tell(observer -> observer.itemEnded(item, now));
  }

  private void finish() {
    var now = progress();
    boolean whole = failure.get().isEmpty() && !cancelled && now.allDone();
    var state = cancelled ? JobState.CANCELLED : whole ? JobState.DONE : JobState.INCOMPLETE;
    try {
      records.mark(id(), state);
    } catch (VaultException | RuntimeException e) {
      fail(e);
    }
    record =
        new JobRecord(
            id(),
            record.kind(),
            record.title(),
            record.actor(),
            record.parameters(),
            state,
            record.begun(),
            Optional.of(clock.instant()));
    closeAll(now, whole && failure.get().isEmpty());
    LOG.log(System.Logger.Level.INFO, "job {0} ended: {1}, {2}", id(), state, summary(now));
    synchronized (observers) {
      took = Optional.of(Duration.ofNanos(System.nanoTime() - begunNanos));
    }
    onEnd.accept(this);
    var last = progress();
    observers.tell(observer -> observer.jobEnded(record, last));
    end.countDown();
  }

  private void closeAll(Progress now, boolean whole) {
    try {
      work.close();
    } catch (RuntimeException e) {
      fail(e);
    }
    String result = "job " + id() + ": " + summary(now);
    if (whole) {
      grant.succeeded(result);
    } else {
      grant.failed(failure.get().map(f -> result + "; " + words(f)).orElse(result));
    }
    try {
      grant.close();
    } catch (VaultException | RuntimeException e) {
      fail(e);
    }
  }

  private static String summary(Progress now) {
    return "%d done, %d refused, %d unreached, %d unknown"
        .formatted(now.done(), now.refused(), now.unreached(), now.unknown());
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof RuntimeException || failure instanceof Error || message == null
        ? "internal error: " + failure
        : message;
  }
}
