// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.keywright.protocol.SerialNumber;

/**
 * The serial numbers and places of a device list that have come so far, with their lines, in 24
 * bytes each. Holds no more than it is told to: a longer list is looked through in several parts.
 */
final class SeenDevices {
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int FIELDS = 3;

  private final int most;
  private long[] table = new long[1024 * FIELDS];
  private int count;

  /** Makes an empty set that is full when it holds so many. */
  SeenDevices(int most) {
    this.most = most;
  }

  /** Whether nothing more can be added. */
  boolean full() {
    return count >= most;
  }

  /** A number that the same device always gets, evenly spread; for parting a long list. */
  static int spread(SerialNumber serial, int place) {
    var bytes = ByteBuffer.wrap(serial.value().toArray());
    return (int) (hash(bytes.getLong(), bytes.getLong(), place) >>> 33);
  }

  /** Adds a device; returns the line in which it came before, if it did. */
  OptionalLong add(SerialNumber serial, int place, long line) {
    if (2 * (count + 1) > table.length / FIELDS) {
      grow();
    }
    var bytes = ByteBuffer.wrap(serial.value().toArray());
    long earlier = put(bytes.getLong(), bytes.getLong(), line << 16 | place);
    return earlier == 0 ? OptionalLong.empty() : OptionalLong.of(earlier >>> 16);
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    count = 0;
    for (int at = 0; at < old.length; at += FIELDS) {
      if (old[at + 2] != 0) {
        put(old[at], old[at + 1], old[at + 2]);
      }
    }
  }

  /** Lines begin at 1, so a filled slot's third field is never zero. */
  private long put(long high, long low, long lineAndPlace) {
    int place = (int) lineAndPlace & 0xFFFF;
    int slots = table.length / FIELDS;
    int slot = (int) (hash(high, low, place) & slots - 1);
    while (table[slot * FIELDS + 2] != 0) {
      int at = slot * FIELDS;
      if (table[at] == high && table[at + 1] == low && ((int) table[at + 2] & 0xFFFF) == place) {
        return table[at + 2];
      }
      slot = slot + 1 & slots - 1;
    }
    table[slot * FIELDS] = high;
    table[slot * FIELDS + 1] = low;
    table[slot * FIELDS + 2] = lineAndPlace;
    count++;
    return 0;
  }

  private static long hash(long high, long low, int place) {
    long h = (high ^ Long.rotateLeft(low, 31) ^ place * MIX) * MIX;
    h = (h ^ h >>> 32 ^ low) * MIX;
    return h ^ h >>> 29;
  }
}
