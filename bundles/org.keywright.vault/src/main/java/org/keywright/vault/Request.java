// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * What one officer wants to do and another has to approve.
 *
 * @param number from 1
 * @param act exactly what: it is granted once, when it is asked for just so again
 * @param reason why, in words
 * @param at when it was asked
 * @param expires until when it can be approved and carried out
 * @param state how it stands
 * @param decidedBy who approved or refused it
 * @param decidedAt when
 */
public record Request(
    long number,
    Act act,
    String reason,
    Instant at,
    Instant expires,
    State state,
    Optional<String> decidedBy,
    Optional<Instant> decidedAt) {
  /** How a request stands. */
  public enum State {
    /** Nobody has decided. */
    OPEN,
    /** Its asker may carry it out. */
    APPROVED,
    /** Another officer refused it. */
    REFUSED,
    /** Its asker withdrew it. */
    WITHDRAWN,
    /** It was carried out. */
    DONE,
    /** Its time ran out. */
    EXPIRED
  }
}
