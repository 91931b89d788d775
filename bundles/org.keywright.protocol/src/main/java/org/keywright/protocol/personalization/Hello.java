// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.time.Instant;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * E8: what a module says of itself when it enters the personalization state.
 *
 * @param module its id
 * @param identityCertificate the manufacturer's certificate of its identity key, DER
 * @param nonce N_S, 32 random bytes that enter the certificates (claim 9)
 * @param firmwareDigest SHA-256 of its firmware
 * @param suites the suites that it can carry out
 * @param trustedTime the newest signed time that it has seen
 * @param wantedCentral the name of the central system that it insists on; empty if any will do
 */
public record Hello(
    SerialNumber module,
    Bytes identityCertificate,
    Bytes nonce,
    Bytes firmwareDigest,
    Bytes suites,
    Instant trustedTime,
    String wantedCentral) {
  /** The one suite of this protocol that there is, 02: P-256, ECDSA, certificates. */
  public static final int STRONG = 0x02;

  /** The longest name of a central system in bytes of UTF-8. */
  static final int NAME = 64;

  /** Whether it can carry out this suite. */
  boolean offers(int suite) {
    for (byte each : suites.toArray()) {
      if ((each & 0xFF) == suite) {
        return true;
      }
    }
    return false;
  }

  /** Encodes the template E8 whole. */
  public byte[] encode() {
    return new TlvWriter(768)
        .put(0xA0, module.value().toArray())
        .put(0xA1, identityCertificate.toArray())
        .put(0xA2, nonce.toArray())
        .put(0xA3, firmwareDigest.toArray())
        .put(0xA4, suites.toArray())
        .putNumber(0xA5, trustedTime.getEpochSecond(), 8)
        .put(0xA6, Tags.text(wantedCentral))
        .toTemplate(0xE8);
  }

  /**
   * Reads the template E8 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static Hello decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xE8);
    var module = SerialNumber.of(in.take(0xA0, SerialNumber.LENGTH));
    var certificate = Tags.take(in, 0xA1, 1, Tags.CERTIFICATE);
    var nonce = Tags.take(in, 0xA2, Tags.NONCE);
    var firmware = Tags.take(in, 0xA3, 32);
    var suites = Tags.take(in, 0xA4, 1, 16);
    var time = Tags.takeTime(in, 0xA5);
    var wanted = Tags.takeText(in, 0xA6, NAME);
    in.end();
    return new Hello(module, certificate, nonce, firmware, suites, time, wanted);
  }
}
