// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.time.Instant;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Sealing;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * FC: the TAN of a work order on its way to an identification unit, sealed by AES-256-GCM under a
 * key of the connection, for the module it is for.
 *
 * @param expiry until when the TAN is good
 * @param sealed nonce (12 bytes), the eleven digits enciphered, tag (16 bytes)
 */
public record TanDelivery(Instant expiry, Bytes sealed) {
  /** The label of the exporter (RFC 8446, clause 7.5) that gives the key of the seal. */
  public static final String LABEL = "EXPORTER-KW2-TAN";

  private static final int SEALED = 12 + TransactionNumbers.LENGTH + 16;

  /** Seals a TAN, which stays the caller's as the key does. */
  public static TanDelivery seal(
      Sealing sealing, Key key, SerialNumber module, Instant expiry, KeyMaterial tan)
      throws KeyException {
    return new TanDelivery(expiry, Bytes.of(sealing.seal(key, belongsTo(module), tan)));
  }

  /**
   * Opens the TAN, which the caller then owns.
   *
   * @throws KeyException if it was sealed on another connection or for another module
   */
  public KeyMaterial open(Sealing sealing, Key key, SerialNumber module) throws KeyException {
    return sealing.open(key, belongsTo(module), sealed.toArray());
  }

  private static byte[] belongsTo(SerialNumber module) {
    return Labelled.bytes("KW2.TAN", module.value().toArray());
  }

  /** Encodes the template FC whole. */
  public byte[] encode() {
    return new TlvWriter(64)
        .putNumber(0x80, expiry.getEpochSecond(), 8)
        .put(0x81, sealed.toArray())
        .toTemplate(0xFC);
  }

  /**
   * Reads the template FC and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static TanDelivery decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xFC);
    var expiry = Tags.takeTime(in, 0x80);
    var sealed = Tags.take(in, 0x81, SEALED);
    in.end();
    return new TanDelivery(expiry, sealed);
  }
}
