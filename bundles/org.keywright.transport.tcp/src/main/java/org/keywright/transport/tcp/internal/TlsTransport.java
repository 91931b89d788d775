// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlsCredentials;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.transport.spi.TransportScheme;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Opens links to units that a listener serves over TLS 1.3, written {@code tls://host:port/unit}.
 * Both ends show certificates; sessions are resumed from link to link while the credential holds.
 *
 * <p>Safe for use by many threads. So many links are opened at a time that each has a processor
 * soon enough for its time-out; further ones wait before they connect.
 */
@Component
@TransportScheme("tls")
public final class TlsTransport implements TransportProvider {
  private static final int OPENING = 128;

  private final Opener opener;
  private final Semaphore opening = new Semaphore(OPENING, true);

  /** Makes the transport by its configuration. */
  @Activate
  public TlsTransport(@Reference TlsCredentials credentials, TcpTransport.Settings settings) {
    this(
        credentials,
        Duration.ofMillis(settings.connect_timeout()),
        Duration.ofMillis(settings.answer_timeout()));
  }

  private TlsTransport(TlsCredentials credentials, Duration connectTime, Duration answerTime) {
    var side = new TlsSide(credentials, Optional.empty());
    opener = new Opener(connectTime, answerTime, Wiring.to(side));
  }

  /** Makes a transport without a framework. */
  public static TlsTransport withTimeouts(
      TlsCredentials credentials, Duration connect, Duration answer) {
    return new TlsTransport(credentials, connect, answer);
  }

  /** None: there is no telling who listens where. */
  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public Link open(Endpoint endpoint) throws LinkException {
    try {
      opening.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkException(endpoint + ": the thread was interrupted", e);
    }
    try {
      return opener.open(endpoint);
    } finally {
      opening.release();
    }
  }
}
