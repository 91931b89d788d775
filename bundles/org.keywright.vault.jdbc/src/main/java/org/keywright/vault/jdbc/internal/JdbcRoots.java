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
import org.keywright.crypto.KeyState;
import org.keywright.crypto.Keys;
import org.keywright.vault.Grant;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Roots;
import org.keywright.vault.VaultException;

/** Root keys, sealed row by row. */
final class JdbcRoots implements Roots {
  private static final int HIGHEST = 0xFFFF;
  private static final String ORDER = " ORDER BY purpose, name, generation";

  private final JdbcVault vault;
  private final Store store;
  private final Seals seals;
  private final Keys keys;
  private final Clock clock;

  JdbcRoots(JdbcVault vault, Store store, Seals seals, Keys keys, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.seals = seals;
    this.keys = keys;
    this.clock = clock;
  }

  /** A root key as it is sealed. */
  private record RootRow(RootKey root, Bytes sealed) {
    /** All of the row: the key opens only while nothing of it was changed. */
    static Lv identity(Seals seals, RootKey root) {
      return seals
          .identity("root_key")
          .add(root.purpose())
          .add(root.name())
          .add(root.generation())
          .add(root.spec().algorithm())
          .add(root.spec().bits())
          .add(root.kcv().map(Kcv::toString))
          .add(root.publicPart())
          .add(root.state())
          .add(root.wellKnown())
          .add(Moments.nanos(root.created()));
    }
  }

  @Override
  public RootKey create(
      Grant grant, RootPurpose purpose, String name, int generation, Key key, Bytes publicPart)
      throws VaultException {
    vault.require(grant);
    Names.requireName(name);
    if (generation < 1 || generation > HIGHEST) {
      throw new VaultException("a generation is a number from 1 to " + HIGHEST);
    }
    var root =
        new RootKey(
            purpose,
            name,
            generation,
            key.spec(),
            kcv(key),
            publicPart,
            KeyState.ACTIVE,
            keys.wellKnownName(key),
            clock.instant());
    return store.write(
        session -> {
          if (find(session, purpose, name, generation).isPresent()) {
            throw new VaultException(
                label(purpose, name, generation) + " is there already: take the next generation");
          }
          Bytes sealed = seals.seal(RootRow.identity(seals, root), key.material());
          insert(session, new RootRow(root, sealed));
          return root;
        });
  }

  @Override
  public List<RootKey> all() throws VaultException {
    return store.read(
        session -> session.list("SELECT * FROM root_key" + ORDER, row -> row(row).root()));
  }

  @Override
  public List<RootKey> generations(RootPurpose purpose, String name) throws VaultException {
    return store.read(
        session ->
            session.list(
                "SELECT * FROM root_key WHERE purpose = ? AND name = ?" + ORDER,
                row -> row(row).root(),
                purpose,
                name));
  }

  @Override
  public Optional<RootKey> find(RootPurpose purpose, String name, int generation)
      throws VaultException {
    return store.read(session -> find(session, purpose, name, generation)).map(RootRow::root);
  }

  @Override
  public RootKey require(RootPurpose purpose, String name, int generation) throws VaultException {
    return store.read(session -> require(session, purpose, name, generation)).root();
  }

  @Override
  public RootKey retire(Grant grant, RootPurpose purpose, String name, int generation)
      throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          RootRow row = require(session, purpose, name, generation);
          RootKey old = row.root();
          var retired =
              new RootKey(
                  purpose,
                  name,
                  generation,
                  old.spec(),
                  old.kcv(),
                  old.publicPart(),
                  KeyState.DEACTIVATED,
                  old.wellKnown(),
                  old.created());
          try (Key key = opened(row)) {
            Bytes sealed = seals.seal(RootRow.identity(seals, retired), key.material());
            session.update(
                "UPDATE root_key SET state = ?, sealed = ?"
                    + " WHERE purpose = ? AND name = ? AND generation = ?",
                retired.state(),
                sealed,
                purpose,
                name,
                generation);
          }
          return retired;
        });
  }

  /** Opens a root key; the caller owns it. */
  Key open(RootPurpose purpose, String name, int generation) throws VaultException {
    return opened(store.read(session -> require(session, purpose, name, generation)));
  }

  private Key opened(RootRow row) throws VaultException {
    RootKey root = row.root();
    return seals.openKey(
        root.state(),
        root.spec(),
        RootRow.identity(seals, root),
        row.sealed(),
        label(root.purpose(), root.name(), root.generation()));
  }

  private static Optional<RootRow> find(
      Session session, RootPurpose purpose, String name, int generation)
      throws SQLException, VaultException {
    return session.first(
        "SELECT * FROM root_key WHERE purpose = ? AND name = ? AND generation = ?",
        JdbcRoots::row,
        purpose,
        name,
        generation);
  }

  private static RootRow require(Session session, RootPurpose purpose, String name, int generation)
      throws SQLException, VaultException {
    Optional<RootRow> found = find(session, purpose, name, generation);
    if (found.isPresent()) {
      return found.get();
    }
    throw Names.unknown(
        words(purpose),
        name + "/" + generation,
        session.list(
            "SELECT name, generation FROM root_key WHERE purpose = ?",
            row -> row.text("name") + "/" + row.integer("generation"),
            purpose));
  }

  private static void insert(Session session, RootRow row) throws SQLException {
    RootKey root = row.root();
    session.update(
        "INSERT INTO root_key (purpose, name, generation, algorithm, bits, kcv_method, kcv,"
            + " public_part, state, well_known, created, sealed)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        root.purpose(),
        root.name(),
        root.generation(),
        root.spec().algorithm(),
        root.spec().bits(),
        root.kcv().map(Kcv::method).orElse(null),
        root.kcv().map(Kcv::value).orElse(null),
        root.publicPart(),
        root.state(),
        root.wellKnown().orElse(null),
        root.created(),
        row.sealed());
  }

  private static RootRow row(Row row) throws SQLException, VaultException {
    return new RootRow(
        new RootKey(
            row.choice(RootPurpose.class, "purpose"),
            row.text("name"),
            row.integer("generation"),
            row.keySpec(),
            row.optionalText("kcv_method").isPresent() ? Optional.of(row.kcv()) : Optional.empty(),
            row.bytes("public_part"),
            row.choice(KeyState.class, "state"),
            row.optionalText("well_known"),
            row.instant("created")),
        row.bytes("sealed"));
  }

  /** As messages name it: {@code the host root north/1}. */
  private static String label(RootPurpose purpose, String name, int generation) {
    return "the " + words(purpose) + " " + name + "/" + generation;
  }

  private static String words(RootPurpose purpose) {
    return switch (purpose) {
      case PAIRING_MODULE_ROOT -> "pairing module root";
      case CY_KEY -> "CY key";
      case HOST_ROOT -> "host root";
      case CENTRE_DESK -> "desk key of the centre";
      case MANUFACTURER -> "manufacturer's key";
      case PERSONALIZATION_UNIT -> "personalization unit's key";
      case CENTRAL_SYSTEM -> "central system's key";
      case IDENTIFICATION_UNIT -> "identification unit's key";
      case APPLIANCE -> "appliance's key";
      case TLS_IDENTITY -> "key of the TLS identity";
      case TLS_AUTHORITY -> "key of the TLS authority";
      case AUDIT -> "key for checkpoints";
    };
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
