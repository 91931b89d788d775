// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Two sockets that are connected over loopback, and work at their two ends at a time. */
record Wire(Socket near, Socket far) implements AutoCloseable {
  static Wire lay() {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var accepted = new CompletableFuture<Socket>();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  accepted.complete(listener.accept());
                } catch (IOException e) {
                  accepted.completeExceptionally(e);
                }
              });
      var near = new Socket(listener.getInetAddress(), listener.getLocalPort());
      return new Wire(near, accepted.get(10, TimeUnit.SECONDS));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** What each end's work gave or threw. */
  record Ends<N, F>(Outcome<N> near, Outcome<F> far) {}

  /** What work gave, or what it threw. */
  record Outcome<T>(T value, Throwable failure) {
    T get() {
      if (failure != null) {
        throw new AssertionError(failure);
      }
      return value;
    }
  }

  static <N, F> Ends<N, F> both(Callable<N> near, Callable<F> far) {
    var task = new FutureTask<>(far);
    Thread.ofVirtual().start(task);
    Outcome<N> first = outcome(near);
    Outcome<F> second = outcome(() -> task.get(20, TimeUnit.SECONDS));
    return new Ends<>(first, second);
  }

  private static <T> Outcome<T> outcome(Callable<T> work) {
    try {
      return new Outcome<>(work.call(), null);
    } catch (ExecutionException e) {
      return new Outcome<>(null, e.getCause());
    } catch (Exception e) {
      return new Outcome<>(null, e);
    }
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }
}
