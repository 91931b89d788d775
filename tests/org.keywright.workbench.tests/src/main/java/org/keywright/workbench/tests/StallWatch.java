// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Synchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long the window's thread is kept by each event, and for each message, which is what
 * another thread has it run, how much of a processor it takes and how long it waits for others:
 * between any two of them it would see to a key or a click. Used by that thread.
 */
final class StallWatch {
  private static final int LONG = 100;

  private final List<Long> events = new ArrayList<>();
  private final List<Long> messages = new ArrayList<>();
  private final Display display;
  private long began;

  private StallWatch(Display display) {
    this.display = display;
  }

  static StallWatch on(Display display) {
    var watch = new StallWatch(display);
    display.addListener(SWT.PreEvent, event -> watch.began = System.nanoTime());
    display.addListener(
        SWT.PostEvent, event -> watch.events.add((System.nanoTime() - watch.began) / 1_000_000));
    return watch;
  }

  /** Forgets what was measured. */
  void reset() {
    events.clear();
    messages.clear();
  }

  /** Measures messages too, from nothing, until the result is run. */
  Runnable withMessages() {
    reset();
    Synchronizer usual = display.getSynchronizer();
    display.setSynchronizer(new Timed());
    return () -> display.setSynchronizer(usual);
  }

  /** Demands that one in a hundred was long at the most: a computer under test has more to do. */
  void requireCalm() {
    long stalls =
        Stream.concat(events.stream(), messages.stream()).filter(each -> each > LONG).count();
    assertThat(stalls)
        .as("%s", this)
        .isLessThanOrEqualTo(1 + (events.size() + messages.size()) / 100);
  }

  @Override
  public String toString() {
    return "%d events, the longest %d ms; %d messages, the longest %d ms"
        .formatted(events.size(), longest(events), messages.size(), longest(messages));
  }

  private static long longest(List<Long> millis) {
    return millis.stream().mapToLong(each -> each).max().orElse(0);
  }

  /** Takes the time of each message, without that in which others had the processor. */
  private final class Timed extends Synchronizer {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    Timed() {
      super(display);
      threads.setThreadContentionMonitoringEnabled(true);
    }

    private long taken() {
      ThreadInfo window = threads.getThreadInfo(Thread.currentThread().threadId());
      return threads.getCurrentThreadCpuTime() / 1_000_000
          + window.getBlockedTime()
          + window.getWaitedTime();
    }

    @Override
    protected void asyncExec(@Nullable Runnable message) {
      super.asyncExec(timed(message));
    }

    @Override
    protected void syncExec(@Nullable Runnable message) {
      super.syncExec(timed(message));
    }

    /** A message that is none only wakes the thread. */
    private @Nullable Runnable timed(@Nullable Runnable message) {
      return message == null
          ? null
          : () -> {
            long before = taken();
            message.run();
            messages.add(taken() - before);
          };
    }
  }
}
