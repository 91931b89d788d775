// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.keywright.console.spi.Progress;

/** A bar with rate and remaining time on a terminal; elsewhere a line every few seconds. */
final class ProgressLine implements Progress {
  private static final long REDRAW_MILLIS = 100;
  private static final long LINE_MILLIS = 5_000;
  private static final int CELLS = 24;

  private final Screen screen;
  private final String title;
  private final InstantSource clock;
  private final long began;
  private long before = -1;
  private long shown;
  private boolean closed;

  ProgressLine(Screen screen, String title, InstantSource clock) {
    this.screen = screen;
    this.title = title;
    this.clock = clock;
    this.began = clock.millis();
    this.shown = began;
  }

  @Override
  public synchronized void at(long done, long total, String remark) {
    long now = clock.millis();
    if (before < 0) {
      before = Math.max(0, done - 1);
    }
    if (closed || now - shown < (screen.onTerminal() ? REDRAW_MILLIS : LINE_MILLIS)) {
      return;
    }
    shown = now;
    String line = line(done, total, remark, now - began);
    if (screen.onTerminal()) {
      screen.bar(line);
    } else {
      screen.errorLine(line);
    }
  }

  private String line(long done, long total, String remark, long millis) {
    var line = new StringBuilder(title);
    if (total > 0) {
      int full = (int) (CELLS * Math.min(done, total) / total);
      if (screen.onTerminal()) {
        line.append("  ").append("\u2588".repeat(full)).append("\u2591".repeat(CELLS - full));
      }
      line.append(String.format(Locale.ROOT, "  %,d of %,d", done, total));
      line.append("  ").append(100 * done / total).append(" %");
    } else {
      line.append(String.format(Locale.ROOT, "  %,d", done));
    }
    double rate = millis > 0 ? (done - before) * 1000.0 / millis : 0;
    if (rate > 0) {
      line.append(String.format(Locale.ROOT, rate < 10 ? "  %.1f/s" : "  %,.0f/s", rate));
      if (total > done) {
        line.append("  ").append(left(Math.round((total - done) / rate))).append(" left");
      }
    }
    return remark.isEmpty() ? line.toString() : line.append("  ").append(remark).toString();
  }

  private static String left(long seconds) {
    return seconds < 60 ? seconds + " s" : Durations.text(Duration.ofSeconds(seconds));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (screen.onTerminal()) {
      screen.bar("");
    }
  }
}
