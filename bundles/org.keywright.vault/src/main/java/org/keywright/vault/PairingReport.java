// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was seen of a module and a host together.
 *
 * @param module MSID
 * @param host SN
 * @param index the N that the module had afterwards
 * @param paired whether the two were paired just then
 * @param activity the activity counter CPT of their place, if the module told it
 * @param table the hosts in the module's table afterwards, if the module told them
 * @param at when
 */
public record PairingReport(
    String module,
    String host,
    long index,
    boolean paired,
    OptionalLong activity,
    Optional<List<String>> table,
    Instant at) {
  /** Copies the list. */
  public PairingReport {
    table = table.map(List::copyOf);
  }
}
