// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.Step;
import org.keywright.protocol.personalization.UnitRun;

/** A personalization unit of a bureau on a port of this machine, one module after the other. */
final class UnitServer implements AutoCloseable {
  private static final Duration USUAL = Duration.ofSeconds(10);

  private final Bureau bureau;
  private final Duration patience;
  private final ServerSocket listener;
  private final Semaphore ended = new Semaphore(0);

  UnitServer(Bureau bureau) throws IOException {
    this(bureau, USUAL);
  }

  /** With a time limit for the handshake and for each message. */
  UnitServer(Bureau bureau, Duration patience) throws IOException {
    this.bureau = bureau;
    this.patience = patience;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Waits until the run with a module that has called is over here too. */
  void awaitEnd() throws InterruptedException {
    ended.acquire();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try {
        run(listener.accept());
      } catch (IOException | Refusal e) {
        // The next one.
      } finally {
        ended.release();
      }
    }
  }

  private void run(Socket socket) throws IOException, Refusal {
    var trust = Trust.in(bureau.root, KeyPurpose.IDENTITY);
    // The books go on to use the key, so it is not closed here.
    var own = bureau.unit.credential();
    try (var channel = bureau.channels.accept(socket, own, trust, patience);
        var run =
            new UnitRun(
                bureau.crypto,
                bureau.unit,
                bureau::now,
                channel.binding(),
                channel.peer().orElseThrow().leaf())) {
      var stream = new MessageStream(channel.input(), channel.output());
      try {
        Step step = run.begin();
        while (true) {
          if (step.message().isPresent()) {
            stream.write(step.message().get());
          }
          if (step.last()) {
            return;
          }
          channel.limit(patience);
          var message = stream.read();
          if (message.isEmpty()) {
            run.broken("the module closed the link");
            return;
          }
          step = run.receive(message.get());
        }
      } catch (IOException e) {
        run.broken("the link broke");
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
