// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.keywright.audit.SyslogReceiver;

/**
 * Messages over TCP, each behind its length (RFC 6587, clause 3.4.1). The channel does not block:
 * each wait has its limit.
 */
final class CountedLine implements SyslogLine {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int STALLED_MILLIS = 10_000;
  private static final int FAREWELL_MILLIS = 1_000;

  /** Small, so that a line that breaks swallows few messages. */
  private static final int SEND_BUFFER = 16 << 10;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey ready;
  private final ByteBuffer dropped = ByteBuffer.allocate(256);

  private CountedLine(SocketChannel channel, Selector selector, SelectionKey ready) {
    this.channel = channel;
    this.selector = selector;
    this.ready = ready;
  }

  static CountedLine to(SyslogReceiver receiver) throws IOException {
    var address = new InetSocketAddress(receiver.host(), receiver.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException(receiver.host());
    }
    var channel = SocketChannel.open();
    boolean whole = false;
    try {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
      channel.socket().connect(address, CONNECT_MILLIS);
      channel.configureBlocking(false);
      var selector = Selector.open();
      var line = new CountedLine(channel, selector, channel.register(selector, 0));
      whole = true;
      return line;
    } finally {
      if (!whole) {
        channel.close();
      }
    }
  }

  @Override
  public void send(List<byte[]> messages) throws IOException {
    var frames = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      frames.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
      frames.writeBytes(message);
    }
    var left = ByteBuffer.wrap(frames.toByteArray());
    while (left.hasRemaining()) {
      if (channel.write(left) == 0) {
        await(SelectionKey.OP_WRITE, STALLED_MILLIS, "it took nothing for 10 s");
      }
    }
  }

  private void await(int operation, long millis, String otherwise) throws IOException {
    ready.interestOps(operation);
    if (selector.select(millis) == 0) {
      throw new SocketTimeoutException(otherwise);
    }
    selector.selectedKeys().clear();
  }

  /** A receiver says nothing; what comes all the same is dropped. */
  @Override
  public boolean ended() throws IOException {
    int read = channel.read(dropped.clear());
    while (read > 0) {
      read = channel.read(dropped.clear());
    }
    return read < 0;
  }

  /** A receiver that has read all ends the line in its turn. */
  @Override
  public void close() throws IOException {
    try (channel;
        selector) {
      channel.shutdownOutput();
      while (!ended()) {
        await(SelectionKey.OP_READ, FAREWELL_MILLIS, "it did not end the line in its turn");
      }
    }
  }
}
