// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Duration;
import java.util.Locale;

/** Writes times for people. */
final class Durations {
  private Durations() {}

  /** {@code 85 ms}, {@code 4.2 s}, {@code 3:07 min} or {@code 2:05 h}. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1) {
      return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
    } else if (millis < 1000) {
      return millis + " ms";
    } else if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long seconds = duration.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds % 3600 / 60);
  }
}
