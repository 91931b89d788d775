// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import org.keywright.crypto.KeyState;

/**
 * How a key stands in its life (NIST SP 800-57 part 1 rev. 5, clause 7). What it was before is in
 * the log of acts.
 *
 * @param state its state
 * @param since since when it is that
 * @param actor who brought it there; empty for a key that an earlier layout of the vault kept
 * @param reason why, in words; may be empty
 * @param period for how long it is meant to be used
 */
public record KeyLife(
    KeyState state, Instant since, String actor, String reason, CryptoPeriod period) {
  /** The life of a key that is made now. */
  public static KeyLife begun(KeyState state, Instant now, String actor, CryptoPeriod period) {
    return new KeyLife(state, now, actor, "", period);
  }

  /** The same life after a step to another state. */
  public KeyLife changed(KeyState next, Instant now, String by, String why) {
    return new KeyLife(next, now, by, why, period);
  }

  /** The same life with another crypto-period. */
  public KeyLife within(CryptoPeriod another) {
    return new KeyLife(state, since, actor, reason, another);
  }
}
