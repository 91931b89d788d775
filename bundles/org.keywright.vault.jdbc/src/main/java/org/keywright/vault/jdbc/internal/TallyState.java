// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sums of all tables after a commit.
 *
 * @param number the number of the commit, from 1
 * @param sums by the names of the tables
 */
record TallyState(long number, Map<String, TallyState.Sum> sums) {
  /**
   * The rows of a table, and the sum of their codes: a number of 128 bits, without a carry.
   *
   * @param rows how many
   * @param high the upper half of the sum
   * @param low the lower half
   */
  record Sum(long rows, long high, long low) {
    static final Sum NONE = new Sum(0, 0, 0);
    private static final int BYTES = 3 * Long.BYTES;

    /** One row, by the code of 16 bytes that it has. */
    static Sum of(byte[] code) {
      var halves = ByteBuffer.wrap(code);
      return new Sum(1, halves.getLong(), halves.getLong());
    }

    Sum plus(Sum other) {
      long sum = low + other.low;
      long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
      return new Sum(rows + other.rows, high + other.high + carry, sum);
    }

    /** So many of the same row; below zero, so many fewer. */
    Sum times(int count) {
      Sum product = NONE;
      for (int i = 0; i < Math.abs(count); i++) {
        product = count < 0 ? product.minus(this) : product.plus(this);
      }
      return product;
    }

    Sum minus(Sum other) {
      long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
      return new Sum(rows - other.rows, high - other.high - borrow, low - other.low);
    }
  }

  /** The state after a commit that changes tables by so much. */
  TallyState plus(Map<String, Sum> changes) {
    var after = new TreeMap<>(sums);
    changes.forEach((table, change) -> after.merge(table, change, Sum::plus));
    return new TallyState(number + 1, after);
  }

  /** By how much one list of sums is more than another, of tables in which it is. */
  static Map<String, Sum> difference(Map<String, Sum> some, Map<String, Sum> others) {
    var difference = new TreeMap<>(some);
    others.forEach((table, sum) -> difference.merge(table, Sum.NONE.minus(sum), Sum::plus));
    difference.values().removeIf(Sum.NONE::equals);
    return difference;
  }

  /** Table by table its name's length in two bytes, its name, rows and sum. */
  byte[] encoded() {
    int length = 0;
    for (String table : sums.keySet()) {
      length += Short.BYTES + table.length() + Sum.BYTES;
    }
    var to = ByteBuffer.allocate(length);
    sums.forEach(
        (table, sum) ->
            to.putShort((short) table.length())
                .put(table.getBytes(StandardCharsets.US_ASCII))
                .putLong(sum.rows())
                .putLong(sum.high())
                .putLong(sum.low()));
    return to.array();
  }

  static TallyState decoded(long number, byte[] encoded) {
    var from = ByteBuffer.wrap(encoded);
    var sums = new TreeMap<String, Sum>();
    while (from.hasRemaining()) {
      byte[] table = new byte[from.getShort()];
      from.get(table);
      sums.put(
          new String(table, StandardCharsets.US_ASCII),
          new Sum(from.getLong(), from.getLong(), from.getLong()));
    }
    return new TallyState(number, sums);
  }
}
