// SPDX-License-Identifier: EPL-2.0
package com.acme.keywright;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** A slot of a rack with a module in it that answers everything by 9000, or keeps silent. */
final class AcmeRack implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicLong commands = new AtomicLong();
  private final Semaphore heard = new Semaphore(0);
  private final boolean answers;

  AcmeRack(boolean answers) throws IOException {
    this.answers = answers;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  long commands() {
    return commands.get();
  }

  void awaitCommand() throws InterruptedException {
    heard.acquire();
  }

  private void accept() {
    try {
      while (true) {
        var line = listener.accept();
        Thread.ofVirtual().start(() -> serve(line));
      }
    } catch (IOException e) {
      // the rack was switched off
    }
  }

  private void serve(Socket line) {
    try (line;
        var in =
            new BufferedReader(
                new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII));
        var out = new OutputStreamWriter(line.getOutputStream(), StandardCharsets.US_ASCII)) {
      while (in.readLine() != null) {
        commands.incrementAndGet();
        heard.release();
        if (answers) {
          out.write("9000\n");
          out.flush();
        }
      }
    } catch (IOException e) {
      // the client has hung up
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
