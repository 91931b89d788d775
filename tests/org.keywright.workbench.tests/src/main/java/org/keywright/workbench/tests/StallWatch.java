// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;

/** Measures how long the window's thread is kept by each event. Used by that thread. */
final class StallWatch {
  private final List<Long> millis = new ArrayList<>();
  private long began;

  void on(Display display) {
    display.addListener(SWT.PreEvent, event -> began = System.nanoTime());
    display.addListener(
        SWT.PostEvent, event -> millis.add((System.nanoTime() - began) / 1_000_000));
  }

  /** Forgets what was measured. */
  void reset() {
    millis.clear();
  }

  /** How many events there were. */
  int events() {
    return millis.size();
  }

  /** How many kept the thread longer than so many milliseconds. */
  long longerThan(long limit) {
    return millis.stream().filter(each -> each > limit).count();
  }

  @Override
  public String toString() {
    return millis.size()
        + " events, the longest "
        + millis.stream().mapToLong(each -> each).max().orElse(0)
        + " ms";
  }
}
