// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * For how long a key is meant to be used (NIST SP 800-57 part 1 rev. 5, clause 5.3.5).
 *
 * @param originatorUntil the end of the originator-usage period: from then on nothing new is
 *     protected with the key; empty if nobody has set it
 * @param recipientUntil the end of the recipient-usage period: from then on nothing that was
 *     protected is processed either; empty if nobody has set it
 */
public record CryptoPeriod(Optional<Instant> originatorUntil, Optional<Instant> recipientUntil) {
  /** No end that anybody has set. */
  public static final CryptoPeriod OPEN = new CryptoPeriod(Optional.empty(), Optional.empty());

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the recipient's period ends before the originator's
   */
  public CryptoPeriod {
    if (originatorUntil.isPresent()
        && recipientUntil.filter(end -> end.isBefore(originatorUntil.get())).isPresent()) {
      throw new IllegalArgumentException(
          "what was protected is processed at least as long as something is protected: the"
              + " recipient-usage period ends no sooner than the originator-usage period");
    }
  }

  /** The end that comes first, if one is set: what a reminder is for. */
  public Optional<Instant> firstEnd() {
    return originatorUntil.or(() -> recipientUntil);
  }
}
