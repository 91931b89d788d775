// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a plot from 0 on, with round numbers on it.
 *
 * @param end where it ends, at a mark or behind the last one
 * @param step from one mark to the next
 */
public record Axis(double end, double step) {
  private static final double[] ROUND = {1, 2, 5, 10};
  private static final double[] TIMES = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400
  };

  /**
   * An axis for numbers, which ends at a mark.
   *
   * @param most the highest of them
   * @param marks how many marks there are about
   */
  public static Axis ofNumbers(double most, int marks) {
    double rough = Math.max(most, 1) / Math.max(1, marks);
    double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = magnitude;
    for (double round : ROUND) {
      step = Math.max(1, round * magnitude);
      if (step >= rough) {
        break;
      }
    }
    return new Axis(Math.ceil(Math.max(most, 1) / step) * step, step);
  }

  /**
   * An axis for times, which ends where they end.
   *
   * @param seconds the latest
   * @param marks how many marks there are at most
   */
  public static Axis ofTimes(double seconds, int marks) {
    double end = Math.max(seconds, 1);
    for (double step : TIMES) {
      if (end / step <= Math.max(1, marks)) {
        return new Axis(end, step);
      }
    }
    double days = TIMES[TIMES.length - 1];
    return new Axis(end, Math.ceil(end / Math.max(1, marks) / days) * days);
  }

  /** Where the marks are, the one at 0 first. */
  public List<Double> marks() {
    var marks = new ArrayList<Double>();
    for (int i = 0; i * step <= end + step * 1e-9; i++) {
      marks.add(i * step);
    }
    return marks;
  }

  /** A point of the axis as a part of its length. */
  public double part(double value) {
    return Math.clamp(value / end, 0, 1);
  }

  /** A time as its mark says it: {@code 30 s}, {@code 2:30} or {@code 1:05:00}. */
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    String rest = "%02d".formatted(whole % 60);
    return whole < 3600
        ? whole / 60 + ":" + rest
        : whole / 3600 + ":" + "%02d".formatted(whole % 3600 / 60) + ":" + rest;
  }
}
