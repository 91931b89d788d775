// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  /** The oldest first, with when it came. */
  private final Map<Connection, Long> waiting = new LinkedHashMap<>();

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
        long left = slowest.map(Map.Entry::getValue).orElse(System.nanoTime()) + patience;
        left -= System.nanoTime();
        if (left <= 0) {
          waiting.remove(slowest.orElseThrow().getKey());
          slowest.get().getKey().close();
        } else {
          gone.awaitNanos(left);
        }
      }
      waiting.put(connection, System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  private Optional<Map.Entry<Connection, Long>> slowest() {
    return waiting.entrySet().stream().filter(each -> each.getKey().isAwaited()).findFirst();
  }

  /** A connection has named its unit, or is gone. */
  void go(Connection connection) {
    lock.lock();
    try {
      if (waiting.remove(connection) != null) {
        gone.signal();
      }
    } finally {
      lock.unlock();
    }
  }
}
