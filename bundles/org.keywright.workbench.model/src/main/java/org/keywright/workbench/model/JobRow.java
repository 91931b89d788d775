// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.keywright.engine.Jobs;
import org.keywright.engine.Progress;
import org.keywright.engine.RunningJob;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobRecords.JobColumn;
import org.keywright.vault.JobState;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * A job as a table shows it.
 *
 * @param job its record
 * @param progress how far it is, if it is at work
 */
public record JobRow(JobRecord job, Optional<Progress> progress) {
  /** A job, with how far it is if it is at work. */
  public static JobRow of(JobRecord job, Jobs jobs) {
    return new JobRow(job, jobs.running(job.id()).map(RunningJob::progress));
  }

  /**
   * The jobs behind the last one; none without a vault.
   *
   * @param sorting their order
   * @param last the last that was read; none at the beginning
   * @param limit how many at most
   */
  public static List<JobRow> page(
      Optional<Vault> vault,
      Jobs jobs,
      Sorting<JobColumn> sorting,
      Optional<JobRow> last,
      int limit)
      throws VaultException {
    return vault.isEmpty()
        ? List.of()
        : vault.get().jobs().page(sorting, last.map(JobRow::job), limit).stream()
            .map(job -> of(job, jobs))
            .toList();
  }

  /** Whether it is at work. */
  public boolean running() {
    return progress.filter(now -> !now.ended()).isPresent();
  }

  /** Whether it can be gone on with: it ended before everything was done. */
  public boolean resumable() {
    return !running() && job.state() != JobState.DONE;
  }

  /** How it stands, in a word or two. */
  public String state() {
    if (running()) {
      return Texts.text(JobState.RUNNING);
    }
    return job.state() == JobState.RUNNING ? Texts.text("job.brokenoff") : Texts.text(job.state());
  }

  /** How far it is, from 0 to 1, if that can be said. */
  public Optional<Double> fraction() {
    return progress
        .filter(now -> now.total().isPresent() && now.total().getAsLong() > 0)
        .map(now -> Math.min(1, now.finished() / (double) now.total().getAsLong()));
  }

  /** How far it is in whole percent that are done, with its rate, or how long it took. */
  public String standing() {
    if (!running()) {
      return pace();
    }
    String rate = Texts.text("job.rate", Math.round(progress.orElseThrow().perSecond()));
    return fraction()
        .map(done -> Texts.text("job.percent", (long) (100 * done)) + ", " + rate)
        .orElse(rate);
  }

  /** Rate and remaining time, or how long it took. */
  public String pace() {
    if (running()) {
      Progress now = progress.orElseThrow();
      String rate = Texts.text("job.rate", Math.round(now.perSecond()));
      return now.remaining().map(left -> rate + ", " + remaining(left)).orElse(rate);
    }
    return job.ended()
        .map(ended -> Texts.text("job.took", duration(Duration.between(job.begun(), ended))))
        .orElse("");
  }

  /** It is reckoned, and never to the millisecond. */
  static String remaining(Duration left) {
    return left.toSeconds() < 1
        ? Texts.text("job.remaining.soon")
        : Texts.text("job.remaining", duration(left.truncatedTo(ChronoUnit.SECONDS)));
  }

  /** A time for people: {@code 85 ms}, {@code 4.2 s}, {@code 3:07 min} or {@code 2:05 h}. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return Texts.text("duration.ms", millis);
    }
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return Texts.text("duration.s", millis / 1000.0);
    }
    long big = seconds < 3600 ? seconds / 60 : seconds / 3600;
    long small = seconds < 3600 ? seconds % 60 : seconds % 3600 / 60;
    return Texts.text(seconds < 3600 ? "duration.min" : "duration.h", big, small);
  }
}
