// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkObserver;
import org.keywright.transport.Transports.Observation;

/** Those who watch the links; one that throws is dropped. */
final class Observers {
  private static final System.Logger LOG = System.getLogger(Observers.class.getName());

  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  /** Compared by identity, so that one observer can watch twice. */
  private final class Watch implements Observation {
    private final LinkObserver observer;

    Watch(LinkObserver observer) {
      this.observer = observer;
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }

  Observation add(LinkObserver observer) {
    var watch = new Watch(observer);
    watches.add(watch);
    return watch;
  }

  boolean none() {
    return watches.isEmpty();
  }

  void opened(Endpoint endpoint, Atr atr) {
    tell(observer -> observer.opened(endpoint, atr));
  }

  void exchanged(Endpoint endpoint, byte[] command, byte @Nullable [] response, Duration took) {
    tell(observer -> observer.exchanged(endpoint, command, Optional.ofNullable(response), took));
  }

  private void tell(Consumer<LinkObserver> news) {
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
