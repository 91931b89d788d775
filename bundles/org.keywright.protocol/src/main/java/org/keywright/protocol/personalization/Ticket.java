// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * F9: a ticket on its way to the module, sealed to the key of its request and signed; whoever
 * carries it learns nothing (claim 15).
 *
 * @param unitCertificate the manufacturer's certificate of the unit's signing key, DER
 * @param key the unit's ephemeral public key on P-256, 65 bytes
 * @param sealed the sealed grant
 * @param signature of the unit, 64 bytes
 */
public record Ticket(Bytes unitCertificate, Bytes key, Bytes sealed, Bytes signature) {
  private static final int SEALED = 512;

  /** The same ticket under a signature. */
  Ticket signed(Bytes made) {
    return new Ticket(unitCertificate, key, sealed, made);
  }

  /** The fields as they are signed. */
  byte[] covered() {
    return fields().toBytes();
  }

  private TlvWriter fields() {
    return new TlvWriter(1024)
        .put(0xB2, unitCertificate.toArray())
        .put(0xB4, key.toArray())
        .put(0xB5, sealed.toArray());
  }

  /** Encodes the template F9 whole. */
  public byte[] encode() {
    return fields().put(0xB6, signature.toArray()).toTemplate(0xF9);
  }

  /**
   * Reads the template F9 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static Ticket decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xF9);
    var certificate = Tags.take(in, 0xB2, 1, Tags.CERTIFICATE);
    var key = Tags.take(in, 0xB4, Tags.POINT);
    var sealed = Tags.take(in, 0xB5, 28, SEALED);
    var signature = Tags.take(in, 0xB6, Tags.SIGNATURE);
    in.end();
    return new Ticket(certificate, key, sealed, signature);
  }
}
