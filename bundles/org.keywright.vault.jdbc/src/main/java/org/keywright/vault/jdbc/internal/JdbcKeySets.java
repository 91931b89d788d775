// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyState;
import org.keywright.crypto.Keys;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyFilter;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyMatrix;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.KeySet;
import org.keywright.vault.KeySets;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.KeyRows.KeyRow;
import org.keywright.vault.jdbc.internal.KeyRows.SetRow;

/** Key sets and application keys, sealed row by row. */
final class JdbcKeySets implements KeySets {
  private static final int SET_ID_BYTES = 8;
  private static final int HIGHEST = 0xFFFF;
  private static final int HIGHEST_SUITE = 0xFF;

  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;
  private final Keys keys;
  private final Clock clock;

  JdbcKeySets(JdbcVault vault, Store store, Seals seals, Keys keys, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public KeySet create(Grant grant, String name, Bytes setId, int suite, Key transportKey)
      throws VaultException {
    JdbcGrant own = vault.requireMaking(grant);
    String actor = own.act().actor();
    Names.requireName(name);
    if (setId.length() != SET_ID_BYTES) {
      throw new VaultException(
          "a set id has " + SET_ID_BYTES + " bytes, not " + setId.length() + ": " + setId);
    }
    if (suite < 1 || suite > HIGHEST_SUITE) {
      throw new VaultException("a suite id is one byte from 01 to FF");
    }
    Optional<String> wellKnown = keys.wellKnownName(transportKey);
    vault.requireOwnKey(wellKnown);
    Instant now = clock.instant();
    var set =
        new KeySet(
            name,
            setId,
            suite,
            1,
            kcv(transportKey),
            transportKey.spec(),
            KeyLife.begun(KeyState.ACTIVE, now, actor, CryptoPeriod.OPEN),
            wellKnown,
            now);
    return store.write(session -> insert(session, own, set, transportKey));
  }

  private KeySet insert(Session session, JdbcGrant grant, KeySet set, Key transportKey)
      throws SQLException, VaultException {
    if (KeyRows.findSet(session, set.name()).isPresent()) {
      throw new VaultException("there is a key set '" + set.name() + "' already");
    }
    Optional<String> other =
        session.first(
            "SELECT name FROM key_set WHERE set_id = ?", row -> row.text("name"), set.setId());
    if (other.isPresent()) {
      throw new VaultException(
          "the set id " + set.setId() + " is that of key set '" + other.get() + "'");
    }
    long id = Counters.take(session, "vault:key_set", 1);
    Bytes sealed =
        vault
            .custody()
            .use(
                grant,
                new KeyName.Transport(set.name()),
                roots -> roots.seal(SetRow.identity(roots, id, set), transportKey.material()));
    KeyRows.insert(session, new SetRow(id, set, sealed));
    return set;
  }

  @Override
  public List<KeySet> all() throws VaultException {
    return store.read(KeyRows::sets);
  }

  @Override
  public Optional<KeySet> find(String name) throws VaultException {
    return store.read(session -> KeyRows.findSet(session, name)).map(SetRow::set);
  }

  @Override
  public KeySet require(String name) throws VaultException {
    return store.read(session -> KeyRows.requireSet(session, name)).set();
  }

  @Override
  public ApplicationKey addKey(
      Grant grant, String keySet, NewKey description, Key key, boolean replace)
      throws VaultException {
    String actor = vault.requireMaking(grant).act().actor();
    requireDescription(description);
    Kcv kcv = kcv(key);
    Optional<String> wellKnown = keys.wellKnownName(key);
    vault.requireOwnKey(wellKnown);
    Instant now = clock.instant();
    return store.write(
        session -> {
          SetRow set = KeyRows.requireSet(session, keySet);
          int version = version(session, set, description.ref(), replace, grant);
          var added =
              new ApplicationKey(
                  keySet,
                  description.ref(),
                  description.label(),
                  key.spec(),
                  description.attributes(),
                  version,
                  description.diversify(),
                  kcv,
                  KeyLife.begun(description.state(), now, actor, description.period()),
                  description.origin(),
                  wellKnown,
                  now);
          Bytes sealed = seals.seal(KeyRow.identity(seals, set.id(), added), key.material());
          KeyRows.insert(session, new KeyRow(set.id(), added, sealed));
          return added;
        });
  }

  /** Finds the version of a key to add, and retires the one that it replaces. */
  private int version(Session session, SetRow set, int ref, boolean replace, Grant grant)
      throws SQLException, VaultException {
    Optional<KeyRow> before = KeyRows.findKey(session, set, ref);
    if (before.isEmpty()) {
      return 1;
    }
    ApplicationKey old = before.get().key();
    if (!replace) {
      throw new VaultException(
          "%s holds %s already, version %d: it can be replaced, which raises the version"
              .formatted(label(set, ref), old.label(), old.keyVersion()));
    }
    if (old.keyVersion() >= HIGHEST) {
      throw new VaultException(label(set, ref) + " has had all versions up to " + HIGHEST);
    }
    int next = old.keyVersion() + 1;
    if (old.state().mayBecome(KeyState.DEACTIVATED)) {
      vault
          .ownLives()
          .change(
              session, before.get(), KeyState.DEACTIVATED, grant, "replaced by version " + next);
    }
    return next;
  }

  @Override
  public List<ApplicationKey> page(KeyFilter filter, int offset, int limit) throws VaultException {
    return store.read(session -> KeySearch.page(session, filter, offset, limit));
  }

  @Override
  public long count(KeyFilter filter) throws VaultException {
    return store.read(session -> KeySearch.count(session, filter));
  }

  @Override
  public List<ApplicationKey> keys(String keySet) throws VaultException {
    return store.read(session -> KeyRows.keys(session, KeyRows.requireSet(session, keySet)));
  }

  @Override
  public Optional<ApplicationKey> findKey(String keySet, int ref) throws VaultException {
    return store
        .read(session -> KeyRows.findKey(session, KeyRows.requireSet(session, keySet), ref))
        .map(KeyRow::key);
  }

  @Override
  public ApplicationKey requireKey(String keySet, int ref) throws VaultException {
    return store
        .read(session -> KeyRows.requireKey(session, KeyRows.requireSet(session, keySet), ref))
        .key();
  }

  /** Opens T for an operation; the caller owns it. */
  Key open(KeyName.Transport name, KeyOperation operation, Seals roots) throws VaultException {
    SetRow row = store.read(session -> KeyRows.requireSet(session, name.keySet()));
    return roots.openKey(row, KeyMatrix.ofTransportKey(), operation, clock.instant());
  }

  /** Opens TA for an operation; the caller owns it. */
  Key open(KeyName.Application name, KeyOperation operation) throws VaultException {
    KeyRow row =
        store.read(
            session ->
                KeyRows.requireVersion(session, KeyRows.requireSet(session, name.keySet()), name));
    return seals.openKey(row, KeyMatrix.of(row.key()), operation, clock.instant());
  }

  private static void requireDescription(NewKey description) throws VaultException {
    requireRef(description.ref());
    Names.requireLine("a label", description.label());
    Names.requireLine("the origin", description.origin());
    JdbcKeyLives.requireStorable(description.period());
    if (description.state() != KeyState.ACTIVE && description.state() != KeyState.PRE_ACTIVE) {
      throw new VaultException("a new key is pre-active or active");
    }
  }

  private static void requireRef(int ref) throws VaultException {
    if (ref < 1 || ref > HIGHEST) {
      throw new VaultException("a key reference is a number from 1 to " + HIGHEST + ", not " + ref);
    }
  }

  private static String label(SetRow set, int ref) {
    return set.set().name() + "/" + ref;
  }

  private Kcv kcv(Key key) throws VaultException {
    try {
      return keys.kcv(key);
    } catch (KeyException e) {
      throw new VaultException("the key has no check value: " + e.getMessage(), e);
    }
  }
}
