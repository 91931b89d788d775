// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingRegister;
import org.keywright.vault.TlsRecord;
import org.keywright.vault.Upkeep;
import org.keywright.vault.VaultException;

/** Backups and checks of a {@link JdbcVault}. */
final class JdbcUpkeep implements Upkeep {
  private static final int AT_ONCE = 500;

  private final JdbcVault vault;
  private final Store store;
  private final Settings settings;

  JdbcUpkeep(JdbcVault vault, Store store, Settings settings) {
    this.vault = vault;
    this.store = store;
    this.settings = settings;
  }

  @Override
  public long backup(Grant grant, Path file) throws VaultException {
    vault.require(grant);
    var copying = new Copying(store.database(), Schema.known(), settings);
    try (var to = new SqliteFile(VaultFile.missing(file), 0)) {
      return copying.into(to);
    }
  }

  @Override
  public List<String> check() throws VaultException {
    Database database = store.database();
    var faults = new ArrayList<String>();
    try (Session session = database.snapshot()) {
      faults.addAll(database.faults(session));
    } catch (SQLException e) {
      throw database.explained(e);
    }
    // Each reading ends at its first fault; the others go on.
    List<Reading> readings =
        List.of(
            () -> vault.log().verify(),
            () -> vault.checkpoints().all(),
            () -> vault.forwarding().rule(),
            () -> vault.plugins().all(),
            this::readTls,
            () -> vault.keySets().all(),
            () -> vault.roots().all(),
            this::readUnits,
            this::readCases);
    for (Reading reading : readings) {
      try {
        reading.read();
      } catch (VaultException e) {
        faults.add(String.valueOf(e.getMessage()));
      }
    }
    return faults;
  }

  private void readTls() throws VaultException {
    for (TlsRecord.Kind kind : TlsRecord.Kind.values()) {
      vault.tls().all(kind);
    }
  }

  private void readUnits() throws VaultException {
    PairingRegister register = vault.pairings();
    for (PairingEstate estate : register.estates()) {
      register.revocations(estate.name());
    }
    List<PairingModule> modules = register.modules("", AT_ONCE);
    while (!modules.isEmpty()) {
      for (PairingModule module : modules) {
        register.pairings(module.id());
      }
      modules = register.modules(modules.getLast().id(), AT_ONCE);
    }
    List<PairingHost> hosts = register.hosts("", AT_ONCE);
    while (!hosts.isEmpty()) {
      hosts = register.hosts(hosts.getLast().id(), AT_ONCE);
    }
  }

  private void readCases() throws VaultException {
    PairingRegister register = vault.pairings();
    var cases = register.cases(PairingRegister.CaseFilter.ALL, Long.MAX_VALUE, AT_ONCE);
    while (!cases.isEmpty()) {
      cases = register.cases(PairingRegister.CaseFilter.ALL, cases.getLast().number(), AT_ONCE);
    }
    var findings = register.findings(Long.MAX_VALUE, AT_ONCE);
    while (!findings.isEmpty()) {
      findings = register.findings(findings.getLast().number(), AT_ONCE);
    }
  }

  /** Reads rows that show by their marks what was done to them. */
  @FunctionalInterface
  private interface Reading {
    void read() throws VaultException;
  }
}
