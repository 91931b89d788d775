// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.Optional;

/** Which pairing goes when there is no free place; locked places never do. */
public enum VictimPolicy {
  /**
   * That of the lowest activity counter, then of the lowest chronology, then of the lowest place.
   */
  LEAST_ACTIVE(0),
  /** The oldest. */
  OLDEST(1),
  /** None: the new pairing is refused. */
  REFUSE(2);

  private final int code;

  VictimPolicy(int code) {
    this.code = code;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  /** The policy that a byte stands for. */
  public static Optional<VictimPolicy> of(int code) {
    for (VictimPolicy policy : values()) {
      if (policy.code == code) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }
}
