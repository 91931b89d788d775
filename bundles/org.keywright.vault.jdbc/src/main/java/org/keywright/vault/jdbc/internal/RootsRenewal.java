// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.List;
import org.keywright.crypto.Key;
import org.keywright.vault.VaultException;

/**
 * A roots key that takes the place of another, in one transaction: all that was sealed under that
 * one is sealed under this, and this is shared out among the security officers of then. No key that
 * it seals changes. Owns the new key.
 */
final class RootsRenewal implements AutoCloseable {
  private final JdbcVault vault;
  private final OfficersCrypto crypto;
  private final Seals data;
  private final Seals before;
  private final Key fresh;

  RootsRenewal(JdbcVault vault, OfficersCrypto crypto, Seals data, Seals before) {
    this.vault = vault;
    this.crypto = crypto;
    this.data = data;
    this.before = before;
    fresh = crypto.appointing().rootsKey();
  }

  /** Changes officers and renews the roots key. */
  Pact renew(Session session, List<OfficerRow> rows) throws SQLException, VaultException {
    Pact old = Pact.require(session, data);
    for (OfficerRow row : rows) {
      row.save(session);
      SigningIn.begin(session, data, row.head().name());
    }
    try (Seals roots = before.under(fresh.copy())) {
      vault.resealRoots(session, before, roots);
      return deal(session, crypto.shares(), data, roots, fresh, old);
    }
  }

  /** Shares a roots key out and signs that. */
  static Pact deal(
      Session session, RootsShares shares, Seals data, Seals roots, Key rootsKey, Pact old)
      throws SQLException, VaultException {
    List<OfficerRow> holders =
        OfficerRow.all(session).stream().filter(OfficerRow::holdsShare).toList();
    if (holders.size() < old.threshold()) {
      throw new VaultException(
          "%d security officers have to be left, as many as open the roots together"
              .formatted(old.threshold()));
    }
    var pact = new Pact(old.epoch() + 1, old.threshold(), holders.size(), old.failuresAllowed());
    shares.deal(session, data.vault(), pact, rootsKey, holders);
    pact.sign(session, data, roots);
    return pact;
  }

  @Override
  public void close() {
    fresh.close();
  }
}
