// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keywright.crypto.EcPublicKey;

/**
 * Whose word counts, for what.
 *
 * @param roots the manufacturers' certificates at one of which a chain has to end
 * @param purposes for one of these the key has to be
 * @param revocationLists the lists at hand, of whatever issuers
 * @param revocation what is asked of them
 * @param key the one key that is awaited, where only one will do
 */
public record Trust(
    List<Certificate> roots,
    Set<KeyPurpose> purposes,
    List<RevocationList> revocationLists,
    RevocationPolicy revocation,
    Optional<EcPublicKey> key) {
  /** Copies the collections. */
  public Trust {
    roots = List.copyOf(roots);
    purposes = Set.copyOf(purposes);
    revocationLists = List.copyOf(revocationLists);
  }

  /** Trust in what one root has certified for a purpose, without revocation lists. */
  public static Trust in(Certificate root, KeyPurpose... purposes) {
    return new Trust(
        List.of(root),
        Set.of(purposes),
        List.of(),
        RevocationPolicy.WHERE_LISTED,
        Optional.empty());
  }

  /** The same with these lists, which must be there for every issuer and be in date. */
  public Trust requiring(List<RevocationList> lists) {
    return new Trust(roots, purposes, lists, RevocationPolicy.REQUIRED, key);
  }

  /** The same with these lists, of which it does not matter whether one is missing. */
  public Trust heeding(List<RevocationList> lists) {
    return new Trust(roots, purposes, lists, RevocationPolicy.WHERE_LISTED, key);
  }

  /** The same for one key alone. */
  public Trust only(EcPublicKey awaited) {
    return new Trust(roots, purposes, revocationLists, revocation, Optional.of(awaited));
  }

  /** What is asked of revocation lists. */
  public enum RevocationPolicy {
    /** What is on a list at hand is refused, even on one out of date; no list is needed. */
    WHERE_LISTED,
    /** Each issuer of the chain must have a list at hand that is in date. */
    REQUIRED
  }
}
