// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;

/**
 * The MAC by which a first unit authorises one administrative command to one EI: ERASE KEY or RAISE
 * FLOOR. It is computed under a key that T1 and the EI's challenge give, so it is good for this
 * unit and this once.
 */
public final class Authorisation {
  private Authorisation() {}

  /**
   * Computes the MAC.
   *
   * @param transportKey T of the set; stays the caller's
   * @param challenge what the EI gave to GET CHALLENGE, 16 bytes
   * @param instruction which command
   * @param data the command's data before tag 84
   */
  public static byte[] mac(
      Suite suite,
      Key transportKey,
      SetId set,
      int transportKeyVersion,
      SerialNumber serialNumber,
      byte[] challenge,
      Instruction instruction,
      byte[] data)
      throws KeyException {
    byte[] covered = new byte[1 + data.length];
    covered[0] = (byte) instruction.ins();
    System.arraycopy(data, 0, covered, 1, data.length);
    try (Key operationKey =
            SessionKeys.operationKey(suite, transportKey, set, transportKeyVersion, serialNumber);
        Key admin =
            suite
                .derivation()
                .diversify(
                    operationKey,
                    "KW1.ADM",
                    suite.keySpec(),
                    new byte[] {(byte) suite.id()},
                    serialNumber.value().toArray(),
                    challenge)) {
      return suite.mac().mac(admin, covered);
    }
  }
}
