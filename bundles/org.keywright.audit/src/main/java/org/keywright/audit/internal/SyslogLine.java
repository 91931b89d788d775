// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import java.io.IOException;
import java.util.List;
import org.keywright.audit.SyslogReceiver;

/** A way to a syslog receiver. Used by one thread; interrupting that ends the line. */
interface SyslogLine extends AutoCloseable {
  /**
   * Hands messages to the receiver's machine, or at least to this one's, in their order.
   *
   * @throws IOException if they cannot be handed over in time
   */
  void send(List<byte[]> messages) throws IOException;

  /** Whether the other end has ended the line and had taken all that was sent before. */
  boolean ended() throws IOException;

  /**
   * Ends the line.
   *
   * @throws IOException if nobody can know whether all that was sent has arrived
   */
  @Override
  void close() throws IOException;

  /** Opens one. */
  static SyslogLine to(SyslogReceiver receiver) throws IOException {
    return switch (receiver.transport()) {
      case UDP -> DatagramLine.to(receiver);
      case TCP -> CountedLine.to(receiver);
    };
  }
}
