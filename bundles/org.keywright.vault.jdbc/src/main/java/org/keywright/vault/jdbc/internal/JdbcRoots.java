// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyState;
import org.keywright.crypto.Keys;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyMatrix;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Roots;
import org.keywright.vault.VaultException;

/** Root keys, sealed row by row. */
final class JdbcRoots implements Roots {
  private static final int HIGHEST = 0xFFFF;

  private final JdbcVault vault;
  private final Store store;
  private final Keys keys;
  private final Clock clock;

  JdbcRoots(JdbcVault vault, Store store, Keys keys, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public RootKey create(
      Grant grant, RootPurpose purpose, String name, int generation, Key key, Bytes publicPart)
      throws VaultException {
    // Anybody may have a checkpoint signed, and the key for that is made with the first.
    JdbcGrant own =
        purpose == RootPurpose.AUDIT ? vault.required(grant) : vault.requireMaking(grant);
    String actor = own.act().actor();
    Names.requireName(name);
    if (generation < 1 || generation > HIGHEST) {
      throw new VaultException("a generation is a number from 1 to " + HIGHEST);
    }
    Optional<String> wellKnown = keys.wellKnownName(key);
    vault.requireOwnKey(wellKnown);
    var now = clock.instant();
    var root =
        new RootKey(
            purpose,
            name,
            generation,
            key.spec(),
            kcv(key),
            publicPart,
            KeyLife.begun(KeyState.ACTIVE, now, actor, CryptoPeriod.OPEN),
            wellKnown,
            now);
    return store.write(
        session -> {
          if (RootRow.find(session, purpose, name, generation).isPresent()) {
            throw new VaultException(
                RootRow.label(purpose, name, generation)
                    + " is there already: take the next generation");
          }
          Bytes sealed =
              vault
                  .custody()
                  .use(
                      own,
                      new KeyName.Root(purpose, name, generation),
                      under -> under.seal(RootRow.identity(under, root), key.material()));
          new RootRow(root, sealed).insert(session);
          return root;
        });
  }

  @Override
  public List<RootKey> all() throws VaultException {
    return store.read(session -> RootRow.list(session, "")).stream().map(RootRow::root).toList();
  }

  @Override
  public List<RootKey> generations(RootPurpose purpose, String name) throws VaultException {
    return store.read(session -> RootRow.generations(session, purpose, name)).stream()
        .map(RootRow::root)
        .toList();
  }

  @Override
  public Optional<RootKey> find(RootPurpose purpose, String name, int generation)
      throws VaultException {
    return store
        .read(session -> RootRow.find(session, purpose, name, generation))
        .map(RootRow::root);
  }

  @Override
  public RootKey require(RootPurpose purpose, String name, int generation) throws VaultException {
    return store.read(session -> RootRow.require(session, purpose, name, generation)).root();
  }

  @Override
  public RootKey retire(Grant grant, RootPurpose purpose, String name, int generation)
      throws VaultException {
    var key = new KeyName.Root(purpose, name, generation);
    KeyState state = require(purpose, name, generation).state();
    if (state != KeyState.ACTIVE) {
      throw new VaultException(
          RootRow.label(purpose, name, generation) + " is " + state.word() + ", not active");
    }
    vault.lives().change(grant, key, KeyState.DEACTIVATED, "taken out of use");
    return require(purpose, name, generation);
  }

  /** Opens a root key for an operation; the caller owns it. */
  Key open(KeyName.Root name, KeyOperation operation, Seals under) throws VaultException {
    RootRow row =
        store.read(
            session -> RootRow.require(session, name.purpose(), name.name(), name.generation()));
    return under.openKey(row, KeyMatrix.of(name.purpose()), operation, clock.instant());
  }

  /** A private key has none. */
  private Optional<Kcv> kcv(Key key) {
    try {
      return Optional.of(keys.kcv(key));
    } catch (KeyException e) {
      return Optional.empty();
    }
  }
}
