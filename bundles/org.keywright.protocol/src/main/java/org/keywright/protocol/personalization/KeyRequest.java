// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * EB: the module's request for a certificate of its fresh module key.
 *
 * @param request PKCS#10, signed with the module key, DER
 * @param signature of the identity key, 64 bytes, over all that was said and the request
 * @param tanMac the MAC under the key that the TAN agreed, HMAC-SHA-256, 32 bytes, over the same
 */
public record KeyRequest(Bytes request, Bytes signature, Optional<Bytes> tanMac) {
  /** What the identity key signs and the key of the TAN authenticates. */
  static byte[] covered(Transcript before, byte[] request) {
    return Labelled.bytes("KW2.REQUEST", before.soFar(), request);
  }

  /** Encodes the template EB whole. */
  public byte[] encode() {
    var content = new TlvWriter(512).put(0xC0, request.toArray()).put(0xC1, signature.toArray());
    tanMac.ifPresent(m -> content.put(0xC2, m.toArray()));
    return content.toTemplate(0xEB);
  }

  /**
   * Reads the template EB and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static KeyRequest decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xEB);
    var request = Tags.take(in, 0xC0, 1, Tags.CERTIFICATE);
    var signature = Tags.take(in, 0xC1, Tags.SIGNATURE);
    var mac = Tags.takeIfNext(in, 0xC2, 32, 32);
    in.end();
    return new KeyRequest(request, signature, mac);
  }
}
