// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.nio.charset.StandardCharsets;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The answer to PAIR: what the module wants before it pairs.
 *
 * @param codeNeeded whether a secret code is needed
 * @param triesLeft how many tries are left for it, 0 to 15
 * @param attestation four digits by which the centre knows that the index is real
 */
public record CodeDemand(boolean codeNeeded, int triesLeft, String attestation) {
  /** Encodes the TLVs. */
  public byte[] encode() {
    return write(new TlvWriter(16)).toBytes();
  }

  TlvWriter write(TlvWriter out) {
    return out.putNumber(0xAA, codeNeeded ? 1 : 0, 1)
        .putNumber(0xAB, triesLeft, 1)
        .put(0xAC, attestation.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Reads the TLVs and nothing beside them.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length,
   *     or its value is none of those above
   */
  public static CodeDemand decode(byte[] encoded) throws TlvException {
    var in = TlvReader.of(encoded);
    var demand = read(in);
    in.end();
    return demand;
  }

  static CodeDemand read(TlvReader in) throws TlvException {
    int needed = in.takeNumber(0xAA, 1);
    int tries = in.takeNumber(0xAB, 1);
    byte[] attestation = in.take(0xAC, PairingCodes.ATTESTATION_DIGITS);
    if (needed > 1 || tries > 15) {
      throw new TlvException("tag AA or AB holds what is no such value");
    }
    for (byte digit : attestation) {
      if (digit < '0' || digit > '9') {
        throw new TlvException("tag AC holds what is no digit");
      }
    }
    return new CodeDemand(needed == 1, tries, new String(attestation, StandardCharsets.US_ASCII));
  }
}
