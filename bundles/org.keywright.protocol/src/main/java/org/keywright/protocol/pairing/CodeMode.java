// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.Optional;

/** What a secret code is made of, and so how long it is good. */
public enum CodeMode {
  /** No code is asked for. */
  NONE(0),
  /** One code for each module, the same at every pairing (claim 6). */
  PER_MODULE(1),
  /** A code for each pairing of a module, with whatever host (claim 7). */
  PER_PAIRING(2),
  /** A code for module, host and index (claims 8 and 9). */
  PER_HOST_AND_PAIRING(3);

  private final int code;

  CodeMode(int code) {
    this.code = code;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  /** The mode that a byte stands for. */
  public static Optional<CodeMode> of(int code) {
    for (CodeMode mode : values()) {
      if (mode.code == code) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
