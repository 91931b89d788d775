// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Duration;
import java.time.Instant;
import org.keywright.crypto.Bytes;

/**
 * The modules and hosts whose keys come from the same roots, and how far the centre lets them go.
 *
 * @param name what people call it; its root keys have the same name
 * @param suite the suite's id
 * @param policy what new modules are set to, as the pairing protocol encodes it
 * @param places how many places new modules have
 * @param limits how many hosts a module may have
 * @param created when it was made
 */
public record PairingEstate(
    String name, int suite, Bytes policy, int places, Limits limits, Instant created) {
  /**
   * How many hosts a module may have.
   *
   * @param hosts at a time, at least 1
   * @param newHosts with which it may be paired anew within a period, at least 1
   * @param period that period, whole seconds
   */
  public record Limits(int hosts, int newHosts, Duration period) {
    /** Checks the ranges. */
    public Limits {
      if (hosts < 1 || newHosts < 1 || !period.isPositive()) {
        throw new IllegalArgumentException("limits are numbers above 0 within a period above 0");
      }
    }
  }
}
