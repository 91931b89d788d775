// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * FB: an identification unit asks the personalization unit for the TAN of a module's work order,
 * over a connection with certificates on both sides (claim 18).
 *
 * @param module which module
 */
public record TanRequest(SerialNumber module) {
  /** The tag of the template. */
  public static final int TAG = 0xFB;

  /** Encodes the template FB whole. */
  public byte[] encode() {
    return new TlvWriter(24).put(0x81, module.value().toArray()).toTemplate(TAG);
  }

  /**
   * Reads the template FB and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static TanRequest decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, TAG);
    var module = SerialNumber.of(in.take(0x81, SerialNumber.LENGTH));
    in.end();
    return new TanRequest(module);
  }
}
