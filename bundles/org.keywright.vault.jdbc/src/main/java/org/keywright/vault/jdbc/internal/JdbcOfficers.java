// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Officer;
import org.keywright.vault.Officers;
import org.keywright.vault.Role;
import org.keywright.vault.SignIn;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.SigningIn.Unlocked;

/** The officers of an open vault. */
final class JdbcOfficers implements Officers {
  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;
  private final Key dataKey;
  private final Unlocking unlocking;
  private final @Nullable OfficersCrypto crypto;
  private volatile @Nullable Officer signedIn;

  /**
   * Takes no ownership.
   *
   * @param unlocking tries the passphrase of a vault for one person
   * @param crypto empty in a vault for one person
   * @param signedIn who opened it
   */
  JdbcOfficers(
      JdbcVault vault,
      Store store,
      Seals seals,
      Key dataKey,
      Unlocking unlocking,
      Optional<OfficersCrypto> crypto,
      Optional<Officer> signedIn) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
    this.dataKey = dataKey;
    this.unlocking = unlocking;
    this.crypto = crypto.orElse(null);
    this.signedIn = signedIn.orElse(null);
  }

  @Override
  public boolean onePerson() {
    return crypto == null;
  }

  OfficersCrypto requireOfficers() throws VaultException {
    OfficersCrypto present = crypto;
    if (present == null) {
      throw new VaultException(
          "this is a vault for one person, without officers:"
              + " vault:create FILE --officer NAME:ROLE … makes one with officers");
    }
    return present;
  }

  @Override
  public int threshold() {
    try {
      return onePerson() ? 0 : pact().threshold();
    } catch (VaultException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public Optional<Officer> signedIn() {
    return Optional.ofNullable(signedIn);
  }

  private Pact pact() throws VaultException {
    return store.read(this::pact);
  }

  private Pact pact(Session session) throws SQLException, VaultException {
    return Pact.require(session, seals);
  }

  /** Looks for what is wrong with the list of officers, their counts and their shares. */
  void check(Session session, Consumer<String> faults) throws SQLException, VaultException {
    OfficerRow.proof().check(session, faults);
    if (onePerson()) {
      return;
    }
    SigningIn.proof(seals).check(session, faults);
    try {
      RootsShares.proof(pact(session)).check(session, faults);
    } catch (VaultException e) {
      faults.accept(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Officer> all() throws VaultException {
    return onePerson() ? List.of() : store.read(session -> listed(session, seals));
  }

  private static List<Officer> listed(Session session, Seals seals)
      throws SQLException, VaultException {
    List<OfficerRow> rows = OfficerRow.all(session);
    Pact pact = Pact.require(session, seals, rows);
    var all = new ArrayList<Officer>();
    for (OfficerRow row : rows) {
      all.add(row.officer(session, pact));
    }
    return all;
  }

  private Officer named(String name) throws VaultException {
    return store.read(session -> OfficerRow.require(session, name).officer(session, pact(session)));
  }

  @Override
  public Officer signIn(SignIn who) throws VaultException {
    return shown("officer:sign-in", who, officer -> signedIn = officer);
  }

  @Override
  public Officer present(SignIn who) throws VaultException {
    return shown("officer:present", who, officer -> {});
  }

  /** A try, right or wrong, is in the log under the name of whom it was for. */
  private Officer shown(String verb, SignIn who, Consumer<Officer> then) throws VaultException {
    OfficersCrypto using = requireOfficers();
    var act = new Act(who.officer(), verb, who.officer(), "");
    try (Unlocked officer = using.signingIn().unlock(store::write, seals.vault(), who)) {
      Officer found = named(who.officer());
      vault.note(act, officer.words());
      then.accept(found);
      return found;
    } catch (VaultException e) {
      vault.noteFailure(act, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  @Override
  public void confirm(SignIn who) throws VaultException {
    if (!onePerson()) {
      throw new VaultException("this is a vault with officers: officer:sign-in NAME");
    }
    var act = new Act(who.officer(), "vault:confirm", vault.info().name(), "");
    try {
      unlocking.confirm(store::write, who.passphrase());
      vault.note(act, "");
    } catch (VaultException e) {
      vault.noteFailure(act, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  @Override
  public void signOut() throws VaultException {
    requireOfficers();
    Officer who = signedIn;
    if (who != null) {
      signedIn = null;
      vault.note(new Act(who.name(), "officer:sign-out", who.name(), ""), "");
    }
  }

  @Override
  public Officer test(SignIn who) throws VaultException {
    OfficersCrypto using = requireOfficers();
    return Acting.under(
        grant("officer:test", who.officer()),
        grant -> {
          try (Unlocked officer = using.signingIn().unlock(store::write, seals.vault(), who)) {
            if (!officer.dataKey().sameKeyAs(dataKey)) {
              throw new VaultException("the data key of " + who.officer() + " is another");
            }
            if (officer.row().holdsShare()) {
              store
                  .<KeyPart>read(
                      session ->
                          using.shares().open(session, seals.vault(), pact(session), officer))
                  .close();
            }
            return named(who.officer());
          }
        },
        tested ->
            tested.share().isPresent()
                ? "passphrase, key pair and share " + tested.share().getAsInt() + " are sound"
                : "the passphrase is sound");
  }

  @Override
  public void changePassphrase(SignIn who, KeyMaterial fresh) throws VaultException {
    OfficersCrypto using = requireOfficers();
    Acting.under(
        grant("officer:passphrase", who.officer()),
        grant -> {
          if (!grant.act().actor().equals(who.officer())) {
            throw new VaultException(
                "officers change their own passphrases: officer:sign-in " + who.officer());
          }
          try (Unlocked officer = using.signingIn().unlock(store::write, seals.vault(), who)) {
            OfficerRow changed = using.appointing().underPassphrase(seals.vault(), officer, fresh);
            store.write(
                session -> {
                  changed.save(session);
                  return changed;
                });
          }
          return who.officer();
        },
        name -> "");
  }

  @Override
  public Officer unlock(String name) throws VaultException {
    requireOfficers();
    return Acting.under(
        grant("officer:unlock", name),
        grant -> {
          if (grant.act().actor().equals(name)) {
            throw new VaultException("another security officer has to unlock " + name);
          }
          store.write(
              session -> {
                OfficerRow.require(session, name);
                SigningIn.begin(session, seals, name);
                return name;
              });
          return named(name);
        },
        officer -> "");
  }

  private Grant grant(String verb, String subject) throws VaultException {
    return vault.grant(new Act("", verb, subject, ""));
  }

  @Override
  public Officer add(NewOfficer fresh, List<SignIn> quorum) throws VaultException {
    return changes().add(fresh, quorum);
  }

  @Override
  public Officer remove(String name, List<SignIn> quorum) throws VaultException {
    return changes().remove(name, quorum);
  }

  @Override
  public Officer changeRole(SignIn who, Role role, List<SignIn> quorum) throws VaultException {
    return changes().changeRole(who, role, quorum);
  }

  @Override
  public Officer replace(String name, NewOfficer fresh, List<SignIn> quorum) throws VaultException {
    return changes().replace(name, fresh, quorum);
  }

  @Override
  public Officer recover(String name, KeyMaterial fresh, List<SignIn> quorum)
      throws VaultException {
    return changes().recover(name, fresh, quorum);
  }

  private OfficerChanges changes() throws VaultException {
    return new OfficerChanges(vault, store, seals, dataKey, requireOfficers(), signedIn());
  }

  /**
   * Opens the roots by the passphrases of enough security officers.
   *
   * @return seals under the roots key, which the caller owns
   */
  Seals opened(List<SignIn> quorum) throws VaultException {
    return new RootsQuorum(vault, store, seals, requireOfficers()).opened(quorum);
  }
}
