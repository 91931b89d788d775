// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * EA: one side's share of one round of the password-authenticated key agreement (EC J-PAKE).
 *
 * @param round 1 to 3
 * @param share what the key agreement says in this round
 */
public record TanRound(int round, Bytes share) {
  /** The tag of the template. */
  static final int TAG = 0xEA;

  /** The third round confirms the key. */
  public static final int LAST = 3;

  private static final int LONGEST = 512;

  /** Encodes the template EA whole. */
  public byte[] encode() {
    return new TlvWriter(400).putNumber(0x80, round, 1).put(0x81, share.toArray()).toTemplate(TAG);
  }

  /**
   * Reads the template EA and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static TanRound decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, TAG);
    int round = in.takeNumber(0x80, 1);
    var share = Tags.take(in, 0x81, 1, LONGEST);
    in.end();
    if (round < 1 || round > LAST) {
      throw new TlvException("tag 80 names no round");
    }
    return new TanRound(round, share);
  }
}
