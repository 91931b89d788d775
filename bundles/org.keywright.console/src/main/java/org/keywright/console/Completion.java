// SPDX-License-Identifier: EPL-2.0
package org.keywright.console;

import java.util.List;

/**
 * What could stand where the cursor is.
 *
 * @param from where the word begins that a proposal takes the place of
 * @param proposals in the order of their values
 */
public record Completion(int from, List<Proposal> proposals) {
  /** Copies the list. */
  public Completion {
    proposals = List.copyOf(proposals);
  }

  /**
   * One of them.
   *
   * @param value what would be written
   * @param description what it means; may be empty
   */
  public record Proposal(String value, String description) {}
}
