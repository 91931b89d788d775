// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.spi;

import java.util.Map;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.vault.ItemState;

/**
 * How one item came out.
 *
 * @param state the outcome
 * @param subject the module's serial number as people write it
 * @param reason why, in one line; empty when done
 * @param facts what a report shows
 * @param pending what settling, or telling receipts apart later, needs to know; public data
 */
public record ItemResult(
    ItemState state,
    String subject,
    String reason,
    Map<String, String> facts,
    Optional<Bytes> pending) {
  /** Copies the map. */
  public ItemResult {
    facts = Map.copyOf(facts);
  }
}
