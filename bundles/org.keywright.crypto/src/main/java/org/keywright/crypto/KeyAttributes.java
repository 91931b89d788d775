// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/**
 * What a key is for: one usage, a mode, and whether it may leave.
 *
 * @param usage the one purpose
 * @param mode what may be done with it
 * @param exportability whether it may leave under another key
 */
public record KeyAttributes(KeyUsage usage, KeyMode mode, Exportability exportability) {
  /** The three X9.143 fields side by side, as in {@code D0 B N}. */
  @Override
  public String toString() {
    return usage.code() + " " + mode.letter() + " " + exportability.letter();
  }
}
