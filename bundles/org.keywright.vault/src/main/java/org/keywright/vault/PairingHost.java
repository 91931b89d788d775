// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;

/**
 * A host MH as the centre knows it.
 *
 * @param id SN as people write it
 * @param estate the estate that it belongs to
 * @param generation the generation of the key that its cryptogram CY is under
 * @param keyGeneration the generation of the host root that its key comes from
 * @param state whether it may be paired
 * @param created when it was made
 */
public record PairingHost(
    String id,
    String estate,
    int generation,
    int keyGeneration,
    PairingUnitState state,
    Instant created) {
  /** Whether it belongs to the same estate and was made under the same keys. */
  public boolean madeAs(PairingHost other) {
    return estate.equals(other.estate)
        && generation == other.generation
        && keyGeneration == other.keyGeneration;
  }
}
