// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.time.Duration;
import java.util.List;
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
  private final Opener opener;

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
    opener = new Opener(connectTime, answerTime, Wiring.PLAIN);
  }

  /** Makes a transport without a framework. */
  public static TcpTransport withTimeouts(Duration connect, Duration answer) {
    return new TcpTransport(connect, answer);
  }

  /** None: there is no telling who listens where. */
  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public Link open(Endpoint endpoint) throws LinkException {
    return opener.open(endpoint);
  }
}
