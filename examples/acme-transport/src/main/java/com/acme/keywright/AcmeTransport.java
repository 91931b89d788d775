// SPDX-License-Identifier: EPL-2.0
package com.acme.keywright;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.transport.spi.TransportScheme;
import org.osgi.service.component.annotations.Component;

/** Reaches modules in Acme's racks, written {@code acme:HOST:PORT}. */
@Component
@TransportScheme("acme")
public final class AcmeTransport implements TransportProvider {

  /** None: a rack does not tell what stands in it. */
  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public Link open(Endpoint endpoint) throws LinkException {
    String address = endpoint.address();
    int colon = address.lastIndexOf(':');
    InetSocketAddress rack;
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      rack = new InetSocketAddress(address.substring(0, Math.max(0, colon)), port);
    } catch (IllegalArgumentException e) {
      throw new LinkException(endpoint + ": write acme:HOST:PORT", e);
    }
    try {
      return new AcmeLink(endpoint, SocketChannel.open(rack));
    } catch (IOException | UnresolvedAddressException e) {
      throw new LinkException(endpoint + ": the rack cannot be reached", e);
    }
  }
}
