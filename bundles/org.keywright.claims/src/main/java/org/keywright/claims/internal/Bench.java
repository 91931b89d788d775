// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import org.keywright.transport.sim.Simulator;

/**
 * Where proofs get their units from, and what these can be asked.
 *
 * @param simulator makes the units; they may be cards just as well
 * @param countable whether they carry out suites that are plugged into this program, so that a
 *     proof can count what they compute
 * @param divisor by how much less often than in a full run a proof does what it does very often
 */
public record Bench(Simulator simulator, boolean countable, int divisor) {
  /** Checks the divisor. */
  public Bench {
    if (divisor < 1) {
      throw new IllegalArgumentException("a proof is not repeated more often than in a full run");
    }
  }

  /** Simulated units and a full run. */
  static Bench simulated(Simulator simulator) {
    return new Bench(simulator, true, 1);
  }

  /** How often something is done that is done so often in a full run. */
  int times(int full) {
    return Math.max(2, full / divisor);
  }

  /** The suite under which a proof sees what units compute, as far as it can. */
  int countedSuite() {
    return countable ? Counted.ID : Counted.COUNTED;
  }
}
