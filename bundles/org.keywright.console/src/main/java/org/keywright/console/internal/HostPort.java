// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.net.InetSocketAddress;

/**
 * Where a server is reached.
 *
 * @param host a name or an address; an IPv6 address in brackets
 * @param port 1 to 65535
 */
record HostPort(String host, int port) {
  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port >= 1 && port <= 0xFFFF) {
        return new HostPort(text.substring(0, colon), port);
      }
    } catch (NumberFormatException e) {
      // said below, as for one out of range
    }
    throw new IllegalArgumentException("'" + text + "' is no address: write HOST:PORT");
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host.replaceAll("^\\[|]$", ""), port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
