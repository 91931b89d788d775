// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * EC: the certificates that the personalization unit issues.
 *
 * @param moduleCertificate D0, of the module key, DER
 * @param centralCertificate D1, of the central system's key, by the unit and fresh, DER (claims 4,
 *     5); empty if there is none, which a module refuses
 * @param centralName D2, the name of the central system
 * @param centralAddress D4, where it is reached, {@code host:port}
 * @param signature D3, of the unit, 64 bytes, over all that was said and these
 */
public record Issue(
    Bytes moduleCertificate,
    Bytes centralCertificate,
    String centralName,
    String centralAddress,
    Bytes signature) {
  /** The tag of the template. */
  static final int TAG = 0xEC;

  /** The longest address in bytes of UTF-8. */
  static final int ADDRESS = 255;

  /** The same under a signature. */
  Issue signed(Bytes made) {
    return new Issue(moduleCertificate, centralCertificate, centralName, centralAddress, made);
  }

  /** What the unit signs, after all that was said before. */
  byte[] covered(Transcript before) {
    return Labelled.bytes("KW2.ISSUE", before.soFar(), fields().toBytes());
  }

  private TlvWriter fields() {
    return new TlvWriter(1536)
        .put(0xD0, moduleCertificate.toArray())
        .put(0xD1, centralCertificate.toArray())
        .put(0xD2, Tags.text(centralName))
        .put(0xD4, Tags.text(centralAddress));
  }

  /** Encodes the template EC whole. */
  public byte[] encode() {
    return fields().put(0xD3, signature.toArray()).toTemplate(TAG);
  }

  /**
   * Reads the template EC and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static Issue decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, TAG);
    var module = Tags.take(in, 0xD0, 1, Tags.CERTIFICATE);
    var central = Tags.take(in, 0xD1, 0, Tags.CERTIFICATE);
    var name = Tags.takeText(in, 0xD2, Hello.NAME);
    var address = Tags.takeText(in, 0xD4, ADDRESS);
    var signature = Tags.take(in, 0xD3, Tags.SIGNATURE);
    in.end();
    return new Issue(module, central, name, address, signature);
  }
}
