// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.file.Files;
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
import org.keywright.vault.VaultException;
import org.keywright.vault.VaultObserver;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Vaults in SQLite files. */
@Component
public final class JdbcVaults implements Vaults {
  private static final int SHORTEST_PASSPHRASE = 8;
  private static final long CHECKED_WHOLE = 8L << 20;

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
  public Vault create(Path file, KeyMaterial passphrase) throws VaultException {
    if (passphrase.length() < SHORTEST_PASSPHRASE) {
      throw new VaultException(
          "the passphrase of a new vault has at least " + SHORTEST_PASSPHRASE + " bytes");
    }
    synchronized (changing) {
      Path path = VaultFile.missing(file);
      var lock = HolderLock.take(path);
      try {
        return exchange(made(path, passphrase, lock));
      } catch (VaultException | RuntimeException e) {
        lock.close();
        throw e;
      }
    }
  }

  @Override
  public Vault open(Path file, KeyMaterial passphrase) throws VaultException {
    synchronized (changing) {
      Path path = VaultFile.existing(file);
      JdbcVault before = current;
      if (before != null && before.isAt(path)) {
        close();
      }
      // Before the lock, which writes a file beside whatever this is.
      VaultFile.requireVault(path);
      var lock = HolderLock.take(path);
      try {
        return exchange(opened(path, passphrase, lock));
      } catch (VaultException | RuntimeException e) {
        lock.close();
        throw e;
      }
    }
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

  private JdbcVault made(Path path, KeyMaterial passphrase, HolderLock lock) throws VaultException {
    if (Files.exists(path)) {
      throw new VaultException(path + " exists already");
    }
    Path unfinished = VaultFile.beginning(path);
    var making = new SqliteFile(unfinished, settings.mostPages());
    Seals seals = null;
    try {
      Unlocking.Opened opened;
      try (Session session = making.creating()) {
        schema.migrate(session, settings.clock());
        opened = unlocking.make(session, passphrase, settings.cost());
        seals = new Seals(sealing, opened.dataKey(), opened.id());
        ChainedLog.begin(session, seals);
      }
      VaultFile.finish(unfinished, path);
      var file = new SqliteFile(path, settings.mostPages());
      return vault(file, writing(file), opened, seals, lock);
    } catch (SQLException e) {
      close(seals);
      throw making.explained(e);
    } catch (VaultException | RuntimeException e) {
      close(seals);
      throw e;
    }
  }

  private JdbcVault opened(Path path, KeyMaterial passphrase, HolderLock lock)
      throws VaultException {
    var file = new SqliteFile(path, settings.mostPages());
    Session session = writing(file);
    Seals seals = null;
    try {
      String name = String.valueOf(path.getFileName());
      requireSound(session, path, name);
      schema.check(session, name);
      var opened = unlocking.open(session, passphrase);
      seals = new Seals(sealing, opened.dataKey(), opened.id());
      schema.migrate(session, settings.clock());
      if (Erasure.owed(session)) {
        file.erase(session);
        Erasure.end(session);
      }
      return vault(file, session, opened, seals, lock);
    } catch (SQLException e) {
      close(seals);
      close(session);
      throw file.explained(e);
    } catch (VaultException | RuntimeException e) {
      close(seals);
      close(session);
      throw e;
    }
  }

  private JdbcVault vault(
      SqliteFile file, Session session, Unlocking.Opened opened, Seals seals, HolderLock lock) {
    var store = new Store(file, session, keys);
    return new JdbcVault(store, seals, keys, settings.clock(), opened, schema.newest(), lock);
  }

  private static Session writing(SqliteFile file) throws VaultException {
    try {
      return file.writing();
    } catch (SQLException e) {
      throw file.explained(e);
    }
  }

  /** A small file is checked whole, which takes some milliseconds; a large one as it is read. */
  private static void requireSound(Session session, Path path, String name)
      throws SQLException, VaultException {
    if (path.toFile().length() <= CHECKED_WHOLE
        && !session.text("PRAGMA quick_check(1)").equals("ok")) {
      throw new VaultException("the vault " + name + " is damaged: restore a backup of it");
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
