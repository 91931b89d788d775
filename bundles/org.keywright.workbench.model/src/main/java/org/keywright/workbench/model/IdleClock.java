// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Knows since when nobody has touched the workbench. For one thread. */
public final class IdleClock {
  private final LongSupplier nanos;
  private long touched;

  /**
   * Begins now.
   *
   * @param nanos a clock that never goes back, in nanoseconds
   */
  public IdleClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.touched = nanos.getAsLong();
  }

  /** Somebody typed, or moved the mouse. */
  public void touch() {
    touched = nanos.getAsLong();
  }

  /**
   * How long it is until nobody has touched it for a time: zero if that is so; empty if there is no
   * such time.
   *
   * @param limit the time; zero for never
   */
  public Optional<Duration> left(Duration limit) {
    if (!limit.isPositive()) {
      return Optional.empty();
    }
    Duration left = limit.minusNanos(nanos.getAsLong() - touched);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }
}
