// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.keywright.engine.JobObserver;

/** Those who watch one job; one that throws is let go. Safe for use by many threads. */
final class Observers {
  private static final System.Logger LOG = System.getLogger(Observers.class.getName());

  private final List<JobObserver> observers = new ArrayList<>();

  synchronized void add(JobObserver observer) {
    observers.add(observer);
  }

  /** Tells all, one call at a time. */
  synchronized void tell(Consumer<JobObserver> news) {
    observers.removeIf(observer -> !told(observer, news));
  }

  private static boolean told(JobObserver observer, Consumer<JobObserver> news) {
    try {
      news.accept(observer);
      return true;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "an observer of a job failed and is let go", e);
      return false;
    }
  }
}
