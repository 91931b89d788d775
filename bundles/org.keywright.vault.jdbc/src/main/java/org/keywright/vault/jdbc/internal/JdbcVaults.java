// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Sealing;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;
import org.keywright.vault.VaultObserver;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Vaults in SQLite files and in databases on PostgreSQL servers. */
@Component
public final class JdbcVaults implements Vaults {
  private static final int SHORTEST_PASSPHRASE = 8;

  private final Sealing sealing;
  private final Passphrases passphrases;
  private final Keys keys;
  private final Settings settings;
  private final Unlocking unlocking;
  private final Schema schema = Schema.known();
  private final Object changing = new Object();
  private final List<VaultObserver> observers = new CopyOnWriteArrayList<>();
  private volatile @Nullable JdbcVault current;

  /** Takes the crypto that vaults are kept with. */
  @Activate
  public JdbcVaults(
      @Reference Sealing sealing, @Reference Passphrases passphrases, @Reference Keys keys) {
    this(sealing, passphrases, keys, Settings.USUAL);
  }

  JdbcVaults(Sealing sealing, Passphrases passphrases, Keys keys, Settings settings) {
    this.sealing = sealing;
    this.passphrases = passphrases;
    this.keys = keys;
    this.settings = settings;
    unlocking = new Unlocking(sealing, passphrases, keys, settings.clock());
  }

  /** Vaults with another clock, cost or size than usual. */
  public static JdbcVaults with(
      Sealing sealing, Passphrases passphrases, Keys keys, Settings settings) {
    return new JdbcVaults(sealing, passphrases, keys, settings);
  }

  /** Takes an observer in, and tells it of the vault that is open. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void bindObserver(VaultObserver observer) {
    synchronized (changing) {
      observers.add(observer);
      Optional.ofNullable(current).ifPresent(observer::opened);
    }
  }

  /** Lets an observer go. */
  public void unbindObserver(VaultObserver observer) {
    observers.remove(observer);
  }

  @Override
  public Vault create(VaultAddress address, KeyMaterial passphrase) throws VaultException {
    if (passphrase.length() < SHORTEST_PASSPHRASE) {
      throw new VaultException(
          "the passphrase of a new vault has at least " + SHORTEST_PASSPHRASE + " bytes");
    }
    synchronized (changing) {
      Optional<Path> file = address.file();
      Database database =
          file.isPresent() ? sqlite(VaultFile.missing(file.get())) : server(address);
      try {
        database.hold();
        return exchange(made(database, passphrase));
      } catch (VaultException | RuntimeException e) {
        database.close();
        throw e;
      }
    }
  }

  @Override
  public Vault open(VaultAddress address, KeyMaterial passphrase) throws VaultException {
    synchronized (changing) {
      Optional<Path> file = address.file();
      Database database =
          file.isPresent() ? sqlite(VaultFile.existing(file.get())) : server(address);
      try {
        JdbcVault before = current;
        if (before != null && before.isAt(database)) {
          close();
        }
        // Before it is held, for which a file is written beside whatever this is.
        database.requireVault();
        database.hold();
        return exchange(opened(database, passphrase));
      } catch (VaultException | RuntimeException e) {
        database.close();
        throw e;
      }
    }
  }

  private Database sqlite(Path path) {
    return new SqliteFile(path, settings.mostPages());
  }

  private Database server(VaultAddress address) {
    return new PostgresServer(address, settings.notes());
  }

  @Override
  public Vaults another() {
    return new JdbcVaults(sealing, passphrases, keys, settings);
  }

  @Override
  public Optional<Vault> current() {
    return Optional.ofNullable(current);
  }

  @Override
  @Deactivate
  public void close() {
    synchronized (changing) {
      JdbcVault before = current;
      if (before != null) {
        tell(observer -> observer.closing(before));
      }
      current = null;
      if (before != null) {
        before.close();
      }
    }
  }

  private Vault exchange(JdbcVault vault) {
    close();
    current = vault;
    tell(observer -> observer.opened(vault));
    return vault;
  }

  /**
   * An observer that fails keeps neither a vault from opening or closing nor others from hearing.
   */
  private void tell(Consumer<VaultObserver> news) {
    for (VaultObserver observer : observers) {
      try {
        news.accept(observer);
      } catch (RuntimeException e) {
        System.getLogger(JdbcVaults.class.getName())
            .log(System.Logger.Level.WARNING, "an observer of the vault failed", e);
      }
    }
  }

  private JdbcVault made(Database database, KeyMaterial passphrase) throws VaultException {
    Unlocking.Opened opened =
        database.make(
            session -> {
              schema.migrate(session, settings.clock());
              return begun(session, passphrase);
            });
    var seals = new Seals(sealing, opened.dataKey(), opened.id());
    try {
      return vault(database, writing(database), opened, seals);
    } catch (VaultException | RuntimeException e) {
      seals.close();
      throw e;
    }
  }

  private Unlocking.Opened begun(Session session, KeyMaterial passphrase)
      throws SQLException, VaultException {
    var opened = unlocking.make(session, passphrase, settings.cost());
    boolean whole = false;
    try {
      ChainedLog.begin(session, new Seals(sealing, opened.dataKey(), opened.id()));
      whole = true;
      return opened;
    } finally {
      if (!whole) {
        opened.dataKey().close();
      }
    }
  }

  private JdbcVault opened(Database database, KeyMaterial passphrase) throws VaultException {
    Session session = writing(database);
    Seals seals = null;
    try {
      database.requireSound(session);
      schema.check(session, database.name());
      var opened = unlocking.open(session, passphrase);
      seals = new Seals(sealing, opened.dataKey(), opened.id());
      schema.migrate(session, settings.clock());
      if (Erasure.owed(session)) {
        database.erase(session);
        Erasure.end(session);
      }
      return vault(database, session, opened, seals);
    } catch (SQLException e) {
      close(seals);
      close(session);
      throw database.explained(e);
    } catch (VaultException | RuntimeException e) {
      close(seals);
      close(session);
      throw e;
    }
  }

  private JdbcVault vault(
      Database database, Session session, Unlocking.Opened opened, Seals seals) {
    var store = new Store(database, session, keys);
    return new JdbcVault(store, seals, keys, settings.clock(), opened, schema.newest());
  }

  private static Session writing(Database database) throws VaultException {
    try {
      return database.writing();
    } catch (SQLException e) {
      throw database.explained(e);
    }
  }

  private static void close(@Nullable Seals seals) {
    if (seals != null) {
      seals.close();
    }
  }

  private static void close(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      System.getLogger(JdbcVaults.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a vault: {0}", e.getMessage());
    }
  }
}
