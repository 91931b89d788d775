// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From when until when, both included, in whole seconds (RFC 5280, clause 4.1.2.5).
 *
 * @param notBefore the first second
 * @param notAfter the last second
 */
public record Validity(Instant notBefore, Instant notAfter) {
  /** What stands for "no end" (RFC 5280, clause 4.1.2.5): 9999-12-31T23:59:59Z. */
  public static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

  private static final Instant EARLIEST = Instant.parse("1950-01-01T00:00:00Z");

  /** Cuts to seconds and checks the order. */
  public Validity {
    notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
    notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
    if (notAfter.isBefore(notBefore) || notBefore.isBefore(EARLIEST) || notAfter.isAfter(NO_END)) {
      throw new IllegalArgumentException(
          "a validity ends after it begins, in the years 1950 to 9999");
    }
  }

  /** From an instant on, for as long. */
  public static Validity of(Instant notBefore, Duration length) {
    return new Validity(notBefore, notBefore.plus(length));
  }

  /** How long it is. */
  public Duration length() {
    return Duration.between(notBefore, notAfter);
  }
}
