// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Puts simulated units into the virtual card readers of vsmartcard's vpcd, so that every program
 * that uses PC/SC finds them there like any card. Safe for use by many threads.
 */
@ProviderType
public interface VirtualReaders {
  /** Where vpcd listens for the card of its first reader; the next port is its second reader's. */
  int PORT = 35_963;

  /**
   * Puts a unit into a reader. It stays there until it is pulled out or forgotten: when the
   * reader's service goes and comes back, or the unit's power is cut, it is put in again by itself.
   *
   * @param unit the unit; from now on the reader switches it on and off
   * @param reader where the virtual reader waits for its card
   * @throws IOException if no virtual reader is there
   */
  Inserted insert(SimulatedUnit unit, InetSocketAddress reader) throws IOException;

  /** A unit in a reader; closing it pulls it out, in the middle of a command too. */
  interface Inserted extends AutoCloseable {
    /** The unit. */
    SimulatedUnit unit();

    /** The reader. */
    InetSocketAddress reader();

    @Override
    void close();
  }
}
