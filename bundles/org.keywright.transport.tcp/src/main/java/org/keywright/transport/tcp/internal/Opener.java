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
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;

/**
 * Connects to a listener, and asks for a unit behind it.
 *
 * @param connectTime until the unit's answer to reset is here
 * @param answerTime for each command
 * @param wiring what lies between socket and frames
 */
record Opener(Duration connectTime, Duration answerTime, Wiring wiring) {
  /** Checks the times. */
  Opener {
    requirePositive(connectTime);
    requirePositive(answerTime);
  }

  private static void requirePositive(Duration time) {
    if (!time.isPositive() || time.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("a time-out of " + time + "; up to a day is allowed");
    }
  }

  Link open(Endpoint endpoint) throws LinkException {
    var address = TcpAddress.of(endpoint);
    var until = System.nanoTime() + connectTime.toNanos();
    var frames = connected(endpoint, address, until);
    var wanted = "TLS";
    try {
      frames.guard().begin(Math.max(1, until - System.nanoTime()));
      frames.open();
      wanted = "answer";
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
      throw TcpLink.explained(endpoint, e, frames.guard().expired(), wanted, connectTime);
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
          return connected(address, new InetSocketAddress(host, address.port()), (int) left);
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
      throw TcpLink.explained(endpoint, e, false, "connection", connectTime);
    }
  }

  private Frames connected(TcpAddress address, InetSocketAddress at, int millis)
      throws IOException {
    var channel = SocketChannel.open();
    try {
      channel.socket().connect(at, millis);
      return wiring.over(channel, address.host(), address.port());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
