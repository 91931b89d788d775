// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.nio.ByteBuffer;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;

/**
 * Remembers which challenge came from which module, in a table of a fixed size: a later one takes
 * the slot of an earlier one. A challenge is never held spent that was not. Safe for use by many
 * threads.
 */
final class SpentChallenges {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long[] table;
  private final int mask;

  /** Makes a table of so many slots, a power of two. */
  SpentChallenges(int slots) {
    table = new long[slots * 2];
    mask = slots - 1;
  }

  /** Returns whether the challenge is new as far as is remembered, and remembers it. */
  boolean spend(SerialNumber serialNumber, Bytes challenge) {
    var serial = ByteBuffer.wrap(serialNumber.value().toArray());
    var random = ByteBuffer.wrap(challenge.toArray());
    long high = random.getLong() ^ serial.getLong() * MIX;
    long low = random.getLong() ^ Long.rotateLeft(serial.getLong() * MIX, 29);
    int slot = (int) (((high ^ low) * MIX) >>> 40) & mask;
    synchronized (this) {
      boolean spent = table[2 * slot] == high && table[2 * slot + 1] == low;
      table[2 * slot] = high;
      table[2 * slot + 1] = low;
      return !spent;
    }
  }
}
