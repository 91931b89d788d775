// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

import java.util.OptionalInt;

/**
 * What a host in the field shall have from now on.
 *
 * @param generation of the cryptogram key CY is to be under; empty for the newest that is in use
 *     and not revoked
 * @param keyGeneration of the host root its leaf is to come from; empty for the one that it has
 * @param expiry until when it may be paired, in seconds since 1970; 0 for ever
 */
public record Renewal(OptionalInt generation, OptionalInt keyGeneration, long expiry) {
  /** Checks the expiry. */
  public Renewal {
    if (expiry < 0 || expiry > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("a cryptogram expires before the year 2106, or never");
    }
  }
}
