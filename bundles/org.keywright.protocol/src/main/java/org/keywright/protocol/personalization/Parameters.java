// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * E9: what the personalization unit gives to the module before it makes its key.
 *
 * @param nonce N_P, 32 random bytes
 * @param variation V, 32 bytes that enter the making of the module key (claim 10)
 * @param unitCertificate the manufacturer's certificate of the unit's signing key, DER (claim 7)
 * @param crossCertificate the central system's certificate of the same key, DER (claim 6)
 */
public record Parameters(
    Bytes nonce,
    Optional<Bytes> variation,
    Optional<Bytes> unitCertificate,
    Optional<Bytes> crossCertificate) {
  /** The tag of the template. */
  static final int TAG = 0xE9;

  /** Encodes the template E9 whole. */
  public byte[] encode() {
    var content = new TlvWriter(1536).put(0xB0, nonce.toArray());
    variation.ifPresent(v -> content.put(0xB1, v.toArray()));
    unitCertificate.ifPresent(c -> content.put(0xB2, c.toArray()));
    crossCertificate.ifPresent(c -> content.put(0xB3, c.toArray()));
    return content.toTemplate(TAG);
  }

  /**
   * Reads the template E9 and nothing beside it.
   *
   * @throws TlvException if a tag is doubled, unknown, out of order or of another length, or the
   *     nonce is missing
   */
  public static Parameters decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, TAG);
    var nonce = Tags.take(in, 0xB0, Tags.NONCE);
    var variation = Tags.takeIfNext(in, 0xB1, Tags.NONCE, Tags.NONCE);
    var unit = Tags.takeIfNext(in, 0xB2, 1, Tags.CERTIFICATE);
    var cross = Tags.takeIfNext(in, 0xB3, 1, Tags.CERTIFICATE);
    in.end();
    return new Parameters(nonce, variation, unit, cross);
  }
}
