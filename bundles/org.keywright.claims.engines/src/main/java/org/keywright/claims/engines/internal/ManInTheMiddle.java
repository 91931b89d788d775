// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.engines.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands between one module and a server: what the server says passes, of what the module says one
 * bit is changed.
 */
final class ManInTheMiddle implements AutoCloseable {
  private final ServerSocket listening;
  private final InetSocketAddress server;
  private final int changed;
  private final Thread thread;

  /** Makes one who changes a bit of the byte that is so many behind the first. */
  ManInTheMiddle(InetSocketAddress server, int changed) throws IOException {
    this.server = server;
    this.changed = changed;
    this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.thread = Thread.ofVirtual().name("keywright-claims-middle").start(this::relay);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void relay() {
    try (Socket module = listening.accept();
        Socket onward = new Socket(server.getAddress(), server.getPort())) {
      var back = Thread.ofVirtual().start(() -> pass(onward, module, -1));
      pass(module, onward, changed);
      back.join();
    } catch (IOException e) {
      // The module sees that nobody answers.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pass(Socket from, Socket to, int changed) {
    try {
      InputStream in = from.getInputStream();
      byte[] buffer = new byte[4096];
      int before = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (changed >= before && changed < before + read) {
          buffer[changed - before] ^= 1;
        }
        before += read;
        to.getOutputStream().write(buffer, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // Either end has left, which the other learns now.
      shut(from);
      shut(to);
    }
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was closed already.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    thread.interrupt();
  }
}
