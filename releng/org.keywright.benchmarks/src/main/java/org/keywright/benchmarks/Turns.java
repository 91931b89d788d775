// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.util.Arrays;

/**
 * Measures two tasks in turn, A B A B …, so that a machine whose speed drifts slows both alike.
 *
 * <p>The first turns warm up and are not counted; a figure is the median of its turns.
 */
final class Turns {
  private final double[] one;
  private final double[] other;
  private final double[] ratios;

  private Turns(int turns) {
    one = new double[turns];
    other = new double[turns];
    ratios = new double[turns];
  }

  /** A task that does so many operations and returns how long they took, in nanoseconds. */
  @FunctionalInterface
  interface Task {
    long nanos() throws Exception;
  }

  static Turns measure(int warmUp, int turns, int operations, Task one, Task other)
      throws Exception {
    for (int i = 0; i < warmUp; i++) {
      one.nanos();
      other.nanos();
    }
    var result = new Turns(turns);
    for (int i = 0; i < turns; i++) {
      result.one[i] = (double) one.nanos() / operations;
      result.other[i] = (double) other.nanos() / operations;
      result.ratios[i] = result.other[i] / result.one[i];
    }
    return result;
  }

  /** Nanoseconds of one operation of the first task. */
  double one() {
    return median(one);
  }

  /** Nanoseconds of one operation of the second task. */
  double other() {
    return median(other);
  }

  /** The second task's time over the first's, turn by turn: 1 if they are equally fast. */
  double ratio() {
    return median(ratios);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Rounds for printing. */
  static double rounded(double value) {
    double scale = value < 10 ? 1000 : value < 1000 ? 10 : 1;
    return Math.round(value * scale) / scale;
  }
}
