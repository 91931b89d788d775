// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * E6: the question whether a run was carried out whose acknowledgement did not come; the module
 * answers with that acknowledgement, or with EF 6A88.
 *
 * @param order the work order
 */
public record Settlement(Bytes order) {
  /** The tag of the template. */
  public static final int TAG = 0xE6;

  /** Encodes the template E6 whole. */
  public byte[] encode() {
    return new TlvWriter(20).put(0x80, order.toArray()).toTemplate(TAG);
  }

  /**
   * Reads the template E6 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static Settlement decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, TAG);
    var order = Tags.take(in, 0x80, Order.ID_LENGTH);
    in.end();
    return new Settlement(order);
  }
}
