// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import java.util.Arrays;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * E0: what an EI asks for, as PREPARE answers it and EXPORTKEY carries it.
 *
 * @param suite the suite for this run
 * @param offered every suite that the EI takes, in its order
 * @param serialNumber SN of the EI
 * @param setId SET
 * @param transportKeyVersion TVER
 * @param ref1 which key of the first unit
 * @param ref2 which place of the EI
 * @param challenge R_EI, 16 bytes
 */
public record ExportRequest(
    int suite,
    Bytes offered,
    SerialNumber serialNumber,
    SetId setId,
    int transportKeyVersion,
    int ref1,
    int ref2,
    Bytes challenge) {
  /** The length of a challenge in bytes. */
  public static final int CHALLENGE_LENGTH = 16;

  /** Encodes the template E0 whole. */
  public byte[] encode() {
    var content =
        new TlvWriter(96)
            .putNumber(0x80, suite, 1)
            .put(0x8F, offered.toArray())
            .put(0x81, serialNumber.value().toArray())
            .put(0x90, setId.value().toArray())
            .putNumber(0x91, transportKeyVersion, 2)
            .putNumber(0x82, ref1, 2)
            .putNumber(0x83, ref2, 2)
            .put(0x84, challenge.toArray());
    return content.toTemplate(0xE0);
  }

  /**
   * Reads the template E0 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length,
   *     or the challenge is all zero
   */
  public static ExportRequest decode(byte[] encoded) throws TlvException {
    var reader = TlvReader.of(encoded);
    var in = reader.nested(0xE0);
    reader.end();
    int suite = in.takeNumber(0x80, 1);
    byte[] offered = in.take(0x8F, 1, 16);
    byte[] serial = in.take(0x81, SerialNumber.LENGTH);
    byte[] set = in.take(0x90, SetId.LENGTH);
    int version = in.takeNumber(0x91, 2);
    int ref1 = in.takeNumber(0x82, 2);
    int ref2 = in.takeNumber(0x83, 2);
    byte[] challenge = in.take(0x84, CHALLENGE_LENGTH);
    in.end();
    if (Arrays.equals(challenge, new byte[CHALLENGE_LENGTH])) {
      throw new TlvException("tag 84 holds a challenge of zeros");
    }
    return new ExportRequest(
        suite,
        Bytes.of(offered),
        SerialNumber.of(serial),
        SetId.of(set),
        version,
        ref1,
        ref2,
        Bytes.of(challenge));
  }

  /** Whether the EI offered this suite. */
  public boolean offers(int wanted) {
    for (byte each : offered.toArray()) {
      if ((each & 0xFF) == wanted) {
        return true;
      }
    }
    return false;
  }
}
