// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.util.List;
import org.keywright.crypto.KeyState;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Which root keys of an estate are good for units that get keys now. */
final class EstateRoots {
  private EstateRoots() {}

  /** Those in use, the oldest first; there is one at least. */
  static List<RootKey> active(Vault vault, RootPurpose purpose, String estate)
      throws VaultException {
    return required(
        vault.roots().generations(purpose, estate).stream()
            .filter(key -> key.state() == KeyState.ACTIVE)
            .toList(),
        "the estate %s has no %s in use: pair:generation makes one, pair:import brings one"
            .formatted(estate, EstateWork.words(purpose)));
  }

  /** The cryptogram keys in use whose generation is not revoked, the oldest first. */
  static List<RootKey> generations(Vault vault, String estate) throws VaultException {
    List<String> revoked = revokedGenerations(vault, estate);
    return required(
        active(vault, RootPurpose.CY_KEY, estate).stream()
            .filter(key -> !revoked.contains(Integer.toString(key.generation())))
            .toList(),
        "all generations of cryptograms of estate %s are revoked: pair:generation makes another"
            .formatted(estate));
  }

  /** Whether hosts with cryptograms of a generation may not be paired any more. */
  static boolean revoked(Vault vault, String estate, int generation) throws VaultException {
    return revokedGenerations(vault, estate).contains(Integer.toString(generation));
  }

  private static List<String> revokedGenerations(Vault vault, String estate) throws VaultException {
    return vault.pairings().revocations(estate).stream()
        .filter(revocation -> revocation.kind() == PairingRevocation.Kind.GENERATION)
        .map(PairingRevocation::subject)
        .toList();
  }

  private static List<RootKey> required(List<RootKey> keys, String otherwise)
      throws VaultException {
    if (keys.isEmpty()) {
      throw new VaultException(otherwise);
    }
    return keys;
  }
}
