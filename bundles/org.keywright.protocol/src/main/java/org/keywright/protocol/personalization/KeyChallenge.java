// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * F2: the central system asks for a MAC with a transaction key.
 *
 * @param slot where the key is
 * @param challenge 8 to 64 bytes
 */
public record KeyChallenge(int slot, Bytes challenge) {
  /** Encodes the template F2 whole. */
  public byte[] encode() {
    return new TlvWriter(80)
        .putNumber(0x81, slot, 2)
        .put(0x85, challenge.toArray())
        .toTemplate(0xF2);
  }

  /**
   * Reads the template F2 and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static KeyChallenge decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, 0xF2);
    int slot = in.takeNumber(0x81, 2);
    var challenge = Tags.take(in, 0x85, 8, 64);
    in.end();
    return new KeyChallenge(slot, challenge);
  }
}
