// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

/**
 * How badly a scanner would see a symbol: long runs, plain squares, what looks like a finder
 * pattern, and a lack of balance (ISO/IEC 18004:2015, clause 7.8.3).
 */
final class QrPenalty {
  /** A finder pattern along a line, with four light modules before it or behind. */
  private static final int FINDER_AFTER_LIGHT = 0b00001011101;

  private static final int FINDER_BEFORE_LIGHT = 0b10111010000;
  private static final int FINDER_BITS = 11;

  private QrPenalty() {}

  static int of(boolean[][] dark) {
    int size = dark.length;
    int penalty = 0;
    int darkOnes = 0;
    for (int line = 0; line < size; line++) {
      penalty += alongLine(dark, line, true) + alongLine(dark, line, false);
      for (int i = 0; i < size; i++) {
        darkOnes += dark[line][i] ? 1 : 0;
        penalty += line > 0 && i > 0 && plainSquare(dark, line, i) ? 3 : 0;
      }
    }
    int percent = 100 * darkOnes / (size * size);
    return penalty + 10 * (Math.abs(percent - 50) / 5);
  }

  /** Runs of five and more of a colour, and finder patterns, in a row or a column. */
  private static int alongLine(boolean[][] dark, int line, boolean row) {
    int penalty = 0;
    int run = 0;
    int seen = 0;
    boolean before = false;
    for (int i = 0; i < dark.length; i++) {
      boolean now = row ? dark[line][i] : dark[i][line];
      run = i > 0 && now == before ? run + 1 : 1;
      penalty += run == 5 ? 3 : run > 5 ? 1 : 0;
      seen = (seen << 1 | (now ? 1 : 0)) & (1 << FINDER_BITS) - 1;
      if (i >= FINDER_BITS - 1 && (seen == FINDER_AFTER_LIGHT || seen == FINDER_BEFORE_LIGHT)) {
        penalty += 40;
      }
      before = now;
    }
    return penalty;
  }

  private static boolean plainSquare(boolean[][] dark, int row, int column) {
    boolean corner = dark[row][column];
    return dark[row - 1][column] == corner
        && dark[row][column - 1] == corner
        && dark[row - 1][column - 1] == corner;
  }
}
