// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;

/** Where somebody listens. */
record Address(String host, int port) {
  /** Reads {@code host:port}. */
  static Address parse(String text) throws IOException {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port > 0 && port <= 0xFFFF) {
        return new Address(text.substring(0, colon), port);
      }
    } catch (NumberFormatException e) {
      throw new IOException("'" + text + "' is no address: host:port is expected", e);
    }
    throw new IOException("'" + text + "' is no address: host:port is expected");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
