// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes a socket when something has taken too long; whoever reads or writes there learns of it by
 * an exception. Scheduled with the JDK's common pool.
 */
final class Deadline {
  private final AtomicBoolean running = new AtomicBoolean(true);

  private Deadline() {}

  static Deadline of(Duration limit, Socket socket) {
    var deadline = new Deadline();
    CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS)
        .execute(() -> deadline.expire(socket));
    return deadline;
  }

  private void expire(Socket socket) {
    if (running.compareAndSet(true, false)) {
      close(socket);
    }
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      System.getLogger(Deadline.class.getName())
          .log(System.Logger.Level.DEBUG, "a socket does not close", e);
    }
  }

  /** It was done in time. */
  void met() {
    running.set(false);
  }
}
