// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The data of DECOMMISSION: the manufacturer and a personalization unit both sign that one module
 * shall die.
 *
 * @param challenge what the module gave to GET CHALLENGE, 16 bytes
 * @param unitCertificate the manufacturer's certificate of the unit's signing key, DER
 * @param rootSignature of the manufacturer's root key, 64 bytes
 * @param unitSignature of the unit, 64 bytes
 */
public record Decommissioning(
    Bytes challenge, Bytes unitCertificate, Bytes rootSignature, Bytes unitSignature) {
  /** The length of the challenge in bytes. */
  public static final int CHALLENGE = 16;

  /** What both sign. */
  public static byte[] covered(SerialNumber module, Bytes challenge) {
    return Labelled.bytes("KW2.DEAD", module.value().toArray(), challenge.toArray());
  }

  /** Encodes the data. */
  public byte[] encode() {
    return new TlvWriter(1024)
        .put(0x84, challenge.toArray())
        .put(0xB2, unitCertificate.toArray())
        .put(0x8E, rootSignature.toArray())
        .put(0x8F, unitSignature.toArray())
        .toBytes();
  }

  /**
   * Reads the data.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static Decommissioning decode(byte[] encoded) throws TlvException {
    var in = TlvReader.of(encoded);
    var challenge = Tags.take(in, 0x84, CHALLENGE);
    var certificate = Tags.take(in, 0xB2, 1, Tags.CERTIFICATE);
    var root = Tags.take(in, 0x8E, Tags.SIGNATURE);
    var unit = Tags.take(in, 0x8F, Tags.SIGNATURE);
    in.end();
    return new Decommissioning(challenge, certificate, root, unit);
  }
}
