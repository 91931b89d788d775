// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.util.Arrays;

/**
 * Measures tasks in turn, A B C A B C …, so that a machine whose speed drifts slows all alike.
 *
 * <p>The first turns warm up and are not counted; a figure is the median of its turns.
 */
final class Turns {
  private final double[][] nanos;

  private Turns(int tasks, int turns) {
    nanos = new double[tasks][turns];
  }

  /** A task that does so many operations and returns how long they took, in nanoseconds. */
  @FunctionalInterface
  interface Task {
    long nanos() throws Exception;
  }

  static Turns measure(int warmUp, int turns, int operations, Task... tasks) throws Exception {
    for (int turn = 0; turn < warmUp; turn++) {
      for (Task task : tasks) {
        task.nanos();
      }
    }
    var result = new Turns(tasks.length, turns);
    for (int turn = 0; turn < turns; turn++) {
      for (int task = 0; task < tasks.length; task++) {
        result.nanos[task][turn] = (double) tasks[task].nanos() / operations;
      }
    }
    return result;
  }

  /** Nanoseconds of one operation of a task. */
  double nanos(int task) {
    return median(nanos[task]);
  }

  /** A floor's time over a task's, turn by turn: 1 if they are equally fast. */
  double ratio(int floor, int task) {
    double[] ratios = new double[nanos[task].length];
    for (int turn = 0; turn < ratios.length; turn++) {
      ratios[turn] = nanos[floor][turn] / nanos[task][turn];
    }
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
