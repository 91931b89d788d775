// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyState;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyLives;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.KeyRows.KeyRow;

/** The lives of all keys, whatever table they are in. */
final class JdbcKeyLives implements KeyLives {
  private static final String ENDING = " WHERE state <> 'DESTROYED' AND";

  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;
  private final Clock clock;

  JdbcKeyLives(JdbcVault vault, Store store, Seals seals, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
    this.clock = clock;
  }

  @Override
  public KeyStanding require(KeyName key) throws VaultException {
    return row(key).standing();
  }

  /** A key's row as it is now. */
  LifeRow row(KeyName key) throws VaultException {
    return store.read(session -> row(session, key));
  }

  /** The version of an application key that its name means now; any other name as it is. */
  KeyName exact(KeyName key) throws VaultException {
    return key instanceof KeyName.Application name && name.version().isEmpty()
        ? require(key).key()
        : key;
  }

  Instant now() {
    return clock.instant();
  }

  private static LifeRow row(Session session, KeyName name) throws SQLException, VaultException {
    return switch (name) {
      case KeyName.Transport transport -> KeyRows.requireSet(session, transport.keySet());
      case KeyName.Application key ->
          KeyRows.requireVersion(session, KeyRows.requireSet(session, key.keySet()), key);
      case KeyName.Root root ->
          RootRow.require(session, root.purpose(), root.name(), root.generation());
    };
  }

  @Override
  public List<KeyStanding> versions(KeyName key) throws VaultException {
    List<? extends LifeRow> rows =
        store.read(
            session -> {
              LifeRow newest = row(session, key);
              return switch (key) {
                case KeyName.Transport _ -> List.of(newest);
                case KeyName.Application name ->
                    KeyRows.versions(
                        session, KeyRows.requireSet(session, name.keySet()), name.ref());
                case KeyName.Root root ->
                    RootRow.generations(session, root.purpose(), root.name()).reversed();
              };
            });
    return rows.stream().map(LifeRow::standing).toList();
  }

  @Override
  public KeyStanding change(Grant grant, KeyName key, KeyState next, String reason)
      throws VaultException {
    vault.require(grant);
    requireReason(reason);
    if (next == KeyState.DESTROYED) {
      throw new VaultException(key + " is destroyed by key:destroy, which erases it as well");
    }
    return store.write(session -> change(session, row(session, key), next, grant, reason));
  }

  /** Takes a key to another state within a change. */
  KeyStanding change(Session session, LifeRow row, KeyState next, Grant grant, String reason)
      throws SQLException, VaultException {
    requireStep(row, next);
    KeyLife life = row.standing().life();
    KeyLife changed = life.changed(next, clock.instant(), grant.act().actor(), reason);
    return resealed(session, row, row.at(changed), grant);
  }

  private static void requireStep(LifeRow row, KeyState next) throws VaultException {
    KeyState now = row.standing().life().state();
    if (!now.mayBecome(next)) {
      var steps = Stream.of(KeyState.values()).filter(now::mayBecome).map(KeyState::word).toList();
      throw new VaultException(
          "%s is %s, and %s"
              .formatted(
                  row.what(),
                  now.word(),
                  steps.isEmpty()
                      ? "stays that for good"
                      : "can only become " + String.join(", ", steps)));
    }
  }

  private KeyStanding resealed(Session session, LifeRow row, LifeRow changed, Grant grant)
      throws SQLException, VaultException {
    Bytes sealed =
        vault
            .custody()
            .use(
                vault.required(grant),
                row.standing().key(),
                under -> {
                  try (KeyMaterial material =
                      under.open(row.identity(under), row.sealed(), row.what())) {
                    return under.seal(changed.identity(under), material);
                  }
                });
    changed.update(session, sealed);
    return changed.standing();
  }

  /** Seals all roots under another key; nothing else of them changes. */
  void reseal(Session session, Seals before, Seals after) throws SQLException, VaultException {
    var rows = new ArrayList<LifeRow>(KeyRows.sets(session, ""));
    rows.addAll(RootRow.list(session, ""));
    for (LifeRow row : rows) {
      KeyStanding standing = row.standing();
      if (Custody.holds(standing.key()) && standing.life().state() != KeyState.DESTROYED) {
        try (KeyMaterial material = before.open(row.identity(before), row.sealed(), row.what())) {
          row.update(session, after.seal(row.identity(after), material));
        }
      }
    }
  }

