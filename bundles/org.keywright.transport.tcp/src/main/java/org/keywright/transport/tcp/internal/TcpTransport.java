// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.transport.spi.TransportScheme;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Opens links to units that a listener serves over TCP, written {@code tcp://host:port/unit}.
 *
 * <p>Safe for use by many threads; it keeps nothing of the links that it opens.
 */
@Component
@TransportScheme("tcp")
public final class TcpTransport implements TransportProvider {
  private final Duration connectTime;
  private final Duration answerTime;

  /** Configuration of the transport; times in milliseconds. */
  public @interface Settings {
    /** How long connecting may take, until the unit's answer to reset is here. */
    int connect_timeout() default 5_000;

    /** How long a unit may take to answer a command. */
    int answer_timeout() default 30_000;
  }

  /** Makes the transport by its configuration. */
  @Activate
  public TcpTransport(Settings settings) {
    this(
        Duration.ofMillis(settings.connect_timeout()),
        Duration.ofMillis(settings.answer_timeout()));
  }

  private TcpTransport(Duration connectTime, Duration answerTime) {
    this.connectTime = positive(connectTime);
    this.answerTime = positive(answerTime);
  }

  /** Makes a transport without a framework. */
  public static TcpTransport withTimeouts(Duration connect, Duration answer) {
    return new TcpTransport(connect, answer);
  }

  private static Duration positive(Duration time) {
    if (!time.isPositive() || time.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("a time-out of " + time + "; up to a day is allowed");
    }
    return time;
  }

  /** None: there is no telling who listens where. */
  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public Link open(Endpoint endpoint) throws LinkException {
    var address = TcpAddress.of(endpoint);
    var until = System.nanoTime() + connectTime.toNanos();
    var frames = connected(endpoint, address, until);
    try {
      frames.guard().begin(Math.max(1, until - System.nanoTime()));
      frames.put(Hello.of(address.unit()));
      frames.flush();
      byte[] atr = frames.take();
      frames.guard().end();
      if (atr.length == 0) {
        throw new LinkException(endpoint + ": there is no unit '" + address.unit() + "'");
      }
      return new TcpLink(endpoint, Atr.of(atr), frames, answerTime);
    } catch (IllegalArgumentException e) {
      frames.close();
      throw new LinkException(endpoint + ": " + e.getMessage(), e);
    } catch (LinkException e) {
      frames.close();
      throw e;
    } catch (IOException e) {
      frames.close();
      throw TcpLink.explained(endpoint, e, frames.guard().expired(), connectTime);
    }
  }

  private Frames connected(Endpoint endpoint, TcpAddress address, long until) throws LinkException {
    IOException last = null;
    try {
      for (var host : InetAddress.getAllByName(address.host())) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new SocketTimeoutException();
        }
        try {
          return connected(new InetSocketAddress(host, address.port()), (int) left);
        } catch (ConnectException | NoRouteToHostException e) {
          last = e;
        }
      }
      throw last == null ? new UnknownHostException(address.host()) : last;
    } catch (UnknownHostException e) {
      throw new LinkException(endpoint + ": the host '" + address.host() + "' is unknown", e);
    } catch (SocketTimeoutException e) {
      throw new LinkException(endpoint + ": no connection within " + TcpLink.shown(connectTime), e);
    } catch (IOException e) {
      throw TcpLink.explained(endpoint, e, false, connectTime);
    }
  }

  private static Frames connected(InetSocketAddress at, int millis) throws IOException {
    var channel = SocketChannel.open();
    try {
      channel.socket().connect(at, millis);
      return new Frames(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
