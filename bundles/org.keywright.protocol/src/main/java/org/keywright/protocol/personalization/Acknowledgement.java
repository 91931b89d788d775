// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * ED: the module's proof that it holds the new module key; kept until the next run.
 *
 * @param order the work order
 * @param transcript the digest of all that was said, 32 bytes
 * @param signature of the module key, 64 bytes
 */
public record Acknowledgement(Bytes order, Bytes transcript, Bytes signature) {
  /** What the module key signs. */
  static byte[] covered(Bytes order, Bytes transcript) {
    return Labelled.bytes("KW2.ACK", order.toArray(), transcript.toArray());
  }

  /** Encodes the template ED whole. */
  public byte[] encode() {
    return new TlvWriter(128)
        .put(0x80, order.toArray())
        .put(0x81, transcript.toArray())
        .put(0x8F, signature.toArray())
        .toTemplate(0xED);
  }

  /**
   * Reads the template ED and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static Acknowledgement decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xED);
    var order = Tags.take(in, 0x80, Order.ID_LENGTH);
    var transcript = Tags.take(in, 0x81, 32);
    var signature = Tags.take(in, 0x8F, Tags.SIGNATURE);
    in.end();
    return new Acknowledgement(order, transcript, signature);
  }
}
