// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was found of a log that holds.
 *
 * @param vault the id of its vault
 * @param entries how many it has
 * @param ranges from the first to the last, each proved in one way
 */
public record Verdict(String vault, long entries, List<Range> ranges) {
  /** Copies the list. */
  public Verdict {
    ranges = List.copyOf(ranges);
  }

  /**
   * Entries that were found whole.
   *
   * @param first the first one's number
   * @param last the last one's
   * @param signed when they were signed; empty for those behind the newest checkpoint, of which
   *     only the chain can be checked
   */
  public record Range(long first, long last, Optional<Instant> signed) {}
}
