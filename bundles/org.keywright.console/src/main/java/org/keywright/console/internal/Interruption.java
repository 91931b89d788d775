// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.keywright.console.spi.Console;

/**
 * Hands Ctrl-C to the command at work: to what it named for that, else to its thread. Safe for use
 * by many threads.
 */
final class Interruption {
  private final Deque<Runnable> targets = new ArrayDeque<>();
  private boolean asked;

  /** Names what is interrupted from now on; closing the watch ends that. */
  synchronized Console.Watch target(Runnable target) {
    targets.push(target);
    return () -> remove(target);
  }

  private synchronized void remove(Runnable target) {
    targets.remove(target);
  }

  /** Interrupts the innermost command; returns false if it was asked before, or none is at work. */
  boolean interrupt() {
    Runnable target;
    synchronized (this) {
      boolean again = asked;
      asked = true;
      target = targets.peek();
      if (again || target == null) {
        return false;
      }
    }
    target.run();
    return true;
  }

  /** Whether somebody asked since {@link #reset}. */
  synchronized boolean asked() {
    return asked;
  }

  synchronized void reset() {
    asked = false;
  }
}
