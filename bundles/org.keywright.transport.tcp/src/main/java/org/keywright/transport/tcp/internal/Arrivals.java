// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Connections that have not named their unit yet: so many at once. If there are more, the one that
 * is awaited longest gives way once it has had its patience, so that clients who say nothing keep
 * nobody out.
 */
final class Arrivals {
  private final int most;
  private final long patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition gone = lock.newCondition();

  private final Set<Connection> waiting = new LinkedHashSet<>();

  Arrivals(int most, Duration patience) {
    this.most = most;
    this.patience = patience.toNanos();
  }

  /** Takes a connection in; waits until there is room. */
  void come(Connection connection) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.size() >= most) {
        var slowest = slowest();
        long left = slowest.map(Awaited::since).orElseGet(System::nanoTime) + patience;
        left -= System.nanoTime();
        if (left > 0) {
          gone.awaitNanos(left);
        } else if (slowest.isPresent()) {
          waiting.remove(slowest.get().connection());
          slowest.get().connection().close();
        }
      }
      waiting.add(connection);
    } finally {
      lock.unlock();
    }
  }

  /** One whose client everything waits for, and since when. */
  private record Awaited(Connection connection, long since) {}

  private Optional<Awaited> slowest() {
    return waiting.stream()
        .flatMap(each -> each.awaitedSince().stream().mapToObj(since -> new Awaited(each, since)))
        .min((one, other) -> Long.signum(one.since() - other.since()));
  }

  /** A connection has named its unit, or is gone. */
  void go(Connection connection) {
    lock.lock();
    try {
      if (waiting.remove(connection)) {
        gone.signal();
      }
    } finally {
      lock.unlock();
    }
  }
}
