// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.LinkException;
import org.keywright.transport.tcp.internal.PeerTrust.Purpose;

/**
 * A socket's channel under TLS 1.3, which blocks as the channel does: one thread may read while
 * another writes, and closing ends both.
 *
 * <p>While nothing is under way it holds the engine and a small buffer ({@link TlsIntake}); room
 * for records on their way out is borrowed.
 */
final class TlsLine implements ByteChannel {
  private static final int SMALL = 1 << 10;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** Records without data that may come in a row: tickets, new keys; more are a flood. */
  private static final int FRUITLESS = 32;

  /** So many bytes are read off a line that ends with an alert, for the alert to get through. */
  private static final int DREGS = 1 << 16;

  private final SocketChannel channel;
  private final TlsSide side;
  private final Purpose other;
  private final String host;
  private final int port;
  private final TlsIntake intake;
  private final ReentrantLock writing = new ReentrantLock();
  private @Nullable StallGuard guard;
  private @Nullable SSLEngine engine;
  private @Nullable TlsTerms terms;

  /** Between position and limit lies what was deciphered and had no room where it was read to. */
  private ByteBuffer clear = NOTHING;

  private boolean ended;
  private volatile boolean opened;
  private volatile boolean computing;
  private volatile long awaitedSince = System.nanoTime();

  /** Whether the handshake has begun, and whether anything has been computed for the other end. */
  private boolean begun;

  private boolean worth;

  private TlsLine(SocketChannel channel, TlsSide side, Purpose other, String host, int port) {
    this.channel = channel;
    this.intake = new TlsIntake(channel);
    this.side = side;
    this.other = other;
    this.host = host;
    this.port = port;
  }

  /** A line that this end has opened to a host by name or address. */
  static TlsLine to(SocketChannel channel, TlsSide side, String host, int port) {
    return new TlsLine(channel, side, Purpose.SERVER, host, port);
  }

  /** A line that the other end has opened. */
  static TlsLine from(SocketChannel channel, TlsSide side) {
    return new TlsLine(channel, side, Purpose.CLIENT, "", 0);
  }

  /**
   * Does the handshake.
   *
   * @param guard does not look out while this end computes or waits for its turn to
   * @throws TlsException if it fails; the message says why
   */
  void open(StallGuard guard) throws IOException {
    this.guard = guard;
    try {
      var held = side.terms();
      var made = other == Purpose.SERVER ? held.connecting(host, port) : held.accepting();
      terms = held;
      engine = made;
      shake(made);
      opened = true;
      requireBothShown(made, held);
    } catch (SSLException e) {
      farewell();
      throw TlsFailures.explained(e, other, own(), intake.heard());
    } catch (LinkException e) {
      throw new TlsException(String.valueOf(e.getMessage()), e);
    } catch (TlsException | ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw new TlsException(TlsFailures.closed(intake.heard()) + " (" + e.getMessage() + ")", e);
    }
  }

  private String own() {
    return terms == null ? "" : terms.credential().name();
  }

