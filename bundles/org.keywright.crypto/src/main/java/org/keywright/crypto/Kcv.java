// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/**
 * A key check value, always with the method that made it.
 *
 * @param method how it was computed
 * @param value as many bytes as the method gives
 */
public record Kcv(KcvMethod method, Bytes value) {
  /** Checks the length. */
  public Kcv {
    if (value.length() != method.length()) {
      throw new IllegalArgumentException(
          "a check value by " + method.label() + " has " + method.length() + " bytes");
    }
  }

  /** The value in hex, a blank and the method in brackets: {@code 61886B5CD4 (CMAC)}. */
  @Override
  public String toString() {
    return value.hex() + " (" + method.label() + ")";
  }
}
