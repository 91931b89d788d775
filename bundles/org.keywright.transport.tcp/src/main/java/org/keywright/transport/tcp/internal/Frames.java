// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Frames over one connection: a 4-byte big-endian length, then that many bytes.
 *
 * <p>The channel is a blocking one, so that an interrupt closes it on platform threads as well as
 * on virtual ones. One thread may read while another writes. Buffers start small, for the sake of
 * ten thousand idle connections, and grow only with bytes that have come: nobody makes room by
 * announcing a length.
 */
final class Frames {
  /** The greatest length of a frame: an extended command with 65,535 bytes of data. */
  static final int LIMIT = 65_544;

  private static final int HEADER = 4;
  private static final int SMALL = 1 << 10;
  private static final int LARGE = 1 << 14;

  /** How long the farewell of a line under TLS may take. */
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final ByteChannel channel;
  private final StallGuard guard;
  private final long made = System.nanoTime();

  /** Between position and limit lies what was received and not yet taken. */
  private ByteBuffer in = ByteBuffer.allocate(SMALL).limit(0);

  /** Up to the position lies what was put and not yet flushed. */
  private ByteBuffer out = ByteBuffer.allocate(SMALL);

  private boolean saturated;

  /** Over a socket as it is. */
  Frames(SocketChannel socket) throws IOException {
    this(socket, socket);
  }

  /** Over a channel that works on a socket. */
  Frames(SocketChannel socket, ByteChannel channel) throws IOException {
    this.channel = channel;
    this.guard = new StallGuard(socket);
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
  }

  /** Makes the line ready for frames. */
  void open() throws IOException {
    if (channel instanceof TlsLine line) {
      line.open(guard);
    }
  }

  /**
   * Since when nothing but the other end is waited for, before the line is open; empty while
   * something is computed here.
   */
  OptionalLong awaitedSince() {
    return channel instanceof TlsLine line ? line.awaitedSince() : OptionalLong.of(made);
  }

  StallGuard guard() {
    return guard;
  }

  /** Whether bytes were received that nobody has taken. */
  boolean hasReceived() {
    return in.hasRemaining();
  }

  /**
   * Takes the next frame out of what was received already; null if it is not complete.
   *
   * @throws ProtocolException if the length is beyond the limit
   */
  byte @Nullable [] poll() throws ProtocolException {
    if (!hasFrame()) {
      return null;
    }
    int length = in.getInt(in.position());
    in.position(in.position() + HEADER);
    byte[] frame = new byte[length];
    in.get(frame);
    return frame;
  }

  /**
   * Whether a whole frame was received.
   *
   * @throws ProtocolException if the length is beyond the limit
   */
  boolean hasFrame() throws ProtocolException {
    if (in.remaining() < HEADER) {
      return false;
    }
    int length = in.getInt(in.position());
    if (length < 0 || length > LIMIT) {
      throw new ProtocolException(
          "a frame of "
              + Integer.toUnsignedString(length)
              + " bytes is announced; the limit is "
              + LIMIT);
    }
    return in.remaining() >= HEADER + length;
  }

  /** Waits for the next frame. */
  byte[] take() throws IOException {
    byte[] frame = poll();
    while (frame == null) {
      if (!fill()) {
        throw new EOFException(
            in.hasRemaining()
                ? "the other side closed the connection in the middle of a frame"
                : "the other side closed the connection");
      }
      frame = poll();
    }
    return frame;
  }

  /** Waits for more bytes; false if the other side has ended. */
  boolean fill() throws IOException {
    if (in.hasRemaining()) {
      in.compact();
      if (!in.hasRemaining()) {
        int room = Math.min(2 * in.capacity(), HEADER + LIMIT);
        in = ByteBuffer.allocate(room).put(in.flip());
      }
    } else if (saturated && in.capacity() < LARGE) {
      in = ByteBuffer.allocate(2 * in.capacity());
    } else if (in.capacity() > LARGE) {
      in = ByteBuffer.allocate(LARGE);
    } else {
      in.clear();
    }
    try {
      return channel.read(in) >= 0;
    } finally {
      saturated = !in.hasRemaining();
      in.flip();
    }
  }

  /** Whether a frame can be put without sending anything. */
  boolean fits(byte[] frame) {
    return out.position() + HEADER + frame.length <= LARGE;
  }

  /** Puts a frame behind those that wait for a flush; flushes by itself when many bytes wait. */
  void put(byte[] frame) throws IOException {
    if (frame.length > LIMIT) {
      throw new ProtocolException(
          "a frame of " + frame.length + " bytes cannot be sent; the limit is " + LIMIT);
    }
    room(HEADER + frame.length);
    if (out.remaining() < HEADER) {
      flush();
    }
    out.putInt(frame.length);
    int at = 0;
    while (at < frame.length) {
      if (!out.hasRemaining()) {
        flush();
      }
      int part = Math.min(out.remaining(), frame.length - at);
      out.put(frame, at, part);
      at += part;
    }
  }

  private void room(int wanted) {
    if (out.remaining() < wanted && out.capacity() < LARGE) {
      int capacity = out.capacity();
      while (capacity < LARGE && capacity - out.position() < wanted) {
        capacity *= 2;
      }
      out = ByteBuffer.allocate(capacity).put(out.flip());
    }
  }

  /** Whether nothing waits for a flush. */
  boolean isFlushed() {
    return out.position() == 0;
  }

  /** Sends what was put. */
  void flush() throws IOException {
    out.flip();
    try {
      while (out.hasRemaining()) {
        channel.write(out);
      }
    } finally {
      out.clear();
    }
  }

  /** Closes the connection; whoever reads or writes learns of it by an exception. */
  void close() {
    try {
      if (channel instanceof TlsLine && channel.isOpen()) {
        guard.begin(FAREWELL);
      }
      channel.close();
    } catch (IOException e) {
      System.getLogger(Frames.class.getName())
          .log(System.Logger.Level.DEBUG, "a connection does not close", e);
    }
    guard.cancel();
  }
}
