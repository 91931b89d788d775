// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * What the centre answers to a question for a code, without its MAC.
 *
 * @param number the case's number
 * @param granted whether the code is given
 * @param ground why: the number of the ground
 * @param code the code, wrapped, if it is given
 */
public record CentreReply(long number, boolean granted, int ground, Optional<Bytes> code) {
  private static final int WRAPPED = 24;

  /** Encodes the TLVs. */
  public byte[] encode() {
    var out =
        new TlvWriter(64)
            .putNumber(0xD2, number, 8)
            .putNumber(0xD3, granted ? 1 : 0, 1)
            .putNumber(0xD4, ground, 1);
    code.ifPresent(wrapped -> out.put(0xD5, wrapped.toArray()));
    return out.toBytes();
  }

  /**
   * Reads the TLVs and nothing beside them.
   *
   * @throws TlvException if a tag is missing, unknown, out of order or of another length
   */
  public static CentreReply decode(byte[] encoded) throws TlvException {
    var in = TlvReader.of(encoded);
    long number = in.takeLong(0xD2, 8);
    boolean granted = in.takeNumber(0xD3, 1) == 1;
    int ground = in.takeNumber(0xD4, 1);
    Optional<Bytes> code =
        in.atEnd() ? Optional.empty() : Optional.of(Bytes.of(in.take(0xD5, WRAPPED)));
    in.end();
    return new CentreReply(number, granted, ground, code);
  }
}
