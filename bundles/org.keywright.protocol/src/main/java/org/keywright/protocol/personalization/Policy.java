// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.Optional;
import org.keywright.crypto.Bytes;

/**
 * What a personalization demands.
 *
 * @param tan whether the user has to enter a TAN (claim 13)
 * @param crossCertificate whether the central system has to sign the unit's key (claim 6)
 * @param variation whether the unit has to send a variation value (claim 10)
 * @param validityDays how long the module certificate shall be valid, 1 to 65535 days
 */
public record Policy(boolean tan, boolean crossCertificate, boolean variation, int validityDays) {
  /** All bits of {@link #demands}. */
  static final int ALL_DEMANDS = 7;

  static final int LENGTH = 3;

  /** Checks the days. */
  public Policy {
    if (validityDays < 1 || validityDays > 0xFFFF) {
      throw new IllegalArgumentException("a certificate is valid for 1 to 65535 days");
    }
  }

  /** The demands as bits: 01 TAN, 02 cross certificate, 04 variation value. */
  public int demands() {
    return (tan ? 1 : 0) | (crossCertificate ? 2 : 0) | (variation ? 4 : 0);
  }

  /** Whether this demands all that a floor of {@link #demands} bits does. */
  public boolean meets(int floor) {
    return (demands() & floor) == floor;
  }

  Bytes encode() {
    return Bytes.of((byte) demands(), (byte) (validityDays >> 8), (byte) validityDays);
  }

  static Optional<Policy> decode(byte[] encoded) {
    int days = (encoded[1] & 0xFF) << 8 | (encoded[2] & 0xFF);
    int bits = encoded[0];
    if ((bits & ~ALL_DEMANDS) != 0 || days == 0) {
      return Optional.empty();
    }
    return Optional.of(new Policy((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, days));
  }
}
