// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.time.Instant;
import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * F9: a ticket, by which a module may open one direct connection to a personalization unit; whoever
 * carries it learns nothing that opens it (claim 15).
 *
 * @param id the name of the pre-shared key, 16 random bytes
 * @param time when the unit made it, to the second
 * @param expiry until when it is good
 * @param address where the unit is reached, {@code host:port}
 * @param unitCertificate the manufacturer's certificate of the unit's signing key, DER
 * @param key the unit's ephemeral public key on P-256, 65 bytes
 * @param sealed the pre-shared key, sealed to the key of the request
 * @param signature of the unit, 64 bytes
 */
public record Ticket(
    Bytes id,
    Instant time,
    Instant expiry,
    String address,
    Bytes unitCertificate,
    Bytes key,
    Bytes sealed,
    Bytes signature) {
  /** The length of the id in bytes. */
  static final int ID = 16;

  /** Nonce, 32 bytes of key and tag. */
  private static final int SEALED = 60;

  /** The same ticket under a signature. */
  Ticket signed(Bytes made) {
    return new Ticket(id, time, expiry, address, unitCertificate, key, sealed, made);
  }

  /** What the unit signs, for one request. */
  byte[] covered(TicketRequest request) {
    return Labelled.bytes("KW2.TICKET", Sha256.of(request.encode()), fields().toBytes());
  }

  private TlvWriter fields() {
    return new TlvWriter(1024)
        .put(0x80, id.toArray())
        .putNumber(0x83, time.getEpochSecond(), 8)
        .putNumber(0x84, expiry.getEpochSecond(), 8)
        .put(0xD4, Tags.text(address))
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
    var id = Tags.take(in, 0x80, ID);
    var time = Tags.takeTime(in, 0x83);
    var expiry = Tags.takeTime(in, 0x84);
    var address = Tags.takeText(in, 0xD4, Issue.ADDRESS);
    var certificate = Tags.take(in, 0xB2, 1, Tags.CERTIFICATE);
    var key = Tags.take(in, 0xB4, Tags.POINT);
    var sealed = Tags.take(in, 0xB5, SEALED);
    var signature = Tags.take(in, 0xB6, Tags.SIGNATURE);
    in.end();
    return new Ticket(id, time, expiry, address, certificate, key, sealed, signature);
  }
}