  private void shake(SSLEngine made) throws IOException {
    made.setEnableSessionCreation(true);
    computing(
        () -> {
          made.beginHandshake();
          return HandshakeStatus.NEED_TASK;
        });
    var status = made.getHandshakeStatus();
    while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
      status = step(made, status);
    }
    while (made.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      send(made, NOTHING);
    }
  }

  private HandshakeStatus step(SSLEngine made, HandshakeStatus status) throws IOException {
    return switch (status) {
      case NEED_TASK -> computing(() -> tasks(made));
      case NEED_WRAP -> send(made, NOTHING).getHandshakeStatus();
      default -> {
        var result = made.unwrap(intake.received(), NOTHING);
        if (result.getStatus() == Status.CLOSED
            || (result.getStatus() == Status.BUFFER_UNDERFLOW && !intake.more())) {
          throw new TlsException(TlsFailures.closed(intake.heard()));
        }
        yield result.getHandshakeStatus();
      }
    };
  }

  private static HandshakeStatus tasks(SSLEngine made) {
    for (var task = made.getDelegatedTask(); task != null; task = made.getDelegatedTask()) {
      task.run();
    }
    return made.getHandshakeStatus();
  }

  @FunctionalInterface
  private interface Computation {
    HandshakeStatus run() throws SSLException;
  }

  /** In turn with other handshakes. */
  private HandshakeStatus computing(Computation computation) throws IOException {
    computing = true;
    var looking = guard;
    if (looking != null) {
      looking.pause();
    }
    try {
      side.computing().acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      channel.close();
      throw new ClosedByInterruptException();
    }
    try {
      if (begun && !worth && other == Purpose.CLIENT && intake.gone()) {
        throw new TlsException("the other end is gone");
      }
      worth = begun;
      begun = true;
      return computation.run();
    } finally {
      side.computing().release();
      awaitedSince = System.nanoTime();
      computing = false;
      if (looking != null) {
        looking.resume();
      }
    }
  }

  /**
   * Since when only the other end is waited for; empty while a handshake has or awaits its turn.
   */
  OptionalLong awaitedSince() {
    return computing ? OptionalLong.empty() : OptionalLong.of(awaitedSince);
  }

  /** Sessions that are resumed have shown their certificates before, which may have run out. */
  private void requireBothShown(SSLEngine made, TlsTerms held) throws IOException {
    if (made.getSession().getLocalCertificates() == null) {
      throw new TlsException(
          "the other end asks for no certificate: on a tls link both ends show one");
    }
    for (X509Certificate certificate : peer(made)) {
      try {
        certificate.checkValidity();
      } catch (java.security.cert.CertificateException e) {
        made.getSession().invalidate();
        throw new TlsException(
            PeerRefusal.named(certificate) + " is not valid now: its owner needs a new one", e);
      }
    }
    if (!held.credential().inForce().getAsBoolean()) {
      requireTrust(made);
    }
  }

  private static List<X509Certificate> peer(SSLEngine made) throws SSLPeerUnverifiedException {
    return Arrays.stream(made.getSession().getPeerCertificates())
        .map(X509Certificate.class::cast)
        .toList();
  }

  /** Asks the terms that hold now whether the other end is trusted still. */
  private void requireTrust(SSLEngine made) throws IOException {
    try {
      var held = side.terms();
      held.trust().judgeAgain(peer(made), other);
      terms = held;
    } catch (LinkException e) {
      throw new TlsException(String.valueOf(e.getMessage()), e);
    } catch (PeerRefusal e) {
      throw new TlsException("the other end is not trusted any more: " + e.getMessage(), e);
    }
  }

  private SSLEngine inForce() throws IOException {
    var made = engine;
    var held = terms;
    if (made == null || held == null) {
      throw new ClosedChannelException();
    }
    if (!held.credential().inForce().getAsBoolean()) {
      requireTrust(made);
    }
    return made;
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck")
  public int read(ByteBuffer into) throws IOException {
    var made = engine;
    if (made == null) {
      throw new ClosedChannelException();
    }
    int fruitless = 0;
    while (!clear.hasRemaining()) {
      if (ended) {
        return -1;
      }
      int read = record(made, into);
      if (read > 0) {
        inForce();
        return read;
      }
      if (read == 0 && ++fruitless > FRUITLESS) {
        throw new TlsException("the other end sends records without end and no data in them");
      }
      if (fruitless > 1) {
        Thread.yield();
      }
    }
    inForce();
    return moved(into);
  }

  private int moved(ByteBuffer into) {
    int part = Math.min(into.remaining(), clear.remaining());
    into.put(into.position(), clear, clear.position(), part);
    into.position(into.position() + part);
    clear.position(clear.position() + part);
    if (!clear.hasRemaining()) {
      clear = NOTHING;
    }
    return part;
  }

  /** Reads a record; returns how many bytes of it went straight where they belong, -1 for none. */
  private int record(SSLEngine made, ByteBuffer into) throws IOException {
    try {
      var result = made.unwrap(intake.received(), into);
      switch (result.getStatus()) {
        case BUFFER_UNDERFLOW -> {
          ended = !intake.more();
          return -1;
        }
        case BUFFER_OVERFLOW -> {
          if (!intake.hasRecord()) {
            ended = !intake.more();
            return -1;
          }
          clear = ByteBuffer.allocate(intake.announced());
          result = made.unwrap(intake.received(), clear);
          clear.flip();
        }
        case CLOSED -> ended = true;
        case OK -> {
          // what came is where it belongs
        }
      }
      answer(made, result.getHandshakeStatus());
      return result.bytesProduced() > 0 && clear.hasRemaining() ? -1 : result.bytesProduced();
    } catch (SSLException e) {
      throw TlsFailures.explained(e, other, own(), true);
    }
  }

  /**
   * New keys that the other end asks for go out at once, unless somebody is writing, whose next
   * record brings them.
   */
  private void answer(SSLEngine made, HandshakeStatus status) throws IOException {
    if (status == HandshakeStatus.NEED_TASK) {
      computing(() -> tasks(made));
    } else if (status == HandshakeStatus.NEED_WRAP && writing.tryLock()) {
      try {
        send(made, NOTHING);
      } finally {
        writing.unlock();
      }
    }
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    var made = inForce();
    int length = from.remaining();
    writing.lock();
    try {
      while (from.hasRemaining()) {
        if (send(made, from).getStatus() == Status.CLOSED) {
          throw new ClosedChannelException();
        }
      }
      return length;
    } catch (SSLException e) {
      throw TlsFailures.explained(e, other, own(), true);
    } finally {
      writing.unlock();
    }
  }

  private SSLEngineResult send(SSLEngine made, ByteBuffer from) throws IOException {
    var record = side.borrow(made.getSession().getPacketBufferSize());
    try {
      var result = made.wrap(from, record);
      record.flip();
      while (record.hasRemaining()) {
        channel.write(record);
      }
      return result;
    } finally {
      side.giveBack(record);
    }
  }

  /** Sends the alert that says why this end gives up, and lets the other end read it. */
  private void farewell() {
    var made = engine;
    if (made == null) {
      return;
    }
    try {
      while (made.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !made.isOutboundDone()) {
        send(made, NOTHING);
      }
      channel.shutdownOutput();
      var dregs = ByteBuffer.allocate(SMALL);
      for (int left = DREGS; left > 0; left -= dregs.position()) {
        if (channel.read(dregs.clear()) < 0) {
          return;
        }
      }
    } catch (IOException e) {
      // it is gone either way
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Says farewell if nobody is writing, and closes the channel. */
  @Override
  public void close() throws IOException {
    var made = engine;
    if (made != null && opened && channel.isOpen() && writing.tryLock()) {
      try {
        made.closeOutbound();
        send(made, NOTHING);
      } catch (IOException e) {
        // it is gone either way
      } finally {
        writing.unlock();
      }
    }
    channel.close();
  }
}