  @Override
  public KeyStanding setPeriod(Grant grant, KeyName key, CryptoPeriod period)
      throws VaultException {
    vault.require(grant);
    requireStorable(period);
    return store.write(
        session -> {
          LifeRow row = row(session, key);
          requireThere(row);
          return resealed(session, row, row.at(row.standing().life().within(period)), grant);
        });
  }

  @Override
  public KeyStanding label(Grant grant, KeyName key, String label) throws VaultException {
    vault.require(grant);
    Names.requireLine("a label", label);
    if (!(key instanceof KeyName.Application name)) {
      throw new VaultException(key + " has no label: only application keys have one");
    }
    return store.write(
        session -> {
          KeyRow row = there(session, name);
          return resealed(session, row, row.labelled(label), grant);
        });
  }

  private static KeyRow there(Session session, KeyName.Application name)
      throws SQLException, VaultException {
    KeyRow row = KeyRows.requireVersion(session, KeyRows.requireSet(session, name.keySet()), name);
    requireThere(row);
    return row;
  }

  @Override
  public ApplicationKey restrict(
      Grant grant, KeyName key, Optional<KeyMode> mode, Optional<Exportability> exportability)
      throws VaultException {
    vault.require(grant);
    if (!(key instanceof KeyName.Application name)) {
      throw new VaultException(
          key + " is for its purpose alone: only application keys have a mode and exportability");
    }
    return store.write(
        session -> {
          KeyRow row = there(session, name);
          KeyAttributes before = row.key().attributes();
          var after =
              new KeyAttributes(
                  before.usage(),
                  mode.orElse(before.mode()),
                  exportability.orElse(before.exportability()));
          Narrowing.require(before, after, row.what());
          KeyRow narrowed = row.restricted(after);
          resealed(session, row, narrowed, grant);
          return narrowed.key();
        });
  }

  private static void requireThere(LifeRow row) throws VaultException {
    if (row.standing().life().state() == KeyState.DESTROYED) {
      throw new VaultException(row.what() + " is destroyed");
    }
  }

  /** Refuses a period whose ends no column holds. */
  static void requireStorable(CryptoPeriod period) throws VaultException {
    try {
      Stream.of(period.originatorUntil(), period.recipientUntil())
          .flatMap(end -> end.stream())
          .forEach(Moments::nanos);
    } catch (ArithmeticException e) {
      throw new VaultException("a crypto-period ends before the year 2262", e);
    }
  }

  @Override
  public KeyStanding destroy(Grant grant, KeyName key, String reason) throws VaultException {
    vault.require(grant);
    requireReason(reason);
    KeyStanding destroyed =
        store.write(
            session -> {
              LifeRow row = row(session, key);
              requireStep(row, KeyState.DESTROYED);
              KeyLife life =
                  row.standing()
                      .life()
                      .changed(KeyState.DESTROYED, clock.instant(), grant.act().actor(), reason);
              LifeRow gone = row.at(life);
              // Proof, in the key's place, that the row is as the vault left it.
              Bytes mark = seals.mark(gone.identity(seals));
              gone.update(session, mark);
              Erasure.begin(session);
              return gone.standing();
            });
    store.erase();
    return destroyed;
  }

  private static void requireReason(String reason) throws VaultException {
    Names.requireLine("a reason", reason);
    if (reason.isBlank()) {
      throw new VaultException("a reason has to be given: it stands in the key's record");
    }
  }

  @Override
  public List<KeyStanding> endingWithin(Duration time) throws VaultException {
    return endingBefore(clock.instant().plus(time));
  }

  @Override
  public List<KeyStanding> endingBefore(Instant moment) throws VaultException {
    Instant bound = Moments.bounded(moment);
    String ending = ENDING + " (originator_until < ? OR recipient_until < ?)";
    return store.read(
        session -> {
          var rows = new ArrayList<LifeRow>();
          rows.addAll(KeyRows.sets(session, ending, bound, bound));
          rows.addAll(KeyRows.keys(session, ending, bound, bound));
          rows.addAll(RootRow.list(session, ending, bound, bound));
          return rows.stream()
              .map(LifeRow::standing)
              .sorted(
                  Comparator.comparing(
                      (KeyStanding each) -> each.life().period().firstEnd().orElse(Instant.MAX)))
              .toList();
        });
  }
}
