// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keywright.claims.spi.Observed;

/**
 * Listens on loopback and serves one connection after the other on a thread of its own; what came
 * of each is handed to the proof's thread.
 *
 * @param <R> what comes of a connection
 */
final class LoopbackDoor<R> implements AutoCloseable {
  /** How long a proof waits for what it has brought about. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ServerSocket listening;
  private final Serving<R> serving;
  private final BlockingQueue<R> results = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile @Nullable Socket current;

  /** Serves a connection. */
  @FunctionalInterface
  interface Serving<R> {
    /** Serves a connection, which is closed afterwards. */
    R serve(Socket socket) throws IOException;
  }

  LoopbackDoor(Serving<R> serving) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.serving = serving;
    this.thread = Thread.ofVirtual().name("keywright-claims-door").start(this::listen);
  }

  private void listen() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        current = socket;
        results.add(serving.serve(socket));
      } catch (IOException e) {
        // The proof sees by what it gets, and waits for, that a connection came to nothing.
        current = null;
      }
    }
  }

  String host() {
    return listening.getInetAddress().getHostAddress();
  }

  int port() {
    return listening.getLocalPort();
  }

  Socket dial() throws IOException {
    return new Socket(listening.getInetAddress(), port());
  }

  /** What came of the next connection that has ended. */
  R next() throws Observed.Otherwise, InterruptedException {
    R result = results.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (result == null) {
      throw new Observed.Otherwise("a connection was not ended in " + PATIENCE.toSeconds() + " s");
    }
    return result;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    Socket open = current;
    if (open != null) {
      open.close();
    }
    thread.interrupt();
  }
}
