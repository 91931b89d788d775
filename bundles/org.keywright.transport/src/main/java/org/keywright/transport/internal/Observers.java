// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.keywright.transport.Transports.Observation;

/**
 * Those who watch links, or what opens them; one that throws is dropped.
 *
 * @param <T> what they implement
 */
final class Observers<T> {
  private static final System.Logger LOG = System.getLogger(Observers.class.getName());

  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  /** Compared by identity, so that one observer can watch twice. */
  private final class Watch implements Observation {
    private final T observer;

    Watch(T observer) {
      this.observer = observer;
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }

  Observation add(T observer) {
    var watch = new Watch(observer);
    watches.add(watch);
    return watch;
  }

  boolean none() {
    return watches.isEmpty();
  }

  void tell(Consumer<T> news) {
    for (var watch : watches) {
      try {
        news.accept(watch.observer);
      } catch (Throwable t) {
        watch.close();
        LOG.log(System.Logger.Level.WARNING, "an observer of links threw and was dropped", t);
      }
    }
  }
}
