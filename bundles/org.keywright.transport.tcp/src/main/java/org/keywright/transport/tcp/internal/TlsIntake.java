// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What has come over a channel and is not deciphered. Its room grows with what the other end
 * announces, up to one record, and is given up when it is empty again. Used by the reading thread.
 */
final class TlsIntake {
  private static final int HEADER = 5;
  private static final int LENGTH_AT = 3;
  private static final int SMALL = 1 << 10;
  private static final int LARGE = 1 << 14;

  private final SocketChannel channel;
  private ByteBuffer received = ByteBuffer.allocate(0);
  private boolean saturated;
  private boolean heard;

  TlsIntake(SocketChannel channel) {
    this.channel = channel;
  }

  /** Between position and limit; who deciphers moves the position. */
  ByteBuffer received() {
    return received;
  }

  /** Whether the other end has ever said anything. */
  boolean heard() {
    return heard;
  }

  /** Whether a whole record is here. */
  boolean hasRecord() {
    return received.remaining() >= HEADER && received.remaining() >= announced();
  }

  /**
   * The length of the first record, as its header has it; the engine refuses one beyond the limit.
   */
  int announced() {
    return HEADER + Short.toUnsignedInt(received.getShort(received.position() + LENGTH_AT));
  }

  /** Waits for more of the line; false if the other end has ended. */
  boolean more() throws IOException {
    makeRoom();
    try {
      boolean came = channel.read(received) >= 0;
      heard |= came;
      return came;
    } finally {
      saturated = !received.hasRemaining();
      received.flip();
    }
  }

  private void makeRoom() {
    int held = received.remaining();
    if (held == 0) {
      int room = saturated ? Math.min(LARGE, 2 * received.capacity()) : SMALL;
      received = received.capacity() == room ? received.clear() : ByteBuffer.allocate(room);
      return;
    }
    int room = held < HEADER ? SMALL : announced();
    if (room > received.capacity()) {
      received = ByteBuffer.allocate(room).put(received);
    } else {
      received.compact();
    }
  }

  /** Whether the other end has gone before its turn came, so that nothing need be computed. */
  boolean gone() throws IOException {
    if (received.remaining() == received.capacity()) {
      return false;
    }
    received.compact();
    channel.configureBlocking(false);
    try {
      return channel.read(received) < 0;
    } finally {
      received.flip();
      channel.configureBlocking(true);
    }
  }
}
