// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a channel when an operation on it takes too long.
 *
 * <p>A socket's own time-out covers reading only and costs a timer for each read. Here an operation
 * just notes its deadline; one look-out for the channel is scheduled with the JDK's common pool, at
 * most once for each stretch of the limit, and sees to the deadline that it finds. So a hundred
 * thousand short exchanges cost one timer.
 */
final class StallGuard {
  private final SocketChannel channel;

  /** When the operation under way must be done; 0 if none is. */
  private volatile long deadline;

  /** When the look-out comes; 0 if none is scheduled. */
  private volatile long lookAt;

  private volatile boolean expired;

  /** The time that the operation under way was given, for {@link #resume}. */
  private long given;

  private boolean paused;
  private @Nullable Future<?> lookOut;

  StallGuard(SocketChannel channel) {
    this.channel = channel;
  }

  /** An operation begins, or one step of it is done and the next has its full time again. */
  void begin(Duration limit) {
    begin(limit.toNanos());
  }

  /** As above, in nanoseconds. */
  void begin(long limit) {
    given = limit;
    // made odd, since 0 stands for none
    long until = (System.nanoTime() + limit) | 1;
    deadline = until;
    long at = lookAt;
    if (at == 0 || until - at < 0) {
      watch();
    }
  }

  /** The operation has ended. */
  void end() {
    deadline = 0;
  }

  /** The operation waits for something at this end, which is no fault of the other. */
  void pause() {
    paused = deadline != 0;
    deadline = 0;
  }

  /** It goes on, and has its full time again. */
  void resume() {
    if (paused) {
      begin(given);
    }
  }

  /** Whether the channel was closed here. */
  boolean expired() {
    return expired;
  }

  /** No look-out is needed, since the channel is closed. */
  synchronized void cancel() {
    if (lookOut != null) {
      lookOut.cancel(false);
    }
  }

  private synchronized void watch() {
    long until = deadline;
    cancel();
    if (until == 0 || !channel.isOpen()) {
      lookAt = 0;
      return;
    }
    lookAt = until;
    long delay = Math.max(1, until - System.nanoTime());
    lookOut = ForkJoinPool.commonPool().schedule(this::look, delay, TimeUnit.NANOSECONDS);
  }

  private void look() {
    synchronized (this) {
      lookAt = 0;
      long until = deadline;
      if (until == 0 || until - System.nanoTime() > 0) {
        watch();
        return;
      }
    }
    expired = true;
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(StallGuard.class.getName())
          .log(System.Logger.Level.DEBUG, "a stalled connection does not close", e);
    }
  }
}
