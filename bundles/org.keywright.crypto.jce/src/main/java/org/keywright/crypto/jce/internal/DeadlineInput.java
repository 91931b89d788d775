// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What comes from a socket, up to an instant for all of it: a peer that sends a byte now and then
 * does not hold anybody up. Once the deadline is lifted, reads wait as long as the socket says.
 */
final class DeadlineInput extends InputStream {
  private static final long NANOS = 1_000_000;
  private static final int DRAINED = 1 << 16;
  private static final Duration DRAINING = Duration.ofMillis(200);

  private final Socket socket;
  private final InputStream input;
  private final int usualTimeout;
  private long end;
  private boolean lifted;
  private boolean ended;

  DeadlineInput(Socket socket, Duration limit) throws IOException {
    this.socket = socket;
    this.input = socket.getInputStream();
    this.usualTimeout = socket.getSoTimeout();
    limit(limit);
  }

  /** Sets a deadline for all that is read from now on. */
  final void limit(Duration limit) {
    end = System.nanoTime() + limit.toNanos();
    lifted = false;
  }

  void lift() throws IOException {
    lifted = true;
    socket.setSoTimeout(usualTimeout);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    if (!lifted) {
      long left = (end - System.nanoTime()) / NANOS;
      if (left <= 0) {
        throw new SocketTimeoutException("the other end took too long");
      }
      socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
    }
    int count = input.read(buffer, from, length);
    ended |= count < 0;
    return count;
  }

  /** Whether the other end has closed. */
  boolean ended() {
    return ended;
  }

  /**
   * Takes what is still under way, a little and for a moment. A socket that is closed with bytes
   * unread resets the line, and the other end might never see why it was refused.
   */
  void drain() {
    try {
      socket.shutdownOutput();
      limit(DRAINING);
      readNBytes(new byte[DRAINED], 0, DRAINED);
    } catch (IOException e) {
      // The other end is gone, or not in a hurry: then it does not hear why.
    }
  }

  @Override
  public int available() throws IOException {
    return input.available();
  }

  /** Nothing: Bouncy Castle closes what it is given at once, and the socket is closed later. */
  @Override
  public void close() {}
}
