// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The answer to ASKED: what a host shows to its user, who reads it to the centre.
 *
 * @param module MSID
 * @param host SN
 * @param index N that the code is for
 * @param demand whether a code is needed, the tries left, and the attestation
 */
public record CodePrompt(SerialNumber module, SerialNumber host, long index, CodeDemand demand) {
  /** Encodes the TLVs. */
  public byte[] encode() {
    var out =
        new TlvWriter(64)
            .put(0xA0, module.value().toArray())
            .put(0x81, host.value().toArray())
            .putNumber(0xA8, index, 4);
    return demand.write(out).toBytes();
  }

  /**
   * Reads the TLVs and nothing beside them.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static CodePrompt decode(byte[] encoded) throws TlvException {
    var in = TlvReader.of(encoded);
    byte[] module = in.take(0xA0, SerialNumber.LENGTH);
    byte[] host = in.take(0x81, SerialNumber.LENGTH);
    long index = in.takeLong(0xA8, 4);
    var demand = CodeDemand.read(in);
    in.end();
    return new CodePrompt(SerialNumber.of(module), SerialNumber.of(host), index, demand);
  }
}
