// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.vault.CentralModule;
import org.keywright.vault.CentralModules;
import org.keywright.vault.Grant;
import org.keywright.vault.TransactionKey;
import org.keywright.vault.VaultException;

/** Modules that central systems have admitted, and the keys that they share, sealed row by row. */
final class JdbcCentralModules implements CentralModules {
  private static final int HIGHEST = 0xFFFF;

  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;
  private final Keys keys;
  private final Clock clock;

  JdbcCentralModules(JdbcVault vault, Store store, Seals seals, Keys keys, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public CentralModule admit(Grant grant, String central, String module, Bytes certificate)
      throws VaultException {
    vault.require(grant);
    Names.requireName(central);
    Names.requireName(module);
    return store.write(
        session -> {
          Instant now = clock.instant();
          session.update(
              "INSERT INTO central_module"
                  + " (central, module, certificate, first_seen, last_seen, admissions)"
                  + " VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (central, module) DO UPDATE SET"
                  + " certificate = excluded.certificate, last_seen = excluded.last_seen,"
                  + " admissions = central_module.admissions + 1",
              central,
              module,
              certificate,
              now,
              now);
          return require(session, central, module);
        });
  }

  @Override
  public Optional<CentralModule> find(String central, String module) throws VaultException {
    return store.read(session -> find(session, central, module));
  }

  @Override
  public List<CentralModule> page(String central, String text, int offset, int limit)
      throws VaultException {
    return store.read(
        session -> {
          List<String> names =
              session.list(
                  "SELECT module FROM central_module WHERE central = ? AND "
                      + Containing.in("module")
                      + " ORDER BY module LIMIT ? OFFSET ?",
                  row -> row.text("module"),
                  central,
                  Containing.pattern(text),
                  limit,
                  offset);
          var modules = new ArrayList<CentralModule>();
          for (String name : names) {
            modules.add(require(session, central, name));
          }
          return modules;
        });
  }

  @Override
  public TransactionKey send(
      Grant grant, String central, String module, Key key, KeyAttributes attributes)
      throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          require(session, central, module);
          int last =
              (int)
                  session.number(
                      "SELECT MAX(key_version) FROM transaction_key"
                          + " WHERE central = ? AND module = ?",
                      central,
                      module);
          if (last >= HIGHEST) {
            throw new VaultException(module + " has had all versions up to " + HIGHEST);
          }
          var sent =
              new TransactionKey(
                  central,
                  module,
                  last + 1,
                  key.spec(),
                  attributes,
                  kcv(key),
                  TransactionKey.State.SENT,
                  Bytes.of(),
                  clock.instant());
          insert(session, sent, seals.seal(identity(sent), key.material()));
          return sent;
        });
  }

  private Kcv kcv(Key key) throws VaultException {
    try {
      return keys.kcv(key);
    } catch (KeyException e) {
      throw new VaultException("the key has no check value: " + e.getMessage(), e);
    }
  }

  @Override
  public TransactionKey hold(
      Grant grant, String central, String module, int keyVersion, Bytes receipt)
      throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          KeyRow row = requireKey(session, central, module, keyVersion);
          TransactionKey key = row.key();
          if (key.state() == TransactionKey.State.HELD) {
            return key;
          }
          Optional<TransactionKey> held = held(session, central, module);
          if (key.state() != TransactionKey.State.SENT
              || held.filter(other -> other.keyVersion() > keyVersion).isPresent()) {
            throw new VaultException(
                "key version %d of %s was replaced by a newer one".formatted(keyVersion, module));
          }
          session.update(
              "UPDATE transaction_key SET state = 'REPLACED', sealed = NULL"
                  + " WHERE central = ? AND module = ? AND key_version < ?",
              central,
              module,
              keyVersion);
          TransactionKey now = changed(key, TransactionKey.State.HELD, receipt);
          try (KeyMaterial material = opened(row)) {
            update(session, now, seals.seal(identity(now), material));
          }
          return now;
        });
  }

  @Override
  public void drop(Grant grant, String central, String module, int keyVersion)
      throws VaultException {
    vault.require(grant);
    store.write(
        session -> {
          TransactionKey key = requireKey(session, central, module, keyVersion).key();
          if (key.state() == TransactionKey.State.HELD) {
            throw new VaultException("key version %d is held by %s".formatted(keyVersion, module));
          }
          update(session, changed(key, TransactionKey.State.REPLACED, Bytes.of()), null);
          return key;
        });
  }

  @Override
  public List<TransactionKey> keys(String central, String module) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM transaction_key WHERE central = ? AND module = ?"
                    + " ORDER BY key_version DESC",
                JdbcCentralModules::key,
                central,
                module));
  }

  /** Opens a transaction key; the caller owns it. */
  Key openKey(String central, String module, int keyVersion) throws VaultException {
    KeyRow row = store.read(session -> requireKey(session, central, module, keyVersion));
    KeyMaterial material = opened(row);
    try {
      return Key.of(row.key().spec(), material);
    } catch (KeyException e) {
      throw new VaultException(what(row.key()) + " is damaged: " + e.getMessage(), e);
    }
  }

  private KeyMaterial opened(KeyRow row) throws VaultException {
    Bytes sealed =
        row.sealed().orElseThrow(() -> new VaultException(what(row.key()) + " was wiped"));
    return seals.open(identity(row.key()), sealed, what(row.key()));
  }

  private static String what(TransactionKey key) {
    return "transaction key version %d of %s".formatted(key.keyVersion(), key.module());
  }

  /** All of the row: the key opens only while nothing of it was changed. */
  private Lv identity(TransactionKey key) {
    return seals
        .identity("transaction_key")
        .add(key.central())
        .add(key.module())
        .add(key.keyVersion())
        .add(key.spec().algorithm())
        .add(key.spec().bits())
        .add(key.attributes().usage().code())
        .add(key.attributes().mode())
        .add(key.attributes().exportability())
        .add(key.kcv().method())
        .add(key.kcv().value())
        .add(key.state())
        .add(key.receipt())
        .add(Moments.nanos(key.created()));
  }

  private static TransactionKey changed(
      TransactionKey key, TransactionKey.State state, Bytes receipt) {
    return new TransactionKey(
        key.central(),
        key.module(),
        key.keyVersion(),
        key.spec(),
        key.attributes(),
        key.kcv(),
        state,
        receipt,
        key.created());
  }

  private static void insert(Session session, TransactionKey key, Bytes sealed)
      throws SQLException {
    session.update(
        "INSERT INTO transaction_key (central, module, key_version, algorithm, bits, key_usage,"
            + " key_mode, exportability, kcv_method, kcv, state, receipt, created, sealed)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        key.central(),
        key.module(),
        key.keyVersion(),
        key.spec().algorithm(),
        key.spec().bits(),
        key.attributes().usage().code(),
        key.attributes().mode(),
        key.attributes().exportability(),
        key.kcv().method(),
        key.kcv().value(),
        key.state(),
        key.receipt(),
        key.created(),
        sealed);
  }

  private static void update(Session session, TransactionKey key, @Nullable Bytes sealed)
      throws SQLException {
    session.update(
        "UPDATE transaction_key SET state = ?, receipt = ?, sealed = ?"
            + " WHERE central = ? AND module = ? AND key_version = ?",
        key.state(),
        key.receipt(),
        sealed,
        key.central(),
        key.module(),
        key.keyVersion());
  }

  private static Optional<CentralModule> find(Session session, String central, String module)
      throws SQLException, VaultException {
    Optional<TransactionKey> held = held(session, central, module);
    return session.first(
        "SELECT * FROM central_module WHERE central = ? AND module = ?",
        row ->
            new CentralModule(
                row.text("central"),
                row.text("module"),
                row.bytes("certificate"),
                row.instant("first_seen"),
                row.instant("last_seen"),
                row.number("admissions"),
                held),
        central,
        module);
  }

  private static CentralModule require(Session session, String central, String module)
      throws SQLException, VaultException {
    return find(session, central, module)
        .orElseThrow(
            () ->
                new VaultException(
                    "the central system %s has never admitted %s".formatted(central, module)));
  }

  private static Optional<TransactionKey> held(Session session, String central, String module)
      throws SQLException, VaultException {
    return session.first(
        "SELECT * FROM transaction_key WHERE central = ? AND module = ? AND state = 'HELD'",
        JdbcCentralModules::key,
        central,
        module);
  }

  private record KeyRow(TransactionKey key, Optional<Bytes> sealed) {}

  private static KeyRow requireKey(Session session, String central, String module, int keyVersion)
      throws SQLException, VaultException {
    return session
        .first(
            "SELECT * FROM transaction_key WHERE central = ? AND module = ? AND key_version = ?",
            row -> new KeyRow(key(row), row.optionalBytes("sealed")),
            central,
            module,
            keyVersion)
        .orElseThrow(
            () ->
                new VaultException(
                    "there is no key version %d of %s at %s"
                        .formatted(keyVersion, module, central)));
  }

  private static TransactionKey key(Row row) throws SQLException, VaultException {
    return new TransactionKey(
        row.text("central"),
        row.text("module"),
        row.integer("key_version"),
        row.keySpec(),
        row.keyAttributes(),
        row.kcv(),
        row.choice(TransactionKey.State.class, "state"),
        row.bytes("receipt"),
        row.instant("created"));
  }
}
