// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The answer to HELLO: how a module greets a host.
 *
 * @param suite the suite of this contact, one of those that the host offers
 * @param module MSID of the module
 * @param challenge R_MS, 16 bytes
 * @param row what the module has for the host
 * @param index N, the index that a pairing with this host would have now
 */
public record ModuleHello(
    int suite, SerialNumber module, Bytes challenge, RowState row, long index) {
  /** Encodes the TLVs. */
  public byte[] encode() {
    return new TlvWriter(64)
        .putNumber(0x80, suite, 1)
        .put(0xA0, module.value().toArray())
        .put(0x85, challenge.toArray())
        .putNumber(0xA7, row.code(), 1)
        .putNumber(0xA8, index, 4)
        .toBytes();
  }

  /**
   * Reads the TLVs and nothing beside them.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length,
   *     the random number is all zero, or the state does not exist
   */
  public static ModuleHello decode(byte[] encoded) throws TlvException {
    var in = TlvReader.of(encoded);
    int suite = in.takeNumber(0x80, 1);
    byte[] module = in.take(0xA0, SerialNumber.LENGTH);
    byte[] challenge = HostHello.takeChallenge(in, 0x85);
    var row =
        RowState.of(in.takeNumber(0xA7, 1))
            .orElseThrow(() -> new TlvException("tag A7 names a state that does not exist"));
    long index = in.takeLong(0xA8, 4);
    in.end();
    return new ModuleHello(suite, SerialNumber.of(module), Bytes.of(challenge), row, index);
  }
}
