// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.keywright.engine.personalization.ServerEvent;

/** What happened last at a server. Safe for use by many threads. */
final class Events {
  private static final int KEPT = 100;

  private final Clock clock;
  private final Deque<ServerEvent> events = new ArrayDeque<>();
  private final List<Consumer<ServerEvent>> observers = new CopyOnWriteArrayList<>();

  Events(Clock clock) {
    this.clock = clock;
  }

  void add(String who, String what) {
    var event = new ServerEvent(clock.instant(), who, what);
    synchronized (this) {
      if (events.size() == KEPT) {
        events.removeLast();
      }
      events.addFirst(event);
    }
    observers.forEach(observer -> observer.accept(event));
  }

  void observe(Consumer<ServerEvent> observer) {
    observers.add(observer);
  }

  /** The newest first. */
  synchronized List<ServerEvent> all() {
    return List.copyOf(events);
  }
}
