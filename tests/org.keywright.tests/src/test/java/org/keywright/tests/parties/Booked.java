// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.keywright.engine.personalization.ServerEvent;

/** Waits for what servers say has happened. Each thing can be waited for once. */
final class Booked implements Consumer<ServerEvent> {
  private static final long LONGEST_MILLIS = 60_000;

  private final Set<String> happened = new HashSet<>();

  @Override
  public synchronized void accept(ServerEvent event) {
    happened.add(event.who() + " " + event.what());
    notifyAll();
  }

  synchronized void await(String what) throws InterruptedException {
    long until = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
    while (!happened.remove(what)) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("it never happened: " + what + "; what did: " + happened);
      }
      wait(left);
    }
  }
}
