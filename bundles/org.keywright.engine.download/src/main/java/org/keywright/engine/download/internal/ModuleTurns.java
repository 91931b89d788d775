// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One conversation with a module at a time, over all jobs: a second PREPARE would spend the first
 * one's challenge. Modules do not wait for each other.
 */
final class ModuleTurns {
  /** Of the modules that somebody talks to or waits for, by endpoint. */
  private final Map<String, Turn> turns = new ConcurrentHashMap<>();

  /** A module's turn; whoever has it gives it back by closing it. */
  final class Turn implements AutoCloseable {
    private final String endpoint;
    private final ReentrantLock lock = new ReentrantLock();

    /** Those who have it or wait for it; changed within the map's own lock. */
    private int wanted;

    private Turn(String endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public void close() {
      lock.unlock();
      leave(endpoint);
    }
  }

  /** Waits for a module's turn. */
  Turn take(String endpoint) throws InterruptedException {
    var turn =
        turns.compute(
            endpoint,
            (name, known) -> {
              var joined = known == null ? new Turn(name) : known;
              joined.wanted++;
              return joined;
            });
    boolean taken = false;
    try {
      turn.lock.lockInterruptibly();
      taken = true;
      return turn;
    } finally {
      if (!taken) {
        leave(endpoint);
      }
    }
  }

  private void leave(String endpoint) {
    turns.computeIfPresent(endpoint, (name, turn) -> --turn.wanted == 0 ? null : turn);
  }
}
