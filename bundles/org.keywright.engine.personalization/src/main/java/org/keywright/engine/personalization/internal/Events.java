// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.keywright.engine.personalization.ServerEvent;

/** What happened last at a server. Safe for use by many threads. */
final class Events {
  private static final int KEPT = 100;

  private final Clock clock;
  private final Deque<ServerEvent> events = new ArrayDeque<>();

  Events(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(String who, String what) {
    if (events.size() == KEPT) {
      events.removeLast();
    }
    events.addFirst(new ServerEvent(clock.instant(), who, what));
  }

  /** The newest first. */
  synchronized List<ServerEvent> all() {
    return List.copyOf(events);
  }
}
