// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a log is forwarded to.
 *
 * @param transport how messages go there
 * @param host a name, an IPv4 address, or an IPv6 address without its brackets
 * @param port 1 to 65535
 */
public record SyslogReceiver(Transport transport, String host, int port) {
  private static final Pattern FORM =
      Pattern.compile(
          "(udp|tcp)://(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9._-]{1,150})):(\\d{1,5})");

  /** How messages go to a receiver. */
  public enum Transport {
    /** A datagram for each (RFC 5426); what is lost on the way is lost. */
    UDP,
    /** One behind the other, each with its length before it (RFC 6587, clause 3.4.1). */
    TCP
  }

  /** Checks the port. */
  public SyslogReceiver {
    if (port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("the port is " + port + "; 1 to 65535 are allowed");
    }
  }

  /**
   * Reads {@code tcp://host:port} or {@code udp://host:port}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static SyslogReceiver parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no receiver: write tcp://HOST:PORT or udp://HOST:PORT");
    }
    return new SyslogReceiver(
        Transport.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
        parts.group(2) == null ? parts.group(3) : parts.group(2),
        Integer.parseInt(parts.group(4)));
  }

  /** As it is read. */
  @Override
  public String toString() {
    return "%s://%s:%d"
        .formatted(
            transport.name().toLowerCase(Locale.ROOT),
            host.contains(":") ? "[" + host + "]" : host,
            port);
  }
}
