// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Passphrases;
import org.keywright.vault.Act;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Officer;
import org.keywright.vault.Role;
import org.keywright.vault.SignIn;
import org.keywright.vault.VaultException;

/**
 * Changes of the list of officers, which take the roots key to sign it. When one changes who holds
 * a share, that key is made anew, and all that was sealed under it.
 */
final class OfficerChanges {
  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;
  private final Key dataKey;
  private final OfficersCrypto crypto;
  private final Optional<Officer> signedIn;

  /** Takes no ownership. */
  OfficerChanges(
      JdbcVault vault,
      Store store,
      Seals seals,
      Key dataKey,
      OfficersCrypto crypto,
      Optional<Officer> signedIn) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
    this.dataKey = dataKey;
    this.crypto = crypto;
    this.signedIn = signedIn;
  }

  Officer add(NewOfficer fresh, List<SignIn> quorum) throws VaultException {
    return changed(
        "officer:add",
        fresh.name() + ", " + fresh.role().words(),
        quorum,
        holds(fresh.role()),
        (by, cost) -> List.of(appointed(fresh, by, cost)),
        fresh.name());
  }

  Officer remove(String name, List<SignIn> quorum) throws VaultException {
    OfficerRow before = dismissible(name);
    return changed(
        "officer:remove",
        name,
        quorum,
        holds(before.head().role()),
        (by, cost) -> List.of(before.dismissed()),
        name);
  }

  Officer replace(String name, NewOfficer fresh, List<SignIn> quorum) throws VaultException {
    OfficerRow before = dismissible(name);
    if (before.head().role() != fresh.role()) {
      throw new VaultException(
          "%s is %s: who replaces him is the same".formatted(name, before.head().role().words()));
    }
    return changed(
        "officer:replace",
        name + " by " + fresh.name(),
        quorum,
        holds(fresh.role()),
        (by, cost) -> List.of(before.dismissed(), appointed(fresh, by, cost)),
        fresh.name());
  }

  /** Appoints an officer to another role, under the passphrase that he has and shows. */
  Officer changeRole(SignIn who, Role role, List<SignIn> quorum) throws VaultException {
    String name = who.officer();
    Role before = dismissible(name).head().role();
    if (before == role) {
      throw new VaultException("%s is %s already".formatted(name, role.words()));
    }
    var again = new NewOfficer(name, role, who.passphrase());
    return changed(
        "officer:role",
        "%s from %s to %s".formatted(name, before.words(), role.words()),
        quorum,
        holds(before) || holds(role),
        (by, cost) -> {
          crypto.signingIn().unlock(store::write, seals.vault(), who).close();
          return List.of(made(again, by, cost));
        },
        name);
  }

  /** Gives an officer who has lost his passphrase another one, and all that it opens. */
  Officer recover(String name, KeyMaterial fresh, List<SignIn> quorum) throws VaultException {
    OfficerRow before = store.read(session -> OfficerRow.require(session, name));
    var again = new NewOfficer(name, before.head().role(), fresh);
    return changed(
        "officer:recover",
        name,
        quorum,
        holds(again.role()),
        (by, cost) -> List.of(made(again, by, cost)),
        name);
  }

  private static boolean holds(Role role) {
    return role == Role.SECURITY_OFFICER;
  }

  private OfficerRow dismissible(String name) throws VaultException {
    OfficerRow row = store.read(session -> OfficerRow.require(session, name));
    if (signedIn.filter(officer -> officer.name().equals(name)).isPresent()) {
      throw new VaultException(name + " is signed in: another officer signs in to do this");
    }
    return row;
  }

  private OfficerRow appointed(NewOfficer fresh, String by, Passphrases.Cost cost)
      throws VaultException {
    if (store.read(session -> OfficerRow.find(session, fresh.name())).isPresent()) {
      throw new VaultException(
          "there is or was an officer '" + fresh.name() + "': the log would mix them up");
    }
    return made(fresh, by, cost);
  }

  private OfficerRow made(NewOfficer fresh, String by, Passphrases.Cost cost)
      throws VaultException {
    return crypto
        .appointing()
        .appointed(crypto.shares().ecKeys(), seals.vault(), fresh, by, cost, dataKey);
  }

  /** Makes the rows of officers who change. */
  @FunctionalInterface
  private interface Change {
    List<OfficerRow> rows(String by, Passphrases.Cost cost) throws VaultException;
  }

  /**
   * @param holders whether it changes who holds a share
   */
  private Officer changed(
      String verb, String subject, List<SignIn> quorum, boolean holders, Change change, String whom)
      throws VaultException {
    return Acting.under(
        vault.grant(new Act("", verb, subject, "")),
        grant -> {
          try (Seals before = new RootsQuorum(vault, store, seals, crypto).opened(quorum)) {
            List<OfficerRow> rows = change.rows(grant.act().actor(), crypto.appointing().cost());
            if (holders) {
              vault.endPeriod("the security officers have changed");
              try (var renewal = new RootsRenewal(vault, crypto, seals, before)) {
                store.write(session -> renewal.renew(session, rows));
              }
            } else {
              store.write(session -> signed(session, before, rows));
            }
            return store.read(
                session ->
                    OfficerRow.find(session, whom)
                        .orElseThrow()
                        .officer(session, Pact.require(session, seals)));
          }
        },
        officer -> "by " + String.join(", ", quorum.stream().map(SignIn::officer).toList()));
  }

  private Pact signed(Session session, Seals roots, List<OfficerRow> rows)
      throws SQLException, VaultException {
    Pact pact = Pact.require(session, seals);
    for (OfficerRow row : rows) {
      row.save(session);
      SigningIn.begin(session, seals, row.head().name());
    }
    pact.sign(session, seals, roots);
    return pact;
  }
}
