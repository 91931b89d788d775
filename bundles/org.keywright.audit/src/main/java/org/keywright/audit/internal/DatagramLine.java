// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import org.keywright.audit.SyslogReceiver;

/**
 * A datagram for each message (RFC 5426). Nobody answers; only a machine that is there and has
 * nobody at the port says so, and after the first datagram that is waited for.
 */
final class DatagramLine implements SyslogLine {
  private static final int REFUSAL_MILLIS = 200;

  private final DatagramSocket socket;
  private boolean tried;

  private DatagramLine(DatagramSocket socket) {
    this.socket = socket;
  }

  static DatagramLine to(SyslogReceiver receiver) throws IOException {
    var address = new InetSocketAddress(receiver.host(), receiver.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException(receiver.host());
    }
    var socket = new DatagramSocket();
    try {
      socket.connect(address);
      socket.setSoTimeout(REFUSAL_MILLIS);
      return new DatagramLine(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public void send(List<byte[]> messages) throws IOException {
    for (byte[] message : messages) {
      socket.send(new DatagramPacket(message, message.length));
      if (!tried) {
        awaitRefusal();
        tried = true;
      }
    }
  }

  private void awaitRefusal() throws IOException {
    try {
      socket.receive(new DatagramPacket(new byte[1], 1));
    } catch (SocketTimeoutException e) {
      // nobody has refused it
    }
  }

  @Override
  public boolean ended() {
    return false;
  }

  @Override
  public void close() {
    socket.close();
  }
}
