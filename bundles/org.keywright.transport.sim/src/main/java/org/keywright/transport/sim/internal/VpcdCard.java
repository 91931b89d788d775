// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.VirtualReaders.Inserted;

/**
 * The card's end of vpcd's protocol: a length of two bytes, then that many. One byte is a control:
 * 0 power off, 1 power on, 2 reset, 4 the answer to reset, please; more are a command.
 */
final class VpcdCard implements Inserted {
  private static final System.Logger LOG = System.getLogger(VpcdCard.class.getName());
  private static final int CONNECTING = 2_000;
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /**
   * So long a card lies outside before it is put in again. pcscd looks every 400 ms whether there
   * is a card, and a connection that comes before it missed the last one leaves vpcd confused.
   */
  static final Duration OUTSIDE = Duration.ofMillis(600);

  private static final int OFF = 0;
  private static final int ON = 1;
  private static final int RESET = 2;
  private static final int ATR = 4;

  private final SimulatedUnit unit;
  private final InetSocketAddress reader;
  private final Predicate<SimulatedUnit> exists;
  private final Consumer<VpcdCard> atEnd;
  private final CountDownLatch pulled = new CountDownLatch(1);
  private volatile @Nullable Socket socket;
  private @Nullable ApduResponder power;

  VpcdCard(
      SimulatedUnit unit,
      InetSocketAddress reader,
      Predicate<SimulatedUnit> exists,
      Consumer<VpcdCard> atEnd) {
    this.unit = unit;
    this.reader = reader;
    this.exists = exists;
    this.atEnd = atEnd;
  }

  @Override
  public SimulatedUnit unit() {
    return unit;
  }

  @Override
  public InetSocketAddress reader() {
    return reader;
  }

  void insert() throws IOException {
    Socket first;
    try {
      first = connected();
    } catch (ConnectException e) {
      throw new IOException(
          "no virtual reader waits for a card at %s:%d: start pcscd with vpcd (vsmartcard)"
              .formatted(reader.getHostString(), reader.getPort()),
          e);
    } catch (SocketTimeoutException e) {
      throw new IOException(
          "the virtual reader at %s:%d takes no card; is one in it?"
              .formatted(reader.getHostString(), reader.getPort()),
          e);
    }
    Thread.ofVirtual().name(unit.name() + " in a reader").start(() -> stay(first));
  }

  private Socket connected() throws IOException {
    var made = new Socket();
    try {
      made.connect(reader, CONNECTING);
      made.setTcpNoDelay(true);
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private void stay(Socket first) {
    Optional<Socket> next = Optional.of(first);
    while (pulled.getCount() > 0 && exists.test(unit)) {
      if (next.isPresent()) {
        serve(next.get());
      }
      next = again();
    }
    next.ifPresent(VpcdCard::close);
    atEnd.accept(this);
  }

  /** Puts the card in again after a while, if the reader is there. */
  private Optional<Socket> again() {
    try {
      return pulled.await(OUTSIDE.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.empty()
          : Optional.of(connected());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(Level.TRACE, "{0} waits for its reader", unit.name());
      return Optional.empty();
    }
  }

  private void serve(Socket current) {
    socket = current;
    try (current) {
      if (pulled.getCount() == 0) {
        return;
      }
      var in = new DataInputStream(current.getInputStream());
      boolean quick = current.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
      while (true) {
        if (quick) {
          // vpcd writes length and content apart, and Nagle's algorithm keeps the content back
          // until
          // the length is acknowledged. Linux forgets this option, so it is set for each frame.
          current.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
        byte[] frame = new byte[in.readUnsignedShort()];
        in.readFully(frame);
        var answer = answer(frame);
        if (answer.isPresent()) {
          send(current, answer.get());
        }
      }
    } catch (EOFException e) {
      LOG.log(Level.DEBUG, "the reader of {0} went", unit.name());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "{0} is out of its reader: {1}", unit.name(), e.getMessage());
    } finally {
      socket = null;
      switchOff();
    }
  }

  private static void send(Socket current, byte[] answer) throws IOException {
    if (answer.length > 0xFFFF) {
      throw new IOException("an answer of " + answer.length + " bytes is too long for vpcd");
    }
    var frame = ByteBuffer.allocate(2 + answer.length);
    frame.putShort((short) answer.length).put(answer);
    current.getOutputStream().write(frame.array());
  }

  private Optional<byte[]> answer(byte[] frame) throws LinkException {
    if (frame.length != 1) {
      return Optional.of(powered().respond(frame));
    }
    switch (frame[0]) {
      case OFF -> switchOff();
      case ON -> powered();
      case RESET -> {
        switchOff();
        powered();
      }
      case ATR -> {
        return Optional.of(powered().atr().toBytes());
      }
      default -> LOG.log(Level.DEBUG, "vpcd sends control {0}, which is unknown", frame[0]);
    }
    return Optional.empty();
  }

  private ApduResponder powered() {
    ApduResponder on = power;
    if (on == null) {
      on = unit.connect();
      if (on instanceof PoweredUnit.Connection connection) {
        connection.answerWithin(ANSWER);
      }
      power = on;
    }
    return on;
  }

  private void switchOff() {
    if (power != null) {
      power = null;
      unit.powerCycle();
    }
  }

  @Override
  public void close() {
    pulled.countDown();
    atEnd.accept(this);
    Socket current = socket;
    if (current != null) {
      close(current);
      // A command that hangs in the unit ends with its power.
      unit.powerCycle();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a connection to a virtual reader does not close", e);
    }
  }
}
