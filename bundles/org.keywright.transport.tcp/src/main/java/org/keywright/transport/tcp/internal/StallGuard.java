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
  private volatile long deadline;
  private volatile boolean watched;
  private volatile boolean expired;
  private volatile @Nullable Future<?> lookOut;

  StallGuard(SocketChannel channel) {
    this.channel = channel;
  }

  /** An operation begins, or one step of it is done and the next has its full time again. */
  void begin(Duration limit) {
    begin(limit.toNanos());
  }

  /** As above, in nanoseconds. */
  void begin(long limit) {
    // 0 stands for "nothing under way"
    deadline = System.nanoTime() + limit | 1;
    if (!watched) {
      watch(limit);
    }
  }

  /** The operation has ended. */
  void end() {
    deadline = 0;
  }

  /** Whether the channel was closed here. */
  boolean expired() {
    return expired;
  }

  /** The channel is closed, no look-out is needed. */
  void cancel() {
    var pending = lookOut;
    if (pending != null) {
      pending.cancel(false);
    }
  }

  private void watch(long delay) {
    watched = true;
    lookOut = ForkJoinPool.commonPool().schedule(this::look, delay, TimeUnit.NANOSECONDS);
    if (!channel.isOpen()) {
      cancel();
    }
  }

  private void look() {
    watched = false;
    long until = deadline;
    if (until == 0 || watched) {
      return;
    }
    long left = until - System.nanoTime();
    if (left > 0) {
      watch(left);
      return;
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
