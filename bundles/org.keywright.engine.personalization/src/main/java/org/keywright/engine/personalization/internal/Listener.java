// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket: an accepting thread, and a virtual thread for each connection, of which there
 * are so many at most. A further one is closed at once.
 */
final class Listener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Listener.class.getName());
  private static final int BACKLOG = 4096;
  private static final long BREATH_MILLIS = 100;
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final ServerSocket socket;
  private final int most;
  private final Visit visit;
  private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Thread acceptor;

  /** What is done with one connection; the listener closes the socket afterwards. */
  @FunctionalInterface
  interface Visit {
    void receive(Socket socket);
  }

  private Listener(ServerSocket socket, int most, Visit visit) {
    this.socket = socket;
    this.most = most;
    this.visit = visit;
  }

  /** Where a connection comes from, as {@code host:port}. */
  static String from(Socket socket) {
    return String.valueOf(socket.getRemoteSocketAddress()).replaceFirst("^.*/", "");
  }

  /** Begins to listen, and accepts nobody yet. */
  static Listener open(InetSocketAddress at, int most, Visit visit) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.bind(at, BACKLOG);
      return new Listener(socket, most, visit);
    } catch (BindException e) {
      socket.close();
      throw new BindException(
          "cannot listen on %s:%d: %s; choose another port"
              .formatted(at.getHostString(), at.getPort(), e.getMessage()));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void start(String name) {
    acceptor = Thread.ofVirtual().name(name).start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  int connections() {
    return connections.size();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        welcome(socket.accept());
      } catch (IOException | RuntimeException e) {
        if (!socket.isClosed()) {
          LOG.log(System.Logger.Level.WARNING, "a connection could not be accepted", e);
          breathe();
        }
      }
    }
  }

  /** So that a lack of file handles, say, neither ends the listener nor makes it spin. */
  private void breathe() {
    try {
      if (closed.await(BREATH_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.DEBUG, "closed meanwhile");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void welcome(Socket accepted) throws IOException {
    if (connections.size() >= most) {
      accepted.close();
      return;
    }
    accepted.setTcpNoDelay(true);
    var thread = Thread.ofVirtual().unstarted(() -> serve(accepted));
    connections.put(accepted, thread);
    thread.start();
    if (socket.isClosed()) {
      Deadline.close(accepted);
    }
  }

  private void serve(Socket accepted) {
    try {
      visit.receive(accepted);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a connection failed amiss", e);
    } finally {
      Deadline.close(accepted);
      connections.remove(accepted);
    }
  }

  /** Cuts all connections and waits for their threads. */
  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a listening socket does not close", e);
    }
    Thread accepting = acceptor;
    if (accepting != null) {
      join(accepting);
    }
    var threads = Map.copyOf(connections);
    threads.keySet().forEach(Deadline::close);
    threads.values().forEach(Listener::join);
  }

  private static void join(Thread thread) {
    try {
      if (!thread.equals(Thread.currentThread()) && !thread.join(FAREWELL)) {
        LOG.log(System.Logger.Level.WARNING, "a connection''s thread does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
