// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;

/**
 * A removable module MS as the centre knows it.
 *
 * @param id MSID as people write it
 * @param estate the estate that it belongs to
 * @param rootGeneration the generation of the module root that its key comes from
 * @param generation its own: the newest CY key that it was made with
 * @param state whether it may be paired
 * @param places how many places it has
 * @param policy what it was last set to, as the pairing protocol encodes it
 * @param seen the highest index N that it was seen to have
 * @param given the highest N that a code was given for
 * @param hosts how many pairings count as its own now
 * @param orders the serial of the newest order made for it, 0 before the first
 * @param created when it was made
 */
public record PairingModule(
    String id,
    String estate,
    int rootGeneration,
    int generation,
    PairingUnitState state,
    int places,
    Bytes policy,
    long seen,
    OptionalLong given,
    int hosts,
    long orders,
    Instant created) {
  /** A module that was just made: no pairing yet, N as it was made with. */
  public static PairingModule made(
      String id,
      PairingEstate estate,
      int rootGeneration,
      int generation,
      long index,
      Instant created) {
    return new PairingModule(
        id,
        estate.name(),
        rootGeneration,
        generation,
        PairingUnitState.ACTIVE,
        estate.places(),
        estate.policy(),
        index,
        OptionalLong.empty(),
        0,
        0,
        created);
  }

  /** Whether it belongs to the same estate and was made under the same keys. */
  public boolean madeAs(PairingModule other) {
    return estate.equals(other.estate)
        && rootGeneration == other.rootGeneration
        && generation == other.generation;
  }
}
