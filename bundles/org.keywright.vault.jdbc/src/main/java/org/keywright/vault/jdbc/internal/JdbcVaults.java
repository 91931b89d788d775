// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Sealing;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.SignIn;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;
import org.keywright.vault.VaultObserver;
import org.keywright.vault.Vaults;
import org.osgi.service.component.ComponentServiceObjects;
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
  private final Optional<SplitKnowledge> split;
  private final Schema schema = Schema.known();
  private final Object changing = new Object();
  private final List<VaultObserver> observers = new CopyOnWriteArrayList<>();
  private volatile @Nullable JdbcVault current;

  /** Takes the crypto that vaults are kept with. */
  @Activate
  public JdbcVaults(
      @Reference Sealing sealing,
      @Reference Passphrases passphrases,
      @Reference Keys keys,
      @Reference KeyParts parts,
      @Reference ComponentServiceObjects<EcKeys> ecKeys,
      @Reference ComponentServiceObjects<Hkdf> hkdf) {
    this(
        sealing,
        passphrases,
        keys,
        Optional.of(new SplitKnowledge(parts, ecKeys::getService, hkdf::getService)),
        Settings.USUAL);
  }

  private JdbcVaults(
      Sealing sealing,
      Passphrases passphrases,
      Keys keys,
      Optional<SplitKnowledge> split,
      Settings settings) {
    this.split = split;
    this.sealing = sealing;
    this.passphrases = passphrases;
    this.keys = keys;
    this.settings = settings;
    unlocking = new Unlocking(sealing, passphrases, keys, settings.clock());
  }

  /** Vaults for one person, with another clock, cost or size than usual. */
  public static JdbcVaults with(
      Sealing sealing, Passphrases passphrases, Keys keys, Settings settings) {
    return new JdbcVaults(sealing, passphrases, keys, Optional.empty(), settings);
  }

  /** The same, which may have officers too. */
  public JdbcVaults withOfficers(SplitKnowledge crypto) {
    return new JdbcVaults(sealing, passphrases, keys, Optional.of(crypto), settings);
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
    return created(
        address, session -> unlocking.make(session, passphrase, appointing().cost()), false);
  }

  @Override
  public Vault create(VaultAddress address, List<NewOfficer> officers, int threshold)
      throws VaultException {
    Founding.require(officers, threshold);
    var founding = new Founding(sealing, keys, officersCrypto(), settings);
    return created(address, session -> founding.make(session, officers, threshold), true);
  }

  private Appointing appointing() {
    return new Appointing(sealing, passphrases, keys, settings);
  }

  private OfficersCrypto officersCrypto() throws VaultException {
    SplitKnowledge present =
        split.orElseThrow(
            () -> new VaultException("this program has no vaults with officers, only for one"));
    return new OfficersCrypto(
        new SigningIn(sealing, passphrases, settings.clock()),
        appointing(),
        new RootsShares(sealing, present));
  }

  private Vault created(VaultAddress address, Work<Unlocking.Opened> work, boolean officers)
      throws VaultException {
    synchronized (changing) {
      Optional<Path> file = address.file();
      Database database =
          file.isPresent() ? sqlite(VaultFile.missing(file.get())) : server(address);
      try {
        database.hold();
        return exchange(made(database, work, officers));
      } catch (VaultException | RuntimeException e) {
        database.close();
        throw e;
      }
    }
  }

  @Override
  public Vault open(VaultAddress address, KeyMaterial passphrase) throws VaultException {
    return open(address, onePerson(passphrase), Accepting.NONE);
  }

  private Unlock onePerson(KeyMaterial passphrase) {
    return (session, name) -> {
      if (hasOfficers(session)) {
        throw new VaultException(
            "%s is a vault with officers: vault:open %s --as NAME signs one in (%s)"
                .formatted(name, name, String.join(", ", OfficerRow.names(session))));
      }
      return unlocking.open(session, passphrase);
    };
  }

  @Override
  public Vault open(VaultAddress address, SignIn who) throws VaultException {
    return open(address, officer(who), Accepting.NONE);
  }

  private Unlock officer(SignIn who) {
    return (session, name) -> {
      if (!hasOfficers(session)) {
        throw new VaultException(
            name + " is a vault for one person, without officers: vault:open " + name);
      }
      return Founding.open(session, officersCrypto().signingIn(), who);
    };
  }

  @Override
  public Vault acceptOlder(
      VaultAddress address, KeyMaterial passphrase, String actor, String reason)
      throws VaultException {
    return open(
        address,
        onePerson(passphrase),
        Accepting.of(actor, address.name(), reason, actor + ", in a vault for one person"));
  }

  @Override
  public Vault acceptOlder(VaultAddress address, List<SignIn> officers, String reason)
      throws VaultException {
    List<String> names = officers.stream().map(SignIn::officer).distinct().toList();
    if (officers.size() != 2 || names.size() != 2) {
      throw new VaultException("two security officers accept an older copy: --by NAME --by NAME");
    }
    Unlock second = officer(officers.getLast());
    Unlock both =
        (session, name) -> {
          if (hasOfficers(session)) {
            Founding.requireSecurityOfficers(session, names);
          }
          second.of(session, name).dataKey().close();
          return officer(officers.getFirst()).of(session, name);
        };
    return open(
        address,
        both,
        Accepting.of(names.getFirst(), address.name(), reason, String.join(" and ", names)));
  }

  private boolean hasOfficers(Session session) throws SQLException {
    return schema.hasOfficers(session) && OfficerRow.any(session);
  }

  @Override
  public List<String> officers(VaultAddress address) throws VaultException {
    Optional<Path> file = address.file();
    Database database = file.isPresent() ? sqlite(VaultFile.existing(file.get())) : server(address);
    try {
      database.requireVault();
      try (Session session = database.reading()) {
        return hasOfficers(session) ? OfficerRow.names(session) : List.of();
      }
    } catch (SQLException e) {
      throw database.explained(e);
    } finally {
      database.close();
    }
  }

  /** Opens the data key. */
  @FunctionalInterface
  private interface Unlock {
    Unlocking.Opened of(Session session, String name) throws SQLException, VaultException;
  }

  private Vault open(VaultAddress address, Unlock unlock, Accepting accepting)
      throws VaultException {
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
        return exchange(opened(database, unlock, accepting));
      } catch (VaultException | RuntimeException e) {
        database.close();
        throw e;
      }
    }
  }

  @Override
  public long restore(Path backup, VaultAddress to) throws VaultException {
    Path path = VaultFile.existing(backup);
    Optional<Path> file = to.file();
    try (Database source = sqlite(path);
        Database target = file.isPresent() ? sqlite(VaultFile.missing(file.get())) : server(to)) {
      source.requireVault();
      target.hold();
      return new Copying(source, schema, settings).into(target);
    }
  }

  private Database sqlite(Path path) {
    return new SqliteFile(path, settings.mostPages());
  }

  private Database server(VaultAddress address) {
    return new PostgresServer(address);
  }

  @Override
  public Vaults another() {
    return new JdbcVaults(sealing, passphrases, keys, split, settings.withoutNotes());
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

  private JdbcVault made(Database database, Work<Unlocking.Opened> work, boolean officers)
      throws VaultException {
    Unlocking.Opened opened =
        database.make(
            session -> {
              if (schema.migrate(session, settings.clock())) {
                database.equip(session);
              }
              return begun(database, session, work);
            });
    var seals = new Seals(sealing, opened.dataKey(), opened.id());
    try {
      return opening(Accepting.NONE)
          .vault(database, writing(database), opened, seals, crypto(officers));
    } catch (SQLException e) {
      seals.close();
      throw database.explained(e);
    } catch (VaultException | RuntimeException e) {
      seals.close();
      throw e;
    }
  }

  private Opening opening(Accepting accepting) {
    return new Opening(keys, settings, unlocking, schema, accepting);
  }

  private Optional<OfficersCrypto> crypto(boolean officers) throws VaultException {
    return officers ? Optional.of(officersCrypto()) : Optional.empty();
  }

  private Unlocking.Opened begun(Database database, Session session, Work<Unlocking.Opened> work)
      throws SQLException, VaultException {
    Unlocking.Opened opened = work.with(session);
    boolean whole = false;
    try {
      var seals = new Seals(sealing, opened.dataKey(), opened.id());
      ChainedLog.begin(session, seals);
      Tally.begin(database, seals, keys, session);
      whole = true;
      return opened;
    } finally {
      if (!whole) {
        opened.dataKey().close();
      }
    }
  }

  private JdbcVault opened(Database database, Unlock unlock, Accepting accepting)
      throws VaultException {
    Session session = writing(database);
    Seals seals = null;
    try {
      database.requireSound(session);
      schema.check(session, database.name());
      boolean officers = hasOfficers(session);
      var opened = unlock.of(session, database.name());
      seals = new Seals(sealing, opened.dataKey(), opened.id());
      return opening(accepting).vault(database, session, opened, seals, crypto(officers));
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
