// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.List;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.transport.spi.TransportScheme;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reaches simulated units of this program as {@code sim:NAME}. */
@Component(service = TransportProvider.class)
@TransportScheme("sim")
public final class SimTransport implements TransportProvider {
  private final Simulator simulator;

  /** Makes the transport of a simulator. */
  @Activate
  public SimTransport(@Reference Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public List<Endpoint> endpoints() {
    return simulator.units().stream().map(u -> new Endpoint("sim", u.name())).toList();
  }

  @Override
  public Link open(Endpoint endpoint) throws LinkException {
    var unit =
        simulator
            .find(endpoint.address())
            .orElseThrow(
                () ->
                    new LinkException(
                        endpoint + ": there is no such simulated unit; sim:list shows them"));
    return new SimLink(endpoint, unit.connect());
  }

  private static final class SimLink implements Link {
    private final Endpoint endpoint;
    private final ApduResponder unit;
    private volatile boolean closed;

    SimLink(Endpoint endpoint, ApduResponder unit) {
      this.endpoint = endpoint;
      this.unit = unit;
    }

    @Override
    public Atr atr() {
      return unit.atr();
    }

    @Override
    public byte[] transceive(byte[] command) throws LinkException {
      if (closed) {
        throw new LinkException(endpoint + ": the link is closed");
      }
      return unit.respond(command);
    }

    @Override
    public void close() {
      closed = true;
      if (unit instanceof PoweredUnit.Connection connection) {
        connection.abandon();
      }
    }
  }
}
