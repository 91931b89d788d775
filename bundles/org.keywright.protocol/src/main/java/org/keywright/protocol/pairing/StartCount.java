// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.Optional;

/** Where the activity counter of a new pairing begins. */
public enum StartCount {
  /** At the lowest of the other pairings, so that the newest is not always the next to go. */
  LOWEST_OF_OTHERS(0),
  /** At zero. */
  ZERO(1);

  private final int code;

  StartCount(int code) {
    this.code = code;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  /** The setting that a byte stands for. */
  public static Optional<StartCount> of(int code) {
    for (StartCount start : values()) {
      if (start.code == code) {
        return Optional.of(start);
      }
    }
    return Optional.empty();
  }
}
