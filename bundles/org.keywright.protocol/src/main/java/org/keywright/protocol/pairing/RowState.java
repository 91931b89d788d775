// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.Optional;

/** What a module has in its table for a host. */
public enum RowState {
  /** Nothing: the host is not paired. */
  UNKNOWN(0),
  /** A pairing that was verified at least once. */
  PAIRED(1),
  /** A pairing that was stored and not verified yet: the host may have lost it on its way. */
  HALF(2);

  private final int code;

  RowState(int code) {
    this.code = code;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  /** The state that a byte stands for. */
  public static Optional<RowState> of(int code) {
    return switch (code) {
      case 0 -> Optional.of(UNKNOWN);
      case 1 -> Optional.of(PAIRED);
      case 2 -> Optional.of(HALF);
      default -> Optional.empty();
    };
  }
}
