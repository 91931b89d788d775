// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.keywright.transport.UnitServer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Serves units over TCP, a virtual thread for each connection.
 *
 * <p>Safe for use by many threads. When the component goes, its listeners are closed.
 */
@Component
public final class TcpUnitServer implements UnitServer {
  private final Limits limits;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  /** Configuration of the server; times in milliseconds. */
  public @interface Settings {
    /** How many connections one listener holds at once; a further one is closed at once. */
    int max_connections() default 20_000;

    /** How long a client may take to name its unit. */
    int hello_timeout() default 10_000;

    /** How long a client may stall within a frame, or in taking its answers. */
    int stall_timeout() default 30_000;
  }

  /**
   * What one listener grants its clients.
   *
   * @param connections at once
   * @param hello time to name the unit
   * @param stall time for one frame, and for taking answers
   */
  public record Limits(int connections, Duration hello, Duration stall) {
    /** Checks the ranges. */
    public Limits {
      if (connections < 1 || !hello.isPositive() || !stall.isPositive()) {
        throw new IllegalArgumentException("limits of a listener must be positive");
      }
    }
  }

  /** Makes the server by its configuration. */
  @Activate
  public TcpUnitServer(Settings settings) {
    this(
        new Limits(
            settings.max_connections(),
            Duration.ofMillis(settings.hello_timeout()),
            Duration.ofMillis(settings.stall_timeout())));
  }

  private TcpUnitServer(Limits limits) {
    this.limits = limits;
  }

  /** Makes a server without a framework. */
  public static TcpUnitServer withLimits(Limits limits) {
    return new TcpUnitServer(limits);
  }

  /** Makes a server without a framework, with the limits that hold by default. */
  public static TcpUnitServer withDefaults() {
    return withLimits(new Limits(20_000, Duration.ofSeconds(10), Duration.ofSeconds(30)));
  }

  @Override
  public Serving serve(InetSocketAddress at, Directory units) throws IOException {
    var listener = Listener.open(at, units, limits, listeners::remove);
    listeners.add(listener);
    listener.start();
    return listener;
  }

  /** Closes all listeners. */
  @Deactivate
  public void close() {
    listeners.forEach(Listener::close);
  }
}
