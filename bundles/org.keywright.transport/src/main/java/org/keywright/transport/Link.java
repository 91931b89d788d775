// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.ArrayList;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open path to one module. It moves bytes and gives them no meaning.
 *
 * <p>{@link #transceive} is called by one thread at a time and ends when that thread is
 * interrupted. {@link #close} is idempotent and may come from another thread; it ends a call under
 * way.
 */
@ConsumerType
public interface Link extends AutoCloseable {
  /** What the module said when it was switched on. */
  Atr atr();

  /**
   * Sends one command APDU and waits for its response APDU.
   *
   * @param command the encoded command; stays the caller's
   * @return the encoded response with its status word; the caller's from now on
   * @throws LinkException if the path is broken, closed, too slow, or answered what is no response,
   *     or the thread was interrupted
   */
  byte[] transceive(byte[] command) throws LinkException;

  /**
   * Sends commands in order and returns their responses in order. A link that can send ahead does
   * so; otherwise one follows the other.
   *
   * @throws LinkException as {@link #transceive}; which commands were carried out is unknown then
   */
  default List<byte[]> transceiveAll(List<byte[]> commands) throws LinkException {
    var responses = new ArrayList<byte[]>(commands.size());
    for (byte[] command : commands) {
      responses.add(transceive(command));
    }
    return responses;
  }

  /** Gives the path back. */
  @Override
  void close();
}
