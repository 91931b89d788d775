// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.TlsCredentials;
import org.keywright.transport.UnitServer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Serves units over TCP, as it is or under TLS, a virtual thread for each connection.
 *
 * <p>Safe for use by many threads. When the component goes, its listeners are closed.
 */
@Component
public final class TcpUnitServer implements UnitServer {
  private final @Nullable TlsCredentials credentials;
  private final Limits limits;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  /** Configuration of the server; times in milliseconds. */
  public @interface Settings {
    /** How many connections one listener holds at once; a further one is closed at once. */
    int max_connections() default 20_000;

    /** How many of them may be about to name their unit; the slowest gives way to a further one. */
    int max_arrivals() default 1_000;

    /** How long a client may take to name its unit. */
    int hello_timeout() default 10_000;

    /** How long a client may stall within a frame, or in taking its answers. */
    int stall_timeout() default 30_000;
  }

  /**
   * What one listener grants its clients.
   *
   * @param connections at once
   * @param arrivals how many of them may be about to name their unit
   * @param hello time to name the unit, in which the handshake lies if there is one
   * @param stall time for one frame, and for taking answers
   */
  public record Limits(int connections, int arrivals, Duration hello, Duration stall) {
    /** Checks the ranges. */
    public Limits {
      if (connections < 1 || arrivals < 1 || !hello.isPositive() || !stall.isPositive()) {
        throw new IllegalArgumentException("limits of a listener must be positive");
      }
    }

    /** Those that hold by default. */
    public static final Limits USUAL =
        new Limits(20_000, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  /** Makes the server by its configuration. */
  @Activate
  public TcpUnitServer(@Reference TlsCredentials credentials, Settings settings) {
    this(
        credentials,
        new Limits(
            settings.max_connections(),
            settings.max_arrivals(),
            Duration.ofMillis(settings.hello_timeout()),
            Duration.ofMillis(settings.stall_timeout())));
  }

  private TcpUnitServer(@Nullable TlsCredentials credentials, Limits limits) {
    this.credentials = credentials;
    this.limits = limits;
  }

  /** Makes a server without a framework, and without TLS. */
  public static TcpUnitServer withLimits(Limits limits) {
    return new TcpUnitServer(null, limits);
  }

  /** Makes a server without a framework, with the limits that hold by default, without TLS. */
  public static TcpUnitServer withDefaults() {
    return withLimits(Limits.USUAL);
  }

  /** Makes a server without a framework. */
  public static TcpUnitServer with(TlsCredentials credentials, Limits limits) {
    return new TcpUnitServer(credentials, limits);
  }

  @Override
  public Serving serve(InetSocketAddress at, Directory units) throws IOException {
    return serve(at, Wiring.PLAIN, units);
  }

  @Override
  public Serving serve(InetSocketAddress at, String identity, Directory units) throws IOException {
    if (credentials == null) {
      throw new IOException("this server has no TLS");
    }
    var side = new TlsSide(credentials, Optional.of(identity));
    side.terms();
    return serve(at, Wiring.from(side), units);
  }

  private Serving serve(InetSocketAddress at, Wiring wiring, Directory units) throws IOException {
    var listener = Listener.open(at, units, limits, wiring, listeners::remove);
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
