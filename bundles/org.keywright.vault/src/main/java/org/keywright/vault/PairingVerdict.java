// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;

/**
 * How a request is decided.
 *
 * @param granted whether it is given
 * @param ground why, a word that stays with the case
 * @param open whether somebody has to look into it
 * @param suspicions what it makes one think of
 */
public record PairingVerdict(
    boolean granted, String ground, boolean open, List<PairingFinding.Suspicion> suspicions) {
  /** Copies the list. */
  public PairingVerdict {
    suspicions = List.copyOf(suspicions);
  }
}
