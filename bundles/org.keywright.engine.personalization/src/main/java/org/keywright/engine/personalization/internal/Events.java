// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.keywright.crypto.channel.HandshakeException;
import org.keywright.crypto.channel.HandshakeFault;
import org.keywright.engine.personalization.ServerEvent;

/** What happened last at a server. Safe for use by many threads. */
final class Events {
  private static final int KEPT = 100;

  private final Clock clock;
  private final Deque<ServerEvent> events = new ArrayDeque<>();
  private final Deque<ServerEvent> refusals = new ArrayDeque<>();
  private final List<Consumer<ServerEvent>> observers = new CopyOnWriteArrayList<>();

  Events(Clock clock) {
    this.clock = clock;
  }

  /** Something went well. */
  void add(String who, String what) {
    var event = new ServerEvent(clock.instant(), who, what);
    keep(events, event);
    tell(event);
  }

  /** One of both has refused the other, or what he wanted. */
  void refused(String who, String what) {
    var event = new ServerEvent(clock.instant(), who, what);
    keep(events, event);
    keep(refusals, event);
    tell(event);
  }

  private synchronized void keep(Deque<ServerEvent> among, ServerEvent event) {
    if (among.size() == KEPT) {
      among.removeLast();
    }
    among.addFirst(event);
  }

  private void tell(ServerEvent event) {
    observers.forEach(observer -> observer.accept(event));
  }

  /** A handshake has failed; of those that show nothing of who it was there is no event. */
  void failed(String from, HandshakeException why) {
    if (why.fault() == HandshakeFault.CERTIFICATE_REFUSED
        || why.fault() == HandshakeFault.REFUSED_BY_PEER) {
      refused(from, String.valueOf(why.getMessage()));
    }
  }

  void observe(Consumer<ServerEvent> observer) {
    observers.add(observer);
  }

  /** The newest first. */
  synchronized List<ServerEvent> all() {
    return List.copyOf(events);
  }

  /** The refusals among them and before them, the newest first. */
  synchronized List<ServerEvent> refusals() {
    return List.copyOf(refusals);
  }
}
