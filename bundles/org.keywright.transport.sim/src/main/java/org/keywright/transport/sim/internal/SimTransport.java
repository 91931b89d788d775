// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.time.Duration;
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

/**
 * Reaches simulated units of this program as {@code sim:NAME}.
 *
 * <p>Safe for use by many threads; it keeps nothing of the links that it opens.
 */
@Component(service = TransportProvider.class)
@TransportScheme("sim")
public final class SimTransport implements TransportProvider {
  private final Simulator simulator;
  private final Duration answerTime;

  /** Configuration of the transport; times in milliseconds. */
  public @interface Settings {
    /** How long a unit may take to answer a command. */
    int answer_timeout() default 30_000;
  }

  /** Makes the transport of a simulator by its configuration. */
  @Activate
  public SimTransport(@Reference Simulator simulator, Settings settings) {
    this(simulator, Duration.ofMillis(settings.answer_timeout()));
  }

  private SimTransport(Simulator simulator, Duration answerTime) {
    if (!answerTime.isPositive() || answerTime.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "a time-out of " + answerTime + "; up to a day is allowed");
    }
    this.simulator = simulator;
    this.answerTime = answerTime;
  }

  /** Makes a transport without a framework. */
  public static SimTransport withTimeout(Simulator simulator, Duration answer) {
    return new SimTransport(simulator, answer);
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
    var connection = unit.connect();
    if (connection instanceof PoweredUnit.Connection powered) {
      powered.answerWithin(answerTime);
    }
    return new SimLink(endpoint, connection);
  }

  /** A connection inside the program. Any failure ends it, as it does with one outside. */
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
      if (Thread.currentThread().isInterrupted()) {
        closed = true;
        throw new LinkException(endpoint + ": the thread was interrupted");
      }
      try {
        return unit.respond(command);
      } catch (LinkException e) {
        closed = true;
        throw e;
      }
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
