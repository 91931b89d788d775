// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.LinkException;
import org.keywright.transport.UnitServer;

/**
 * One client's connection: the handshake if it is under TLS, the hello, then commands and answers
 * in order.
 *
 * <p>All commands that have come are answered before one flush. A client that sends without end is
 * made to give way to others now and then, for virtual threads have no time slices.
 */
final class Connection implements Runnable {
  private static final System.Logger LOG = System.getLogger(Connection.class.getName());
  private static final int TURN = 128;

  private final String client;
  private final Frames frames;
  private final UnitServer.Directory units;
  private final TcpUnitServer.Limits limits;
  private final Threshold threshold;

  /** What a connection passes on its way in. */
  interface Threshold {
    /** It has named its unit, or is gone. */
    void passed(Connection connection);

    /** It is not let in. */
    void refused(String client, String reason);
  }

  Connection(
      String client,
      Frames frames,
      UnitServer.Directory units,
      TcpUnitServer.Limits limits,
      Threshold threshold) {
    this.client = client;
    this.frames = frames;
    this.units = units;
    this.limits = limits;
    this.threshold = threshold;
  }

  @Override
  public void run() {
    try {
      var unit = greeted();
      if (unit.isPresent()) {
        serve(unit.get());
      }
    } catch (LinkException e) {
      LOG.log(System.Logger.Level.DEBUG, "a unit gave no answer: {0}", e.getMessage());
    } catch (TlsException e) {
      threshold.refused(client, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a connection ended: {0}", String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "a unit failed amiss; its connection is cut", e);
    } finally {
      threshold.passed(this);
      frames.close();
    }
  }

  private Optional<ApduResponder> greeted() throws IOException {
    frames.guard().begin(limits.hello());
    frames.open();
    var name = Hello.unit(frames.take());
    var unit = units.connect(name);
    frames.put(unit.isPresent() ? unit.get().atr().toBytes() : new byte[0]);
    frames.flush();
    frames.guard().end();
    threshold.passed(this);
    return unit;
  }

  @SuppressWarnings("ThreadPriorityCheck")
  private void serve(ApduResponder unit) throws IOException {
    int turn = 0;
    while (true) {
      byte[] command = frames.poll();
      if (command == null) {
        flush();
        if (!more()) {
          return;
        }
        continue;
      }
      put(unit.respond(command));
      if (++turn == TURN) {
        turn = 0;
        Thread.yield();
      }
    }
  }

  private void put(byte[] answer) throws IOException {
    if (frames.fits(answer)) {
      frames.put(answer);
      return;
    }
    frames.guard().begin(limits.stall());
    frames.flush();
    frames.put(answer);
    frames.guard().end();
  }

  private void flush() throws IOException {
    if (!frames.isFlushed()) {
      frames.guard().begin(limits.stall());
      frames.flush();
      frames.guard().end();
    }
  }

  /** Waits for as long as it takes between two frames, but not within one. */
  private boolean more() throws IOException {
    if (!frames.hasReceived()) {
      return frames.fill();
    }
    frames.guard().begin(limits.stall());
    while (frames.fill()) {
      if (frames.hasFrame()) {
        frames.guard().end();
        return true;
      }
    }
    return false;
  }

  /** Since when everything waits for the client; empty while it waits for this end. */
  OptionalLong awaitedSince() {
    return frames.awaitedSince();
  }

  void close() {
    frames.close();
  }
}
