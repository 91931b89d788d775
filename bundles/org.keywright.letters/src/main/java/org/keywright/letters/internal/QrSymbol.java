// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

import java.util.Arrays;

/**
 * A QR symbol (ISO/IEC 18004) of a secret: bytes, error correction level M, versions 2 to 6, one
 * mask. Everything that it is computed in is wiped.
 *
 * <p>Libraries for such symbols take a {@code String}, which nobody can wipe.
 */
final class QrSymbol implements AutoCloseable {
  /** White modules that have to be around it (clause 6.3.8). */
  static final int QUIET = 4;

  private static final int FIRST_VERSION = 2;
  private static final int BYTES = 0b0100;

  /** Data codewords, blocks, and error correction codewords of a block, from version 2 on. */
  private static final int[][] CAPACITIES = {
    {28, 1, 16}, {44, 1, 26}, {64, 2, 18}, {86, 2, 24}, {108, 4, 16}
  };

  /** What makes the error correction of the format, and what it is masked with (annex C). */
  private static final int FORMAT_GENERATOR = 0b10100110111;

  private static final int FORMAT_MASK = 0b101010000010010;
  private static final int MASKS = 8;

  private static final int FIELD = 0x11D;

  private final int size;
  private final boolean[][] dark;
  private final boolean[][] taken;

  private QrSymbol(int version) {
    size = 17 + 4 * version;
    dark = new boolean[size][size];
    taken = new boolean[size][size];
  }

  /**
   * Makes the smallest symbol that holds a text.
   *
   * @param ascii stays the caller's
   * @throws IllegalArgumentException if it is too long
   */
  static QrSymbol of(byte[] ascii) {
    for (int i = 0; i < CAPACITIES.length; i++) {
      // Mode and length take 12 bits.
      if (ascii.length + 2 <= CAPACITIES[i][0]) {
        var symbol = new QrSymbol(FIRST_VERSION + i);
        symbol.draw(codewords(ascii, CAPACITIES[i]));
        return symbol;
      }
    }
    throw new IllegalArgumentException(ascii.length + " bytes are too many for a QR symbol");
  }

  int size() {
    return size;
  }

  boolean dark(int row, int column) {
    return dark[row][column];
  }

  /** Data, filled up, and its error correction, blocks interleaved (clauses 7.4 to 7.6). */
  private static byte[] codewords(byte[] ascii, int[] capacity) {
    int blocks = capacity[1];
    int inBlock = capacity[0] / blocks;
    int correcting = capacity[2];
    byte[] data = new byte[capacity[0]];
    data[0] = (byte) (BYTES << 4 | ascii.length >> 4);
    data[1] = (byte) (ascii.length << 4);
    for (int i = 0; i < ascii.length; i++) {
      data[i + 1] |= (byte) (ascii[i] >> 4 & 0xF);
      data[i + 2] = (byte) (ascii[i] << 4);
    }
    for (int i = ascii.length + 2, fill = 0xEC; i < data.length; i++, fill ^= 0xEC ^ 0x11) {
      data[i] = (byte) fill;
    }
    byte[] all = new byte[data.length + blocks * correcting];
    byte[] generator = generator(correcting);
    for (int block = 0; block < blocks; block++) {
      byte[] part = Arrays.copyOfRange(data, block * inBlock, (block + 1) * inBlock);
      byte[] rest = remainder(part, generator);
      for (int i = 0; i < inBlock; i++) {
        all[i * blocks + block] = part[i];
      }
      for (int i = 0; i < correcting; i++) {
        all[data.length + i * blocks + block] = rest[i];
      }
      Arrays.fill(part, (byte) 0);
      Arrays.fill(rest, (byte) 0);
    }
    Arrays.fill(data, (byte) 0);
    return all;
  }

  /** The product of (x - 2^i), without its leading term. */
  private static byte[] generator(int degree) {
    byte[] generator = new byte[degree];
    generator[degree - 1] = 1;
    int root = 1;
    for (int i = 0; i < degree; i++) {
      for (int j = 0; j < degree; j++) {
        int next = j + 1 < degree ? generator[j + 1] : 0;
        generator[j] = (byte) (times(generator[j] & 0xFF, root) ^ next);
      }
      root = times(root, 2);
    }
    return generator;
  }

