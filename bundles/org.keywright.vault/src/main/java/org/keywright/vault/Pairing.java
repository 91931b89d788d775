// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What the centre knows of one module with one host.
 *
 * @param module MSID
 * @param host SN
 * @param index the N of its newest pairing
 * @param state how it stands
 * @param since when it came to that state
 * @param lastSeen when both were last seen together, or the code was given
 * @param activity the activity counter CPT as the module told it last, one higher for each time
 *     that both were seen together since; empty where it never told it
 * @param times how often the two were paired, or got a code for it
 */
public record Pairing(
    String module,
    String host,
    long index,
    State state,
    Instant since,
    Instant lastSeen,
    OptionalLong activity,
    int times) {
  /** How a pairing stands. */
  public enum State {
    /** A code was given; whether it was used is not known. */
    PROMISED(true),
    /** Both were seen paired. */
    SEEN(true),
    /** Replaced, erased or given back; it counts no more. */
    ENDED(false);

    private final boolean counts;

    State(boolean counts) {
      this.counts = counts;
    }

    /** Whether it counts as one of the module's hosts. */
    public boolean counts() {
      return counts;
    }
  }
}
