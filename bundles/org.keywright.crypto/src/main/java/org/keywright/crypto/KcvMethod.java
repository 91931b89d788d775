// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/** How a key check value is computed; the value says nothing without its method. */
public enum KcvMethod {
  /** The first 3 bytes of the zero block enciphered with TDES (the older payment HSM habit). */
  TDES_ZERO_BLOCK("TDES-0", 3),
  /** The first 3 bytes of the zero block enciphered with AES. */
  AES_ZERO_BLOCK("AES-0", 3),
  /** The first 5 bytes of the CMAC over one zero block (ANSI X9.24-1, method 01; X9.143 KP). */
  CMAC("CMAC", 5);

  private final String label;
  private final int length;

  KcvMethod(String label, int length) {
    this.label = label;
    this.length = length;
  }

  /** The short name shown beside each value. */
  public String label() {
    return label;
  }

  /** The length of the value in bytes. */
  public int length() {
    return length;
  }
}
