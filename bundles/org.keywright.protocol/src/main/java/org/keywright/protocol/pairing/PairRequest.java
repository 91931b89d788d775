// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The data of PAIR: the cryptogram that a host got at the factory.
 *
 * @param generation g, which of the modules' keys it is made under
 * @param cryptogram CY
 */
public record PairRequest(int generation, Bytes cryptogram) {
  /** Encodes the TLVs. */
  public byte[] encode() {
    return new TlvWriter(96)
        .putNumber(0xA6, generation, 2)
        .put(0xA9, cryptogram.toArray())
        .toBytes();
  }

  /**
   * Reads the TLVs and nothing beside them.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static PairRequest decode(byte[] encoded) throws TlvException {
    var in = TlvReader.of(encoded);
    var request = read(in);
    in.end();
    return request;
  }

  /** Reads the TLVs, which must come next. */
  public static PairRequest read(TlvReader in) throws TlvException {
    int generation = in.takeNumber(0xA6, 2);
    byte[] cryptogram = in.take(0xA9, Cryptogram.SHORTEST, Cryptogram.LONGEST);
    return new PairRequest(generation, Bytes.of(cryptogram));
  }
}
