// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;
import java.util.Optional;

/**
 * What the register knows when something is decided or reported, as of that moment.
 *
 * @param estate the module's estate
 * @param module the module
 * @param host the host
 * @param revoked whether the generation of the host's cryptogram is revoked
 * @param pairings the module's pairings, ended ones too, the newest first; the last {@value #DEPTH}
 * @param cases the module's cases, the newest first; the last {@value #DEPTH}
 * @param sightings the module's sightings, the newest first; the last {@value #DEPTH}
 */
public record PairingFile(
    Optional<PairingEstate> estate,
    Optional<PairingModule> module,
    Optional<PairingHost> host,
    boolean revoked,
    List<Pairing> pairings,
    List<PairingCase> cases,
    List<PairingSighting> sightings) {
  /** How far back a file goes. */
  public static final int DEPTH = 64;

  /** Copies the lists. */
  public PairingFile {
    pairings = List.copyOf(pairings);
    cases = List.copyOf(cases);
    sightings = List.copyOf(sightings);
  }

  /** The module's pairing with a host, whatever its state. */
  public Optional<Pairing> pairing(String withHost) {
    return pairings.stream().filter(p -> p.host().equals(withHost)).findFirst();
  }
}
