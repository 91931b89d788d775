// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a job has come: a snapshot.
 *
 * @param done items done, those of earlier runs of the same job among them
 * @param refused items refused
 * @param unreached items whose module was not reached
 * @param unknown items of which it is not known whether the module has changed
 * @param total how many items there are, where that is known
 * @param handled items that ended in this run; those that an earlier run settled are not among them
 * @param elapsed time since this run began, or how long it took
 * @param ended whether this run has ended
 */
public record Progress(
    long done,
    long refused,
    long unreached,
    long unknown,
    OptionalLong total,
    long handled,
    Duration elapsed,
    boolean ended) {

  /** Items that have an outcome now, in this run or an earlier one. */
  public long finished() {
    return done + refused + unreached + unknown;
  }

  /** Items per second in this run; 0 before the first one ended. */
  public double perSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds > 0 ? handled / seconds : 0;
  }

  /** Time left at the rate so far, where total and rate are known. */
  public Optional<Duration> remaining() {
    double rate = perSecond();
    if (total.isEmpty() || rate <= 0) {
      return Optional.empty();
    }
    long left = Math.max(0, total.getAsLong() - finished());
    return Optional.of(Duration.ofMillis(Math.round(left * 1000.0 / rate)));
  }

  /** Whether every item is done. */
  public boolean allDone() {
    return refused == 0
        && unreached == 0
        && unknown == 0
        && (total.isEmpty() || done == total.getAsLong());
  }
}
