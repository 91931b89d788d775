// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** What lies between a socket and its frames. */
@FunctionalInterface
interface Wiring {
  /** Nothing. */
  Wiring PLAIN = (socket, host, port) -> new Frames(socket);

  /**
   * Frames on a socket, which are opened before the first is sent.
   *
   * @param host the other end, as it was named; empty if it came by itself
   */
  Frames over(SocketChannel socket, String host, int port) throws IOException;

  /** TLS, for lines to other ends. */
  static Wiring to(TlsSide side) {
    return (socket, host, port) -> new Frames(socket, TlsLine.to(socket, side, host, port));
  }

  /** TLS, for lines that others have opened. */
  static Wiring from(TlsSide side) {
    return (socket, host, port) -> new Frames(socket, TlsLine.from(socket, side));
  }
}