  private static byte[] remainder(byte[] data, byte[] generator) {
    byte[] rest = new byte[generator.length];
    for (byte each : data) {
      int factor = (each ^ rest[0]) & 0xFF;
      System.arraycopy(rest, 1, rest, 0, rest.length - 1);
      rest[rest.length - 1] = 0;
      for (int i = 0; i < rest.length; i++) {
        rest[i] ^= (byte) times(generator[i] & 0xFF, factor);
      }
    }
    return rest;
  }

  private static int times(int a, int b) {
    int product = 0;
    for (int bit = 7; bit >= 0; bit--) {
      product = product << 1 ^ (product >> 7) * FIELD;
      product ^= (b >> bit & 1) * a;
    }
    return product;
  }

  private void draw(byte[] codewords) {
    for (int i = 8; i < size - 8; i++) {
      set(6, i, i % 2 == 0);
      set(i, 6, i % 2 == 0);
    }
    square(3, 3, 4);
    square(3, size - 4, 4);
    square(size - 4, 3, 4);
    square(size - 7, size - 7, 2);
    format(0);
    place(codewords);
    Arrays.fill(codewords, (byte) 0);
    mask(bestMask());
  }

  /** The mask of the least penalty (clause 7.8.3). */
  private int bestMask() {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int mask = 0; mask < MASKS; mask++) {
      mask(mask);
      int penalty = QrPenalty.of(dark);
      if (penalty < least) {
        best = mask;
        least = penalty;
      }
      mask(mask); // a second time undoes it
    }
    return best;
  }

  private void mask(int mask) {
    format(mask);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        dark[row][column] ^= !taken[row][column] && turns(mask, row, column);
      }
    }
  }

  /** Whether a mask turns a module (table 10). */
  private static boolean turns(int mask, int row, int column) {
    int product = row * column;
    return switch (mask) {
      case 0 -> (row + column) % 2 == 0;
      case 1 -> row % 2 == 0;
      case 2 -> column % 3 == 0;
      case 3 -> (row + column) % 3 == 0;
      case 4 -> (row / 2 + column / 3) % 2 == 0;
      case 5 -> product % 2 + product % 3 == 0;
      case 6 -> (product % 2 + product % 3) % 2 == 0;
      default -> ((row + column) % 2 + product % 3) % 2 == 0;
    };
  }

  /** A finder pattern with its separator (reach 4), or an alignment pattern (reach 2). */
  private void square(int row, int column, int reach) {
    for (int down = -reach; down <= reach; down++) {
      for (int right = -reach; right <= reach; right++) {
        int ring = Math.max(Math.abs(down), Math.abs(right));
        int r = row + down;
        int c = column + right;
        if (r >= 0 && r < size && c >= 0 && c < size) {
          set(r, c, reach == 4 ? ring != 2 && ring != 4 : ring != 1);
        }
      }
    }
  }

  /** Format information, twice, and the module that is always dark (clause 7.9). */
  private void format(int mask) {
    int rest = mask << 10; // level M is 00
    for (int bit = 14; bit >= 10; bit--) {
      rest ^= (rest >> bit & 1) * (FORMAT_GENERATOR << (bit - 10));
    }
    int format = (mask << 10 | rest) ^ FORMAT_MASK;
    for (int bit = 0; bit < 15; bit++) {
      boolean on = (format >> bit & 1) == 1;
      int along = bit < 6 ? bit : bit + 1;
      if (bit < 8) {
        set(along, 8, on);
        set(8, size - 1 - bit, on);
      } else {
        set(8, bit == 8 ? 7 : 14 - bit, on);
        set(size - 15 + bit, 8, on);
      }
    }
    set(size - 8, 8, true);
  }

  private void set(int row, int column, boolean on) {
    dark[row][column] = on;
    taken[row][column] = true;
  }

  /** Upwards and downwards in pairs of columns from the right (clause 7.7.3). */
  private void place(byte[] codewords) {
    int bit = 0;
    for (int right = size - 1; right > 0; right -= right == 8 ? 3 : 2) {
      boolean upwards = (right + 1 & 2) == 0;
      for (int i = 0; i < size; i++) {
        int row = upwards ? size - 1 - i : i;
        for (int column = right; column > right - 2; column--) {
          if (!taken[row][column]) {
            boolean on =
                bit < 8 * codewords.length && (codewords[bit / 8] >> (7 - bit % 8) & 1) == 1;
            dark[row][column] = on;
            bit++;
          }
        }
      }
    }
  }

  @Override
  public void close() {
    for (boolean[] row : dark) {
      Arrays.fill(row, false);
    }
  }
}
