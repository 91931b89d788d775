// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Instants as the database holds them: nanoseconds since 1970, good from 1677 to 2262; and in
 * words.
 */
final class Moments {
  private static final long NANOS = 1_000_000_000L;

  private static final Instant LATEST = of(Long.MAX_VALUE);

  private Moments() {}

  /** A moment that a column can be compared with, whatever it is that somebody asks for. */
  static Instant bounded(Instant moment) {
    return moment.isAfter(LATEST) ? LATEST : moment;
  }

  /** A moment in a message: UTC, to the second. */
  static String words(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NANOS), (long) instant.getNano());
  }

  static Instant of(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
