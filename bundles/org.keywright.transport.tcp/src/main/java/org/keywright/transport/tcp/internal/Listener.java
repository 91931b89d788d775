// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.UnitServer;

/** One listening socket, its accepting thread and its connections. */
final class Listener implements UnitServer.Serving {
  private static final System.Logger LOG = System.getLogger(Listener.class.getName());
  private static final int BACKLOG = 4096;
  private static final long BREATH_MILLIS = 100;
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  /** How long a client may say nothing that others wait for. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ServerSocketChannel socket;
  private final InetSocketAddress address;
  private final UnitServer.Directory units;
  private final TcpUnitServer.Limits limits;
  private final Wiring wiring;
  private final Consumer<Listener> onClose;
  private final Arrivals arrivals;
  private final Grievances grievances;
  private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Thread acceptor;
  private boolean full;

  private Listener(
      ServerSocketChannel socket,
      InetSocketAddress address,
      UnitServer.Directory units,
      TcpUnitServer.Limits limits,
      Wiring wiring,
      Consumer<Listener> onClose) {
    this.socket = socket;
    this.address = address;
    this.units = units;
    this.limits = limits;
    this.wiring = wiring;
    this.onClose = onClose;
    arrivals = new Arrivals(limits.arrivals(), PATIENCE);
    grievances = new Grievances(address.getPort());
  }

  static Listener open(
      InetSocketAddress at,
      UnitServer.Directory units,
      TcpUnitServer.Limits limits,
      Wiring wiring,
      Consumer<Listener> onClose)
      throws IOException {
    var socket = ServerSocketChannel.open();
    try {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, !onWindows());
      socket.bind(at, BACKLOG);
      var address = (InetSocketAddress) socket.getLocalAddress();
      return new Listener(socket, address, units, limits, wiring, onClose);
    } catch (BindException e) {
      socket.close();
      throw new BindException(
          "cannot listen on " + shown(at) + ": " + e.getMessage() + "; choose another port");
    } catch (UnresolvedAddressException e) {
      socket.close();
      throw new IOException("cannot listen on " + shown(at) + ": the host is unknown", e);
    } catch (IOException e) {
      socket.close();
      throw new IOException("cannot listen on " + shown(at) + ": " + e.getMessage(), e);
    }
  }

  /** There the option would let two programs share a port; elsewhere it frees one sooner. */
  private static boolean onWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  private static String shown(InetSocketAddress at) {
    return at.getHostString() + ":" + at.getPort();
  }

  void start() {
    acceptor = Thread.ofVirtual().name("keywright-tcp-" + address.getPort()).start(this::accept);
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public int connections() {
    return connections.size();
  }

  private void accept() {
    while (socket.isOpen()) {
      try {
        welcome(socket.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "a connection could not be accepted", e);
        breathe();
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

  private void welcome(SocketChannel channel) throws IOException {
    if (connections.size() >= limits.connections()) {
      channel.close();
      if (!full) {
        full = true;
        LOG.log(
            System.Logger.Level.WARNING,
            "all {0} connections of port {1} are taken; further ones are closed",
            limits.connections(),
            String.valueOf(address.getPort()));
      }
      return;
    }
    full = false;
    Connection connection;
    try {
      var client = String.valueOf(channel.getRemoteAddress());
      connection =
          new Connection(client, wiring.over(channel, "", 0), units, limits, new Entrance());
      arrivals.come(connection);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      return;
    }
    var thread =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  try {
                    connection.run();
                  } finally {
                    connections.remove(connection);
                  }
                });
    connections.put(connection, thread);
    thread.start();
  }

  private final class Entrance implements Connection.Threshold {
    @Override
    public void passed(Connection connection) {
      arrivals.go(connection);
    }

    @Override
    public void refused(String client, String reason) {
      grievances.log(client, reason);
    }
  }

  /** Cuts all connections and waits for their threads. */
  @Override
  public void close() {
    if (closed.getCount() == 0) {
      return;
    }
    closed.countDown();
    onClose.accept(this);
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a listening socket does not close", e);
    }
    var threads = new ArrayList<Thread>();
    var accepting = acceptor;
    if (accepting != null) {
      accepting.interrupt();
      join(accepting);
    }
    connections.forEach(
        (connection, thread) -> {
          connection.close();
          thread.interrupt();
          threads.add(thread);
        });
    threads.forEach(Listener::join);
  }

  private static void join(Thread thread) {
    try {
      if (!thread.equals(Thread.currentThread()) && !thread.join(FAREWELL)) {
        LOG.log(System.Logger.Level.WARNING, "a unit does not come back from its command");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
