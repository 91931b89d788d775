// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A challenge that a unit gave out: in volatile memory only, good for once and for 120 seconds. */
final class Challenge {
  static final Duration LIFE = Duration.ofMinutes(2);

  private byte @Nullable [] value;
  private Instant until = Instant.MIN;

  void arm(byte[] fresh, Instant now) {
    value = fresh;
    until = now.plus(LIFE);
  }

  /** Whether this is the armed one and still young; it is spent whatever the answer. */
  boolean spend(byte[] received, Instant now) {
    byte[] armed = value;
    value = null;
    return armed != null && !now.isAfter(until) && Arrays.equals(armed, received);
  }

  void forget() {
    value = null;
  }
}
