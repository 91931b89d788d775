// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.spi;

import java.util.List;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings one transport; register it as an OSGi service with {@link TransportScheme}. Methods are
 * called by many threads. The constructor does no I/O.
 */
@ConsumerType
public interface TransportProvider {
  /** The endpoints that can be reached now, as far as the transport can know them; may be empty. */
  List<Endpoint> endpoints();

  /**
   * Opens a link; the caller closes it.
   *
   * @throws LinkException if the endpoint is malformed, unknown or not reachable
   */
  Link open(Endpoint endpoint) throws LinkException;
}
