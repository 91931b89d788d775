// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * How many modules of a job came to an outcome at which time, in slices of equal length. The slices
 * grow with the job, so that there are never more than {@value #MOST}. For one thread.
 */
public final class Throughput {
  /** The most slices that there are. */
  public static final int MOST = 240;

  private static final long FIRST = 100;

  private final Instant begun;
  private final long[] done = new long[MOST];
  private final long[] failed = new long[MOST];
  private long millis = FIRST;
  private int used;
  private long counted;

  /** Makes one of a job that began then and has no outcome yet. */
  public Throughput(Instant begun) {
    this.begun = begun;
  }

  /**
   * Reads what the records say of a job: each module at the time of its newest outcome.
   *
   * @param vault whose records
   */
  public static Throughput of(Vault vault, JobRecord job) throws VaultException {
    var read = new Throughput(job.begun());
    vault.jobs().forEachItem(job.id(), read::add);
    return read;
  }

  private void add(ItemRecord item) {
    if (item.state() != ItemState.SENT) {
      boolean good = item.state() == ItemState.DONE;
      add(item.at(), good ? 1 : 0, good ? 0 : 1);
    }
  }

  /** So many modules came to an outcome at that time. */
  public void add(Instant at, long good, long bad) {
    int slice = slice(at);
    spread(slice, slice, good, bad);
  }

  /** The number of the slice that a moment is in, after there are slices enough. */
  private int slice(Instant at) {
    long since = Math.max(0, Duration.between(begun, at).toMillis());
    while (since / millis >= MOST) {
      widen();
    }
    return (int) (since / millis);
  }

  private void spread(int first, int last, long good, long bad) {
    int slices = last - first + 1;
    for (int i = 0; i < slices; i++) {
      done[first + i] += share(good, i, slices);
      failed[first + i] += share(bad, i, slices);
    }
    used = Math.max(used, last + 1);
    counted += good + bad;
  }

  private static long share(long all, int part, int parts) {
    return all * (part + 1) / parts - all * part / parts;
  }

  /**
   * A job at work has come so far in all: what was not counted yet came evenly since somebody
   * looked last, for nobody knows better.
   */
  public void advance(Instant now, long allDone, long allFailed) {
    long good = Math.max(0, allDone - sum(done));
    long bad = Math.max(0, allFailed - sum(failed));
    int last = slice(now);
    spread(Math.min(used, last), last, good, bad);
  }

  private static long sum(long[] counts) {
    return java.util.Arrays.stream(counts).sum();
  }

  private void widen() {
    for (int i = 0; i < MOST; i++) {
      boolean pair = 2 * i + 1 < MOST;
      done[i] = pair ? done[2 * i] + done[2 * i + 1] : 0;
      failed[i] = pair ? failed[2 * i] + failed[2 * i + 1] : 0;
    }
    millis *= 2;
    used = (used + 1) / 2;
  }

  /** How many modules were counted. */
  public long counted() {
    return counted;
  }

  /**
   * What happened within one slice of the time.
   *
   * @param from its beginning, in seconds since the job began
   * @param to its end
   * @param done modules per second that were done
   * @param failed modules per second that came to another outcome
   */
  public record Slice(double from, double to, double done, double failed) {
    /** All modules per second. */
    public double all() {
      return done + failed;
    }
  }

  /**
   * The slices from the beginning on, joined so that there are at most so many.
   *
   * @param most at least 1
   */
  public List<Slice> slices(int most) {
    int joined = Math.max(1, Math.ceilDiv(used, most));
    double seconds = joined * millis / 1000.0;
    var slices = new ArrayList<Slice>();
    for (int first = 0; first < used; first += joined) {
      long good = 0;
      long bad = 0;
      for (int i = first; i < Math.min(used, first + joined); i++) {
        good += done[i];
        bad += failed[i];
      }
      double from = first * millis / 1000.0;
      slices.add(new Slice(from, from + seconds, good / seconds, bad / seconds));
    }
    return slices;
  }
}
