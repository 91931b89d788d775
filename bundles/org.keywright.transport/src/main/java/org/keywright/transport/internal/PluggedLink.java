// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.internal;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.LinkObserver;

/** A provider's link that can be cut when the provider goes; what it throws amiss is fenced. */
final class PluggedLink implements Link {
  private enum State {
    OPEN,
    CLOSED,
    CUT
  }

  private static final System.Logger LOG = System.getLogger(PluggedLink.class.getName());

  private final Endpoint endpoint;
  private final Atr atr;
  private final Link raw;
  private final Plug plug;
  private final Observers<LinkObserver> observers;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  PluggedLink(Endpoint endpoint, Atr atr, Link raw, Plug plug, Observers<LinkObserver> observers) {
    this.endpoint = endpoint;
    this.atr = atr;
    this.raw = raw;
    this.plug = plug;
    this.observers = observers;
  }

  @Override
  public Atr atr() {
    return atr;
  }

  @Override
  public byte[] transceive(byte[] command) throws LinkException {
    if (observers.none()) {
      return exchange(command);
    }
    long start = System.nanoTime();
    byte[] response = null;
    try {
      response = exchange(command);
      return response;
    } finally {
      tell(command, response, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  @Override
  public List<byte[]> transceiveAll(List<byte[]> commands) throws LinkException {
    if (observers.none()) {
      return exchangeAll(commands);
    }
    long start = System.nanoTime();
    List<byte[]> responses = null;
    try {
      responses = exchangeAll(commands);
      return responses;
    } finally {
      var mean = Duration.ofNanos((System.nanoTime() - start) / Math.max(1, commands.size()));
      for (int i = 0; i < commands.size(); i++) {
        tell(commands.get(i), responses == null ? null : responses.get(i), mean);
      }
    }
  }

  private void tell(byte[] command, byte @Nullable [] response, Duration took) {
    observers.tell(
        observer -> observer.exchanged(endpoint, command, Optional.ofNullable(response), took));
  }

  private byte[] exchange(byte[] command) throws LinkException {
    check(null);
    byte[] response;
    try {
      response = Objects.requireNonNull(raw.transceive(command), "no response");
    } catch (Throwable t) {
      throw failed(t);
    }
    check(null);
    return response;
  }

  private List<byte[]> exchangeAll(List<byte[]> commands) throws LinkException {
    check(null);
    List<byte[]> responses;
    try {
      responses = List.copyOf(raw.transceiveAll(commands));
      if (responses.size() != commands.size()) {
        throw new IllegalStateException(
            responses.size() + " responses to " + commands.size() + " commands");
      }
    } catch (Throwable t) {
      throw failed(t);
    }
    check(null);
    return responses;
  }

  private void check(@Nullable Throwable cause) throws LinkException {
    switch (state.get()) {
      case OPEN -> {}
      case CUT -> throw PluggedTransports.unplugged(endpoint, cause);
      case CLOSED -> throw new LinkException(endpoint + ": the link is closed", cause);
    }
  }

  private LinkException failed(Throwable fault) throws LinkException {
    check(fault);
    if (fault instanceof LinkException known) {
      return known;
    }
    close();
    LOG.log(System.Logger.Level.WARNING, "a link of " + plug.name + " failed amiss", fault);
    return new LinkException(endpoint + ": the transport's link failed with " + fault, fault);
  }

  /** Ends the link because its provider goes. */
  void cut() {
    end(State.CUT);
  }

  @Override
  public void close() {
    end(State.CLOSED);
  }

  private void end(State by) {
    if (state.compareAndSet(State.OPEN, by)) {
      plug.released(this);
      try {
        raw.close();
      } catch (Throwable t) {
        LOG.log(System.Logger.Level.WARNING, "a link of " + plug.name + " does not close", t);
      }
    }
  }
}
