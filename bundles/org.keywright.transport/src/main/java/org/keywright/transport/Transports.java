// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The transports that are here now, and the way to open links through them.
 *
 * <p>Safe for use by many threads. A link handed out here is cut when its transport is unplugged:
 * the call under way and every later one fails with {@link LinkException}.
 */
@ProviderType
public interface Transports {
  /**
   * Opens a link; the caller closes it.
   *
   * @throws LinkException if no transport serves the scheme (the message names those that are
   *     here), or the transport cannot reach the endpoint
   */
  Link open(Endpoint endpoint) throws LinkException;

  /** The endpoints that the transports know of now. */
  List<Endpoint> endpoints();

  /** Every provider that is here, usable or not, by scheme. */
  List<Status> statuses();

  /** Tells the observer of every exchange from now on until the returned handle is closed. */
  Observation observe(LinkObserver observer);

  /**
   * Calls the observer after a transport came, went or turned out faulty, until the returned handle
   * is closed.
   *
   * @param observer called by the thread in which it happened; it must be quick and must not throw:
   *     one that throws is dropped
   */
  Observation watch(Runnable observer);

  /**
   * One provider as it stands.
   *
   * @param scheme the scheme it serves
   * @param provider its class and bundle, for people
   * @param state whether it is used
   * @param reason why not, or empty
   * @param openLinks links handed out and not closed
   */
  record Status(String scheme, String provider, State state, String reason, int openLinks) {}

  /** Whether a provider is used. */
  enum State {
    /** Opens links. */
    ACTIVE,
    /** Another provider serves its scheme; it takes over when that one goes. */
    SHADOWED,
    /** It threw something that it must not; it is not asked again. */
    FAULTY
  }

  /** Ends an observation. */
  interface Observation extends AutoCloseable {
    @Override
    void close();
  }
}
