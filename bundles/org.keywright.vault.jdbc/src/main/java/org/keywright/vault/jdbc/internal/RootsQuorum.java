// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.keywright.vault.Act;
import org.keywright.vault.SignIn;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.SigningIn.Unlocked;

/** Opens the roots by the passphrases of enough security officers; each try is in the log. */
final class RootsQuorum {
  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;
  private final OfficersCrypto crypto;

  /** Takes no ownership. */
  RootsQuorum(JdbcVault vault, Store store, Seals seals, OfficersCrypto crypto) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
    this.crypto = crypto;
  }

  /** Returns seals under the roots key, which the caller owns. */
  Seals opened(List<SignIn> quorum) throws VaultException {
    require(quorum);
    var unlocked = new ArrayList<Unlocked>();
    try {
      for (SignIn who : quorum) {
        unlocked.add(shown(who));
      }
      return store.read(
          session ->
              crypto.shares().join(session, seals.vault(), Pact.require(session, seals), unlocked));
    } finally {
      unlocked.forEach(Unlocked::close);
    }
  }

  private Unlocked shown(SignIn who) throws VaultException {
    var act = new Act(who.officer(), "officer:present", who.officer(), "opens the roots");
    try {
      Unlocked officer = crypto.signingIn().unlock(store::write, seals.vault(), who);
      vault.note(act, officer.words());
      return officer;
    } catch (VaultException e) {
      vault.noteFailure(act, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void require(List<SignIn> quorum) throws VaultException {
    var names = new HashSet<String>();
    for (SignIn who : quorum) {
      OfficerRow row = store.read(session -> OfficerRow.require(session, who.officer()));
      if (!row.holdsShare()) {
        throw new VaultException(
            "%s is %s, and the roots are opened by security officers"
                .formatted(who.officer(), row.head().role().words()));
      }
      if (!names.add(who.officer())) {
        throw new VaultException(who.officer() + " counts once");
      }
    }
    int threshold = store.<Pact>read(session -> Pact.require(session, seals)).threshold();
    if (names.size() < threshold) {
      throw new VaultException(
          "%d security officers open the roots together, and here %s %d"
              .formatted(threshold, names.size() == 1 ? "is" : "are", names.size()));
    }
  }
}
