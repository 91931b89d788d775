// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.util.regex.Pattern;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;

/**
 * The parts of {@code tcp://host:port/unit} and {@code tls://host:port/unit}.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without its brackets
 * @param port 1 to 65,535
 * @param unit which unit behind that port; empty for the only one
 */
record TcpAddress(String host, int port, String unit) {
  private static final Pattern FORM =
      Pattern.compile(
          "//(?:\\[([0-9A-Fa-f:.]+(?:%[^\\]\\s/]+)?)\\]|([^\\[\\]:/@\\s]+)):(\\d{1,5})(?:/(.*))?");
  private static final int LONGEST_NAME = 255;

  static TcpAddress of(Endpoint endpoint) throws LinkException {
    var matcher = FORM.matcher(endpoint.address());
    if (!matcher.matches()) {
      throw new LinkException(
          endpoint
              + ": no such endpoint: write %1$s://HOST:PORT/UNIT, or %1$s://[ADDRESS]:PORT/UNIT for an"
                  .formatted(endpoint.scheme())
              + " IPv6 address");
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port < 1 || port > 0xFFFF) {
      throw new LinkException(endpoint + ": the port is " + port + "; 1 to 65535 are allowed");
    }
    var unit = matcher.group(4) == null ? "" : matcher.group(4);
    if (unit.length() > LONGEST_NAME) {
      throw new LinkException(
          "the unit's name in an endpoint is longer than " + LONGEST_NAME + " characters");
    }
    var host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new TcpAddress(host, port, unit);
  }
}
