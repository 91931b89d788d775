// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.math.BigInteger;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * F8, Q: what a module gives an appliance to carry to the personalization unit (claims 14, 15).
 *
 * @param module the module's id
 * @param identityCertificate the manufacturer's certificate of its identity key, DER
 * @param nonce N_Q, 32 random bytes
 * @param key eQ, an ephemeral public key on P-256, 65 bytes; the ticket is sealed to it
 * @param signature of the identity key, 64 bytes
 */
public record TicketRequest(
    SerialNumber module, Bytes identityCertificate, Bytes nonce, Bytes key, Bytes signature) {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  /** The same request under a signature. */
  TicketRequest signed(Bytes made) {
    return new TicketRequest(module, identityCertificate, nonce, key, made);
  }

  /** What the identity key signs. */
  byte[] covered() {
    return Labelled.bytes("KW2.QUERY", fields().toBytes());
  }

  private TlvWriter fields() {
    return new TlvWriter(768)
        .put(0xA0, module.value().toArray())
        .put(0xA1, identityCertificate.toArray())
        .put(0xA2, nonce.toArray())
        .put(0xA3, key.toArray());
  }

  /** Six digits that a user compares on module and appliance. */
  public String checkDigits() {
    var number = new BigInteger(1, Sha256.of(encode())).mod(MILLION);
    return "%06d".formatted(number.intValueExact());
  }

  /** Encodes the template F8 whole. */
  public byte[] encode() {
    return fields().put(0xA4, signature.toArray()).toTemplate(0xF8);
  }

  /**
   * Reads the template F8 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static TicketRequest decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xF8);
    var module = SerialNumber.of(in.take(0xA0, SerialNumber.LENGTH));
    var certificate = Tags.take(in, 0xA1, 1, Tags.CERTIFICATE);
    var nonce = Tags.take(in, 0xA2, Tags.NONCE);
    var key = Tags.take(in, 0xA3, Tags.POINT);
    var signature = Tags.take(in, 0xA4, Tags.SIGNATURE);
    in.end();
    return new TicketRequest(module, certificate, nonce, key, signature);
  }
}
