// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

/** What a removable module holds in non-volatile memory, and where. */
final class ModuleMemory {
  // What INSTALL says.
  static final short MODULE = 0;
  static final short SUITES_LENGTH = Unit.ID_LENGTH;
  static final short SUITES = (short) (SUITES_LENGTH + 1);
  static final short KEY_LENGTH = (short) (SUITES + 16);
  static final short KEY = (short) (KEY_LENGTH + 1);
  static final short PLACES = (short) (KEY + SealedKeys.ROOM);
  static final short INSTALLED = (short) (PLACES + 1);
  private static final short IDENTITY = (short) (INSTALLED + 1);

  // What is counted.
  static final short ORDER_NUMBER = 0;
  static final short INDEX = 4;
  static final short CHRONOLOGY = 8;
  static final short TRIES = 12;
  private static final short COUNTERS = 13;

  /** The length of each counter but the tries. */
  static final short COUNTER = 4;

  /** Tries for each index. */
  static final byte ALL_TRIES = 3;

  final byte[] identity = new byte[IDENTITY];
  final byte[] counters = new byte[COUNTERS];
  final Policy policy = new Policy();
  final Generations generations = new Generations();
  final Rows rows = new Rows(identity, PLACES);

  ModuleMemory() {
    counters[TRIES] = ALL_TRIES;
  }

  boolean installed() {
    return identity[INSTALLED] != 0;
  }

  byte tries() {
    return counters[TRIES];
  }

  /** Whether a counter can rise no more. */
  boolean full(short counter) {
    for (short i = 0; i < COUNTER; i++) {
      if (counters[(short) (counter + i)] != -1) {
        return false;
      }
    }
    return true;
  }

  /** Raises a counter; within a transaction. */
  void raise(short counter) {
    Octets.increment(counters, counter, COUNTER);
  }
}
