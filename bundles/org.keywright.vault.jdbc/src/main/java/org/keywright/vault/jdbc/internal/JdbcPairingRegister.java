// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keywright.crypto.Bytes;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.Pairing;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingRegister;
import org.keywright.vault.PairingReport;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.PairingRules;
import org.keywright.vault.PairingSighting;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;

/** The register of pairings in the vault's tables. */
final class JdbcPairingRegister implements PairingRegister {
  private static final String REVOCATIONS = "pairing:revocation";

  private final JdbcVault vault;
  private final Store store;
  private final Clock clock;
  private final PairingUnitRows units;
  private final PairingCaseRows records;
  private final PairingLedger ledger;

  JdbcPairingRegister(JdbcVault vault, Store store, Seals seals, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.clock = clock;
    units = new PairingUnitRows(seals);
    records = new PairingCaseRows(seals);
    ledger = new PairingLedger(units, records);
  }

  List<Proof> proofs() {
    return Stream.concat(units.proofs().stream(), records.proofs().stream()).toList();
  }

  @Override
  public void addEstate(Grant grant, PairingEstate estate) throws VaultException {
    vault.require(grant);
    Names.requireName(estate.name());
    store.write(
        session -> {
          if (units.estate(session, estate.name()).isPresent()) {
            throw new VaultException("there is an estate '" + estate.name() + "' already");
          }
          units.insert(session, estate);
          return estate;
        });
  }

