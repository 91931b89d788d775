// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Outcome;
import org.keywright.engine.JobException;
import org.keywright.engine.JobObserver;
import org.keywright.engine.Progress;
import org.keywright.engine.RunningJob;
import org.keywright.engine.download.LinesLeftOut;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Shows jobs: while they run, and when they have ended. */
final class JobView {
  private static final int PROBLEMS = 10;

  private JobView() {}

  record Item(String serial, String place, String endpoint, ItemState state, String reason) {
    static Item of(ItemRecord item) {
      return new Item(item.subject(), item.place(), item.endpoint(), item.state(), item.reason());
    }
  }

  record Ended(
      long job,
      String title,
      JobState state,
      long done,
      long refused,
      long unreached,
      long unknown,
      Duration took,
      double perSecond,
      LinesLeftOut leftOut,
      Cautioned vault,
      List<Item> problems)
      implements Outcome {
    @Override
    public String sentence() {
      String rate =
          perSecond >= 1 && done > 1 ? String.format(Locale.ROOT, ", %,.0f/s", perSecond) : "";
      return String.format(
          Locale.ROOT,
          "Job %d: %s%n       %,d done%s in %s%s%s",
          job,
          title,
          done,
          rest(),
          Durations.text(took),
          rate,
          linesLeftOut());
    }

    private String linesLeftOut() {
      if (leftOut.count() == 0) {
        return "";
      }
      var text = new StringBuilder("\n       " + leftOut.words() + ":");
      leftOut.first().forEach(line -> text.append("\n         ").append(line));
      long more = leftOut.count() - leftOut.first().size();
      return text.append(more == 0 ? "" : "\n         and " + more + " more").toString();
    }

    private String rest() {
      return count(refused, "refused")
          + count(unreached, "not reached")
          + count(unknown, "unknown");
    }

    private static String count(long number, String what) {
      return number == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", number, what);
    }

    @Override
    public Optional<String> failure() {
      return switch (state) {
        case DONE -> Optional.empty();
        case CANCELLED ->
            Optional.of("job " + job + " was cancelled; job:resume " + job + " goes on");
        case RUNNING, INCOMPLETE ->
            Optional.of("job " + job + " is not complete; job:show " + job + " tells more");
      };
    }
  }

  /** Waits for a job, showing how far it is; Ctrl-C cancels it. */
  static Ended await(Console console, Vault vault, RunningJob job)
      throws JobException, VaultException, InterruptedException {
    try (var bar = console.progress("Job " + job.id());
        var _ = console.onInterrupt(job::cancel)) {
      job.observe(
          new JobObserver() {
            @Override
            public void itemEnded(ItemRecord item, Progress progress) {
              bar.at(progress.finished(), progress.total().orElse(0), problems(progress));
            }
          });
      return ended(vault, job.await(), job.progress());
    }
  }

  private static String problems(Progress progress) {
    return (Ended.count(progress.refused(), "refused")
            + Ended.count(progress.unreached(), "not reached")
            + Ended.count(progress.unknown(), "unknown"))
        .replaceFirst("^, ", "");
  }

  private static Ended ended(Vault vault, JobRecord job, Progress progress) throws VaultException {
    var states = EnumSet.complementOf(EnumSet.of(ItemState.DONE));
    return new Ended(
        job.id(),
        job.title(),
        job.state(),
        progress.done(),
        progress.refused(),
        progress.unreached(),
        progress.unknown(),
        progress.elapsed(),
        Math.round(progress.perSecond() * 10) / 10.0,
        LinesLeftOut.of(job),
        VaultCommands.kind(vault),
        vault.jobs().items(job.id(), states, 0, PROBLEMS).stream().map(Item::of).toList());
  }
}
