// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

/**
 * How secret codes are made.
 *
 * @param mode what they depend on
 * @param digits how many digits they have
 */
public record CodeRule(CodeMode mode, int digits) {
  /** The fewest digits: with fewer, three tries would be worth trying. */
  public static final int FEWEST = 6;

  /** The most digits. */
  public static final int MOST = 10;

  /** For module, host and index, with eight digits. */
  public static final CodeRule DEFAULT = new CodeRule(CodeMode.PER_HOST_AND_PAIRING, 8);

  /** Checks the number of digits. */
  public CodeRule {
    if (digits < FEWEST || digits > MOST) {
      throw new IllegalArgumentException(
          "a code has %d to %d digits, not %d".formatted(FEWEST, MOST, digits));
    }
  }

  /** Whether a code is asked for at all. */
  public boolean asks() {
    return mode != CodeMode.NONE;
  }

  /** The length of a code in digits; 0 if none is asked for. */
  public int length() {
    return asks() ? digits : 0;
  }
}
