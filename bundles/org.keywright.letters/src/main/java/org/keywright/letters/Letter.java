// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sharing;

/**
 * What stands on a letter beside the secret.
 *
 * @param vault whose key it is, in words
 * @param key which key, in words
 * @param kind its algorithm and length
 * @param sharing how the key was parted
 * @param number which part this is
 * @param custodian for whom it is
 * @param ceremony in which ceremony it was made; empty if in none
 * @param at when
 * @param check the check value of the part, and of the key; empty on a test print
 * @param mark what is printed across the page, such as REHEARSAL; empty on a letter that counts
 */
public record Letter(
    String vault,
    String key,
    KeySpec kind,
    Sharing sharing,
    int number,
    String custodian,
    String ceremony,
    Instant at,
    Optional<Check> check,
    Optional<String> mark) {
  /** What is printed across a page without a secret. */
  public static final String TEST_PRINT = "TEST PRINT";

  /** Checks the number. */
  public Letter {
    if (number < 1 || number > sharing.parts()) {
      throw new IllegalArgumentException(
          "there is no %s %d of %d".formatted(sharing.method().part(), number, sharing.parts()));
    }
  }

  /**
   * Check values, which are no secrets.
   *
   * @param part of the part
   * @param key of the key
   */
  public record Check(Kcv part, Kcv key) {}

  /** The same letter with the check values of what was made. */
  public Letter checked(Check made) {
    return with(Optional.of(made), mark);
  }

  /** The same letter as a test print. */
  public Letter asTestPrint() {
    return with(Optional.empty(), Optional.of(TEST_PRINT));
  }

  private Letter with(Optional<Check> values, Optional<String> across) {
    return new Letter(vault, key, kind, sharing, number, custodian, ceremony, at, values, across);
  }
}
