// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyState;
import org.keywright.crypto.Keys;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Grant;
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
    vault.require(grant);
    Names.requireName(name);
    if (setId.length() != SET_ID_BYTES) {
      throw new VaultException(
          "a set id has " + SET_ID_BYTES + " bytes, not " + setId.length() + ": " + setId);
    }
    if (suite < 1 || suite > HIGHEST_SUITE) {
      throw new VaultException("a suite id is one byte from 01 to FF");
    }
    var set =
        new KeySet(
            name,
            setId,
            suite,
            1,
            kcv(transportKey),
            KeyState.ACTIVE,
            keys.wellKnownName(transportKey),
            clock.instant());
    return store.write(session -> insert(session, set, transportKey));
  }

  private KeySet insert(Session session, KeySet set, Key transportKey)
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
    KeySpec spec = transportKey.spec();
    Bytes sealed = seals.seal(SetRow.identity(seals, id, set, spec), transportKey.material());
    KeyRows.insert(session, new SetRow(id, set, spec, sealed));
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
    vault.require(grant);
    requireRef(description.ref());
    Names.requireLine("a label", description.label());
    Names.requireLine("the origin", description.origin());
    Kcv kcv = kcv(key);
    Optional<String> wellKnown = keys.wellKnownName(key);
    return store.write(
        session -> {
          SetRow set = KeyRows.requireSet(session, keySet);
          int version = version(session, set, description.ref(), replace);
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
                  KeyState.ACTIVE,
                  description.origin(),
                  wellKnown,
                  clock.instant());
          Bytes sealed = seals.seal(KeyRow.identity(seals, set.id(), added), key.material());
          KeyRows.insert(session, new KeyRow(set.id(), added, sealed));
          return added;
        });
  }

  /** Finds the version of a key to add, and retires the one that it replaces. */
  private int version(Session session, SetRow set, int ref, boolean replace)
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
    if (old.state() == KeyState.ACTIVE) {
      retire(session, set, before.get());
    }
    return old.keyVersion() + 1;
  }

  private void retire(Session session, SetRow set, KeyRow row) throws SQLException, VaultException {
    ApplicationKey key = row.key();
    var retired =
        new ApplicationKey(
            key.keySet(),
            key.ref(),
            key.label(),
            key.spec(),
            key.attributes(),
            key.keyVersion(),
            key.diversify(),
            key.kcv(),
            KeyState.DEACTIVATED,
            key.origin(),
            key.wellKnown(),
            key.created());
    try (KeyMaterial material = opened(set, row)) {
      Bytes sealed = seals.seal(KeyRow.identity(seals, set.id(), retired), material);
      KeyRows.updateState(session, new KeyRow(set.id(), retired, sealed));
    }
  }

  @Override
  public List<ApplicationKey> keys(String keySet) throws VaultException {
    return store.read(session -> KeyRows.keys(session, KeyRows.requireSet(session, keySet)));
  }

  @Override
  public ApplicationKey requireKey(String keySet, int ref) throws VaultException {
    return store
        .read(session -> KeyRows.requireKey(session, KeyRows.requireSet(session, keySet), ref))
        .key();
  }

  /** Opens T; the caller owns it. */
  Key openTransportKey(String keySet) throws VaultException {
    SetRow row = store.read(session -> KeyRows.requireSet(session, keySet));
    return seals.openKey(
        row.set().state(),
        row.spec(),
        SetRow.identity(seals, row.id(), row.set(), row.spec()),
        row.sealed(),
        "the transport key of " + keySet);
  }

  /** Opens TA; the caller owns it. */
  Key openApplicationKey(String keySet, int ref) throws VaultException {
    record Found(SetRow set, KeyRow key) {}

    Found found =
        store.read(
            session -> {
              SetRow set = KeyRows.requireSet(session, keySet);
              return new Found(set, KeyRows.requireKey(session, set, ref));
            });
    ApplicationKey key = found.key().key();
    return seals.openKey(
        key.state(),
        key.spec(),
        KeyRow.identity(seals, found.set().id(), key),
        found.key().sealed(),
        "key " + label(found.set(), ref));
  }

  private KeyMaterial opened(SetRow set, KeyRow row) throws VaultException {
    return seals.open(
        KeyRow.identity(seals, set.id(), row.key()),
        row.sealed(),
        "key " + label(set, row.key().ref()));
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
