// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.time.Instant;

/** Instants as the database holds them: nanoseconds since 1970, good from 1677 to 2262. */
final class Moments {
  private static final long NANOS = 1_000_000_000L;

  private Moments() {}

  static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NANOS), (long) instant.getNano());
  }

  static Instant of(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
