// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

import java.util.List;

/**
 * What came of a list of units that were made elsewhere.
 *
 * @param added how many are new in the register
 * @param leftOut the lines that were left out because of their faults
 */
public record Registration(int added, LeftOut leftOut) {
  /**
   * Lines with faults.
   *
   * @param count how many there are
   * @param first the first of them, each with line, column and fault
   */
  public record LeftOut(long count, List<String> first) {
    /** How many are kept in words. */
    public static final int SHOWN = 10;

    /** Copies the list. */
    public LeftOut {
      first = List.copyOf(first);
    }
  }
}
