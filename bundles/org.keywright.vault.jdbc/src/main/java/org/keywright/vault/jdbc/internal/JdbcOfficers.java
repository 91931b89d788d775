// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.Passphrases;
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
    return Pact.require(session, seals, OfficerRow.all(session));
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
      all.add(officer(session, pact, row));
    }
    return all;
  }

  /** What is said about an officer. */
  static Officer officer(Session session, Pact pact, OfficerRow row)
      throws SQLException, VaultException {
    OfficerRow.Head head = row.head();
    int failures =
        (int) session.number("SELECT failures FROM officer_tries WHERE officer = ?", head.name());
    return new Officer(
        head.name(),
        head.role(),
        head.active(),
        head.since(),
        head.appointedBy(),
        RootsShares.number(session, head.name()),
        failures,
        failures >= pact.failuresAllowed());
  }

  private Officer named(String name) throws VaultException {
    return store.read(
        session -> officer(session, pact(session), OfficerRow.require(session, name)));
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
    return granted(
        "officer:test",
        who.officer(),
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
    granted(
        "officer:passphrase",
        who.officer(),
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
    return granted(
        "officer:unlock",
        name,
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

  @Override
  public Officer add(NewOfficer fresh, List<SignIn> quorum) throws VaultException {
    return changed(
        "officer:add",
        fresh.name() + ", " + fresh.role().words(),
        quorum,
        fresh.role(),
        (by, cost) -> List.of(appointed(fresh, by, cost)),
        fresh.name());
  }

  @Override
  public Officer remove(String name, List<SignIn> quorum) throws VaultException {
    OfficerRow before = dismissible(name);
    return changed(
        "officer:remove",
        name,
        quorum,
        before.head().role(),
        (by, cost) -> List.of(before.dismissed()),
        name);
  }

  @Override
  public Officer replace(String name, NewOfficer fresh, List<SignIn> quorum) throws VaultException {
    OfficerRow before = dismissible(name);
    if (before.head().role() != fresh.role()) {
      throw new VaultException(
          "%s is %s: who replaces him is the same".formatted(name, before.head().role().words()));
    }
    return changed(
        "officer:replace",
        name + " by " + fresh.name(),
        quorum,
        fresh.role(),
        (by, cost) -> List.of(before.dismissed(), appointed(fresh, by, cost)),
        fresh.name());
  }

  private OfficerRow dismissible(String name) throws VaultException {
    requireOfficers();
    OfficerRow row = store.read(session -> OfficerRow.require(session, name));
    if (signedIn().filter(officer -> officer.name().equals(name)).isPresent()) {
      throw new VaultException(name + " is signed in: another officer signs in to do this");
    }
    return row;
  }

  private EcKeys ecKeys() throws VaultException {
    return requireOfficers().shares().ecKeys();
  }

  private OfficerRow appointed(NewOfficer fresh, String by, Passphrases.Cost cost)
      throws VaultException {
    if (store.read(session -> OfficerRow.find(session, fresh.name())).isPresent()) {
      throw new VaultException(
          "there is or was an officer '" + fresh.name() + "': the log would mix them up");
    }
    return requireOfficers()
        .appointing()
        .appointed(ecKeys(), seals.vault(), fresh, by, cost, dataKey);
  }

  @Override
  public Officer recover(String name, KeyMaterial fresh, List<SignIn> quorum)
      throws VaultException {
    requireOfficers();
    OfficerRow before = store.read(session -> OfficerRow.require(session, name));
    var again = new NewOfficer(name, before.head().role(), fresh);
    return changed(
        "officer:recover",
        name,
        quorum,
        again.role(),
        (by, cost) ->
            List.of(
                requireOfficers()
                    .appointing()
                    .appointed(ecKeys(), seals.vault(), again, by, cost, dataKey)),
        name);
  }

  /** Makes the rows of officers who change. */
  @FunctionalInterface
  private interface Change {
    List<OfficerRow> rows(String by, Passphrases.Cost cost) throws VaultException;
  }

  /**
   * Changes the list of officers, which takes the roots key to sign it. When it changes who holds a
   * share, that key is made anew, and all that was sealed under it.
   */
  private Officer changed(
      String verb, String subject, List<SignIn> quorum, Role role, Change change, String whom)
      throws VaultException {
    OfficersCrypto using = requireOfficers();
    return granted(
        verb,
        subject,
        grant -> {
          try (Seals before = opened(quorum)) {
            List<OfficerRow> rows = change.rows(grant.act().actor(), using.appointing().cost());
            if (role == Role.SECURITY_OFFICER) {
              vault.endPeriod("the security officers have changed");
              try (var renewal = new RootsRenewal(vault, using, seals, before)) {
                store.write(session -> renewal.renew(session, rows));
              }
            } else {
              store.write(session -> signed(session, before, rows));
            }
            return store.read(
                session ->
                    officer(session, pact(session), OfficerRow.find(session, whom).orElseThrow()));
          }
        },
        officer -> "by " + String.join(", ", quorum.stream().map(SignIn::officer).toList()));
  }

  private Pact signed(Session session, Seals roots, List<OfficerRow> rows)
      throws SQLException, VaultException {
    Pact pact = pact(session);
    for (OfficerRow row : rows) {
      row.save(session);
      SigningIn.begin(session, seals, row.head().name());
    }
    pact.sign(session, seals, roots);
    return pact;
  }

  /**
   * Opens the roots by the passphrases of enough security officers.
   *
   * @return seals under the roots key, which the caller owns
   */
  Seals opened(List<SignIn> quorum) throws VaultException {
    OfficersCrypto using = requireOfficers();
    requireQuorum(quorum);
    var unlocked = new ArrayList<Unlocked>();
    try {
      for (SignIn who : quorum) {
        unlocked.add(shown(using, who));
      }
      return store.read(
          session -> using.shares().join(session, seals.vault(), pact(session), unlocked));
    } finally {
      unlocked.forEach(Unlocked::close);
    }
  }

  private Unlocked shown(OfficersCrypto using, SignIn who) throws VaultException {
    var act = new Act(who.officer(), "officer:present", who.officer(), "opens the roots");
    try {
      Unlocked officer = using.signingIn().unlock(store::write, seals.vault(), who);
      vault.note(act, officer.words());
      return officer;
    } catch (VaultException e) {
      vault.noteFailure(act, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void requireQuorum(List<SignIn> quorum) throws VaultException {
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
    int threshold = threshold();
    if (names.size() < threshold) {
      throw new VaultException(
          "%d security officers open the roots together, and here %s %d"
              .formatted(threshold, names.size() == 1 ? "is" : "are", names.size()));
    }
  }

  /** What is done under a grant. */
  @FunctionalInterface
  private interface Work<T> {
    T with(Grant grant) throws VaultException;
  }

  private <T> T granted(String verb, String subject, Work<T> work, Function<T, String> words)
      throws VaultException {
    try (Grant grant = vault.grant(new Act("", verb, subject, ""))) {
      try {
        T made = work.with(grant);
        grant.succeeded(words.apply(made));
        return made;
      } catch (VaultException e) {
        grant.failed(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }
}
