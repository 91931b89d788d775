// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.protocol.Refusal;
import org.keywright.transport.StatusWord;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;

/**
 * EF: either side ends the run or refuses a request, and says why.
 *
 * @param status a status word other than 9000
 */
public record Abort(StatusWord status) {
  /** The tag of the template. */
  public static final int TAG = 0xEF;

  /** Whether a message is one of these. */
  public static boolean isOne(byte[] message) {
    return message.length > 0 && (message[0] & 0xFF) == TAG;
  }

  /** The end that a refusal makes. */
  static Abort of(Refusal refusal) {
    return new Abort(refusal.status());
  }

  /** Encodes the template EF whole. */
  public byte[] encode() {
    return new TlvWriter(4).putNumber(0x80, status.value(), 2).toTemplate(TAG);
  }

  /**
   * Reads the template EF and nothing beside it.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static Abort decode(byte[] encoded) throws TlvException {
    var in = Tags.whole(encoded, TAG);
    var status = new StatusWord(in.takeNumber(0x80, 2));
    in.end();
    return new Abort(status);
  }
}
