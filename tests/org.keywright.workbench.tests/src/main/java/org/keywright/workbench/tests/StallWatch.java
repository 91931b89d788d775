// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;

/**
 * Measures how long the window's thread is kept by each event, and how much of a processor it takes
 * from one rest to the next, whatever it was woken by. Used by that thread.
 */
final class StallWatch {
  private final List<Long> millis = new ArrayList<>();
  private final List<Long> busy = new ArrayList<>();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long began;
  private long awake;

  void on(Display display) {
    display.addListener(SWT.PreEvent, event -> began = System.nanoTime());
    display.addListener(
        SWT.PostEvent, event -> millis.add((System.nanoTime() - began) / 1_000_000));
    display.addListener(
        SWT.PostExternalEventDispatch, event -> awake = threads.getCurrentThreadCpuTime());
    display.addListener(
        SWT.PreExternalEventDispatch,
        event -> busy.add((threads.getCurrentThreadCpuTime() - awake) / 1_000_000));
  }

  /** Forgets what was measured. */
  void reset() {
    millis.clear();
    busy.clear();
  }

  /** How many events there were. */
  int events() {
    return millis.size();
  }

  /** How many kept the thread longer than so many milliseconds. */
  long longerThan(long limit) {
    return millis.stream().filter(each -> each > limit).count();
  }

  /** How many times the thread came to rest. */
  int rests() {
    return busy.size();
  }

  /** How many times the thread was at work for longer without a rest. */
  long busyLongerThan(long limit) {
    return busy.stream().filter(each -> each > limit).count();
  }

  @Override
  public String toString() {
    return millis.size()
        + " events, the longest "
        + millis.stream().mapToLong(each -> each).max().orElse(0)
        + " ms; "
        + busy.size()
        + " times at work, the longest "
        + busy.stream().mapToLong(each -> each).max().orElse(0)
        + " ms";
  }
}
