// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.Locale;
import java.util.Optional;

/** The states in a security module's life. */
public enum LifeCycle {
  /** Made, without an identity that the manufacturer has certified. */
  VIRGIN(0x00),
  /** Has its identity and no module key. */
  IDENTIFIED(0x01),
  /** In a run; volatile. */
  PERSONALIZING(0x02),
  /** Has a certified module key and knows its central system. */
  OPERATIONAL(0x03),
  /** Everything is erased, for good. */
  DEAD(0x7F);

  private final int code;

  LifeCycle(int code) {
    this.code = code;
  }

  /** The byte in messages. */
  public int code() {
    return code;
  }

  /** The state of a byte; empty if there is none. */
  public static Optional<LifeCycle> of(int code) {
    for (LifeCycle state : values()) {
      if (state.code == code) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** In lower case, for people. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
