// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.TransactionKeys;
import org.keywright.transport.sim.SimulatedModule.CentralLink;
import org.keywright.transport.sim.internal.PoweredUnit.Connection;

/** A link of a module to its central system, which asks; a thread of its own answers. */
final class Attachment implements CentralLink {
  private static final System.Logger LOG = System.getLogger(Attachment.class.getName());

  private final Connection connection;
  private final SecureChannel channel;
  private final KeyCommands keyCommands;
  private final TransactionKeys keys;
  private final Thread thread;

  /** Begins to answer; channel and keys are this object's from now on. */
  Attachment(
      String name,
      Connection connection,
      SecureChannel channel,
      KeyCommands keyCommands,
      TransactionKeys keys) {
    this.connection = connection;
    this.channel = channel;
    this.keyCommands = keyCommands;
    this.keys = keys;
    this.thread = Thread.ofVirtual().name("central link of " + name).unstarted(this::answer);
  }

  Attachment started() {
    thread.start();
    return this;
  }

  private void answer() {
    var stream = new MessageStream(channel.input(), channel.output());
    try (keys;
        channel) {
      for (var message = stream.read(); message.isPresent(); message = stream.read()) {
        byte[] received = message.get();
        byte[] answer =
            connection.exchange(received[0] & 0xFF, () -> keyCommands.answer(received, keys));
        stream.write(Bytes.of(answer));
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a link to a central system ended: {0}", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean open() {
    return thread.isAlive();
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    thread.join();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a link did not close well: {0}", String.valueOf(e.getMessage()));
    }
  }
}
