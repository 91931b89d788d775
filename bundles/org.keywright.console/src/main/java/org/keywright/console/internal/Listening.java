// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Outcome;
import org.keywright.engine.personalization.ServerEvent;

/**
 * A server that listens; its text is where.
 *
 * @param name of the party
 * @param address host and port
 * @param port the port alone
 */
record Listening(String name, String address, int port) implements Outcome {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  static Listening of(String name, InetSocketAddress at) {
    String host = at.getAddress().getHostAddress();
    return new Listening(
        name, (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort(), at.getPort());
  }

  @Override
  public String sentence() {
    return name + " listens at " + address;
  }

  @Override
  public String toString() {
    return address;
  }

  /** Where a server shall listen: at the loopback address if none is named. */
  static InetSocketAddress at(Optional<String> host, int port) throws CommandException {
    if (port < 0 || port > 0xFFFF) {
      throw new CommandException("--port is from 0 to 65535");
    }
    if (host.isEmpty()) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
    try {
      InetAddress address = InetAddress.getByName(host.get());
      if (address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null) {
        return new InetSocketAddress(address, port);
      }
    } catch (UnknownHostException | SocketException e) {
      // said below, as for the address of another machine
    }
    throw new CommandException("--bind: this machine has no address '" + host.get() + "'");
  }

  /** Returns at once, or when somebody interrupts if it shall wait; the server is closed then. */
  Object stay(Console console, AutoCloseable server, boolean wait) throws Exception {
    if (wait) {
      console.show(this);
      try {
        new CountDownLatch(1).await();
      } finally {
        server.close();
      }
    }
    return this;
  }

  /** Waits until as many as are awaited are there, told by what happens at the servers. */
  static void await(Consumer<Consumer<ServerEvent>> observing, LongSupplier there, int awaited)
      throws InterruptedException, CommandException {
    var happened = new LinkedBlockingQueue<ServerEvent>();
    observing.accept(happened::add);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (there.getAsLong() < awaited) {
      long left = until - System.nanoTime();
      if (left <= 0 || happened.poll(left, TimeUnit.NANOSECONDS) == null) {
        throw new CommandException(
            "%d came within %d s, and %d are awaited"
                .formatted(there.getAsLong(), PATIENCE.toSeconds(), awaited));
      }
    }
  }
}
