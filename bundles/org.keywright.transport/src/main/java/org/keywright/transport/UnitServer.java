// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Serves units to other programs by the frames of the protocol document, clause TCP. */
@ProviderType
public interface UnitServer {
  /**
   * Starts to listen.
   *
   * @param at where; port 0 takes a free one
   * @param units finds the unit that a client names; called for each connection
   * @throws IOException if the address cannot be had
   */
  Serving serve(InetSocketAddress at, Directory units) throws IOException;

  /**
   * Starts to listen for clients that speak TLS 1.3 and show certificates.
   *
   * @param at where; port 0 takes a free one
   * @param identity who this end is, as {@link TlsCredentials} knows it
   * @param units finds the unit that a client names; called for each connection
   * @throws IOException if the address cannot be had or there is no such identity
   */
  Serving serve(InetSocketAddress at, String identity, Directory units) throws IOException;

  /** Finds units by name. */
  @FunctionalInterface
  interface Directory {
    /**
     * Connects to a unit; the empty name asks for the only one. Each connection gets its own
     * responder, whose calls come from that connection's thread; the thread is interrupted when the
     * listener is closed.
     */
    Optional<ApduResponder> connect(String name);
  }

  /** A listener at work; closing it cuts its connections. */
  interface Serving extends AutoCloseable {
    /** Where it listens. */
    InetSocketAddress address();

    /** Connections open now. */
    int connections();

    @Override
    void close();
  }
}