  @Override
  public PairingEstate limit(Grant grant, String estate, PairingEstate.Limits limits)
      throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          PairingEstate before = requireEstate(session, estate);
          var after =
              new PairingEstate(
                  before.name(),
                  before.suite(),
                  before.policy(),
                  before.places(),
                  limits,
                  before.created());
          units.update(session, after);
          return after;
        });
  }

  @Override
  public List<PairingEstate> estates() throws VaultException {
    return store.read(units::estates);
  }

  @Override
  public PairingEstate requireEstate(String name) throws VaultException {
    return store.read(session -> requireEstate(session, name));
  }

  private PairingEstate requireEstate(Session session, String name)
      throws SQLException, VaultException {
    Optional<PairingEstate> found = units.estate(session, name);
    if (found.isPresent()) {
      return found.get();
    }
    throw Names.unknown(
        "estate", name, units.estates(session).stream().map(PairingEstate::name).toList());
  }

  @Override
  public int addModules(Grant grant, List<PairingModule> modules) throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          int added = 0;
          for (PairingModule module : modules) {
            if (units.insert(session, module)) {
              added++;
              continue;
            }
            Optional<PairingModule> there = units.module(session, module.id());
            if (there.isPresent() && !there.get().madeAs(module)) {
              throw new VaultException(
                  "module %s is there already, of estate %s, generation %d"
                      .formatted(module.id(), there.get().estate(), there.get().generation()));
            }
          }
          return added;
        });
  }

  @Override
  public int addHosts(Grant grant, List<PairingHost> hosts) throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          int added = 0;
          for (PairingHost host : hosts) {
            if (units.insert(session, host)) {
              added++;
              continue;
            }
            Optional<PairingHost> there = units.host(session, host.id());
            if (there.isPresent() && !there.get().madeAs(host)) {
              throw new VaultException(
                  "host %s is there already, of estate %s, generation %d"
                      .formatted(host.id(), there.get().estate(), there.get().generation()));
            }
          }
          return added;
        });
  }

  @Override
  public Optional<PairingModule> module(String id) throws VaultException {
    return store.read(session -> units.module(session, id));
  }

  @Override
  public Optional<PairingHost> host(String id) throws VaultException {
    return store.read(session -> units.host(session, id));
  }

  @Override
  public List<PairingModule> modules(String after, int limit) throws VaultException {
    return store.read(session -> units.modules(session, after, limit));
  }

  @Override
  public List<PairingModule> modules(
      String from, Sorting<ModuleColumn> sorting, Optional<PairingModule> after, int limit)
      throws VaultException {
    return store.read(session -> units.modules(session, from, sorting, after, limit));
  }

  @Override
  public List<PairingHost> hosts(String after, int limit) throws VaultException {
    return store.read(session -> units.hosts(session, after, limit));
  }

  @Override
  public List<PairingHost> hosts(
      String from, Sorting<HostColumn> sorting, Optional<PairingHost> after, int limit)
      throws VaultException {
    return store.read(session -> units.hosts(session, from, sorting, after, limit));
  }

  @Override
  public List<Pairing> pairings(String module) throws VaultException {
    return store.read(session -> units.pairings(session, module));
  }

  @Override
  public PairingCase decide(Grant grant, PairingRequest request, PairingRules rules)
      throws VaultException {
    Act act = vault.require(grant);
    Names.requireLine("what a request is for", act.purpose());
    return store.write(session -> ledger.decide(session, act, request, rules));
  }

  @Override
  public PairingCase conclude(
      Grant grant, PairingRequest request, PairingRules rules, Function<PairingCase, String> words)
      throws VaultException {
    Act act = grant.act();
    Names.requireLine("what a request is for", act.purpose());
    return vault.conclude(
        grant,
        session -> ledger.decide(session, act, request, rules),
        made ->
            made.granted()
                ? JdbcGrant.done(words.apply(made))
                : JdbcGrant.failure(words.apply(made)));
  }

  @Override
  public long order(Grant grant, String module) throws VaultException {
    vault.require(grant);
    return store.write(session -> ledger.order(session, requireModule(session, module)));
  }

  @Override
  public void end(Grant grant, String module, String host, Instant at) throws VaultException {
    vault.require(grant);
    store.write(
        session -> {
          ledger.end(session, requireModule(session, module), host, at);
          return module;
        });
  }

  @Override
  public void counted(Grant grant, String module, Map<String, Long> counters)
      throws VaultException {
    vault.require(grant);
    store.write(
        session -> {
          ledger.counted(session, module, counters);
          return module;
        });
  }

  @Override
  public void set(Grant grant, String module, Bytes policy) throws VaultException {
    vault.require(grant);
    store.write(
        session -> {
          PairingModule before = requireModule(session, module);
          units.update(
              session, PairingLedger.revised(before, before.state(), policy, before.orders()));
          return module;
        });
  }

  @Override
  public PairingHost renew(Grant grant, String host, int generation, int keyGeneration)
      throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          PairingHost before = requireHost(session, host);
          var after =
              new PairingHost(
                  before.id(),
                  before.estate(),
                  generation,
                  keyGeneration,
                  before.state(),
                  before.created());
          units.update(session, after);
          return after;
        });
  }

  private PairingHost requireHost(Session session, String id) throws SQLException, VaultException {
    return units
        .host(session, id)
        .orElseThrow(() -> new VaultException("the centre knows no host '" + id + "'"));
  }

  private PairingModule requireModule(Session session, String id)
      throws SQLException, VaultException {
    return units
        .module(session, id)
        .orElseThrow(() -> new VaultException("the centre knows no module '" + id + "'"));
  }

  @Override
  public PairingCase resolve(Grant grant, long number, String resolution) throws VaultException {
    vault.require(grant);
    Names.requireLine("what was found", resolution);
    return store.write(
        session -> {
          PairingCase before =
              records
                  .find(session, number)
                  .orElseThrow(() -> new VaultException("there is no case " + number));
          if (!before.open()) {
            throw new VaultException("case " + number + " is not open");
          }
          var after =
              new PairingCase(
                  number,
                  before.actor(),
                  before.purpose(),
                  before.request(),
                  before.granted(),
                  before.ground(),
                  before.order(),
                  false,
                  resolution);
          records.update(session, after);
          return after;
        });
  }

  @Override
  public List<PairingCase> cases(CaseFilter filter, long before, int limit) throws VaultException {
    return store.read(session -> records.cases(session, filter, before, limit));
  }

  @Override
  public List<PairingCase> cases(
      CaseFilter filter, Sorting<CaseColumn> sorting, Optional<PairingCase> after, int limit)
      throws VaultException {
    return store.read(session -> records.cases(session, filter, sorting, after, limit));
  }

  @Override
  public PairingSighting saw(Grant grant, PairingReport report, PairingRules rules)
      throws VaultException {
    Act act = vault.require(grant);
    return store.write(session -> ledger.saw(session, act, report, rules));
  }

  @Override
  public List<PairingSighting> sightings(String module, long before, int limit)
      throws VaultException {
    return store.read(session -> records.sightings(session, module, before, limit));
  }

  @Override
  public List<PairingFinding> findings(long before, int limit) throws VaultException {
    return store.read(session -> records.findings(session, before, limit));
  }

  @Override
  public List<PairingFinding> findings(
      Sorting<FindingColumn> sorting, Optional<PairingFinding> after, int limit)
      throws VaultException {
    return store.read(session -> records.findings(session, sorting, after, limit));
  }

  @Override
  public PairingRevocation revoke(
      Grant grant, PairingRevocation.Kind kind, String estate, String subject, String reason)
      throws VaultException {
    Act act = vault.require(grant);
    Names.requireLine("the reason", reason);
    return store.write(
        session -> {
          requireEstate(session, estate);
          if (records.revocation(session, kind, estate, subject).isPresent()) {
            throw new VaultException(subject + " is revoked already");
          }
          strike(session, kind, estate, subject);
          var revocation =
              new PairingRevocation(
                  Counters.take(session, REVOCATIONS, 1),
                  kind,
                  estate,
                  subject,
                  clock.instant(),
                  act.actor(),
                  reason);
          records.insert(session, revocation);
          return revocation;
        });
  }

  private void strike(Session session, PairingRevocation.Kind kind, String estate, String subject)
      throws SQLException, VaultException {
    switch (kind) {
      case MODULE -> {
        PairingModule module = requireModule(session, subject);
        requireOf(estate, module.estate(), "module " + subject);
        units.update(
            session,
            PairingLedger.revised(
                module, PairingUnitState.REVOKED, module.policy(), module.orders()));
      }
      case HOST -> {
        PairingHost host = requireHost(session, subject);
        requireOf(estate, host.estate(), "host " + subject);
        units.update(
            session,
            new PairingHost(
                host.id(),
                host.estate(),
                host.generation(),
                host.keyGeneration(),
                PairingUnitState.REVOKED,
                host.created()));
      }
      case GENERATION -> {
        // the hosts of a generation are not counted: each is looked at when it is asked for
      }
    }
  }

  private static void requireOf(String estate, String found, String what) throws VaultException {
    if (!found.equals(estate)) {
      throw new VaultException(what + " is of estate " + found + ", not of " + estate);
    }
  }

  @Override
  public List<PairingRevocation> revocations(String estate) throws VaultException {
    return store.read(session -> records.revocations(session, estate));
  }
}
