// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * One conversation with a module at a time, over all jobs: a second PREPARE would spend the first
 * one's challenge. Modules whose names fall on the same stripe wait for each other too.
 */
final class Stripes {
  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(4096).toArray(ReentrantLock[]::new);

  /** Waits for a module's turn; the caller unlocks. */
  ReentrantLock lock(String endpoint) throws InterruptedException {
    int hash = endpoint.hashCode() * 0x9E3779B9;
    var lock = locks[hash >>> 20];
    lock.lockInterruptibly();
    return lock;
  }
}
