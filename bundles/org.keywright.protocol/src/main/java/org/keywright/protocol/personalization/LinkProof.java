// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.pki.Certificate;
import org.keywright.protocol.Refusal;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * FA: one end of a link by pre-shared key shows its certificate and proves that it has the key, as
 * certificates and a pre-shared key are not had in one handshake. The unit says it first.
 *
 * @param certificate the manufacturer's certificate, DER
 * @param signature 64 bytes
 */
public record LinkProof(Bytes certificate, Bytes signature) {
  /** What the unit signs on a link of this binding, opened by this ticket. */
  public static byte[] unitCovers(Bytes binding, Bytes ticket) {
    return Labelled.bytes("KW2.LINK.PU", binding.toArray(), ticket.toArray());
  }

  /** What the module signs on a link of this binding, opened by this ticket. */
  public static byte[] moduleCovers(Bytes binding, Bytes ticket) {
    return Labelled.bytes("KW2.LINK.SM", binding.toArray(), ticket.toArray());
  }

  /**
   * Requires that the signature is by the key of a certificate that was checked.
   *
   * @throws Refusal 6988 if it is not
   */
  public void require(Certificate checked, byte[] covered, EcKeys ecKeys) throws Refusal {
    if (!checked.encoded().equals(certificate)
        || !ecKeys.verify(checked.publicKey(), covered, signature.toArray())) {
      throw new Refusal(0x6988, "the other end has not the key of its certificate");
    }
  }

  /** Encodes the template FA whole. */
  public byte[] encode() {
    return new TlvWriter(768)
        .put(0x80, certificate.toArray())
        .put(0x8F, signature.toArray())
        .toTemplate(0xFA);
  }

  /**
   * Reads the template FA and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static LinkProof decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xFA);
    var certificate = Tags.take(in, 0x80, 1, Tags.CERTIFICATE);
    var signature = Tags.take(in, 0x8F, Tags.SIGNATURE);
    in.end();
    return new LinkProof(certificate, signature);
  }
}
