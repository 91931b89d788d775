// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;
import org.keywright.vault.Act;
import org.keywright.vault.Pairing;
import org.keywright.vault.Pairing.State;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingFile;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingFinding.Suspicion;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingRegister.CaseFilter;
import org.keywright.vault.PairingReport;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.PairingRules;
import org.keywright.vault.PairingSighting;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.PairingVerdict;
import org.keywright.vault.VaultException;

/** What decisions and reports change in the register; all of it within the caller's transaction. */
final class PairingLedger {
  private static final String CASES = "pairing:case";
  private static final String SIGHTINGS = "pairing:sighting";
  private static final String FINDINGS = "pairing:finding";
  private static final long HIGHEST_SERIAL = 0xFFFFFFFFL;

  private final PairingUnitRows units;
  private final PairingCaseRows records;

  PairingLedger(PairingUnitRows units, PairingCaseRows records) {
    this.units = units;
    this.records = records;
  }

  PairingCase decide(Session session, Act act, PairingRequest request, PairingRules rules)
      throws SQLException, VaultException {
    PairingFile file = file(session, request.module(), request.host());
    PairingVerdict verdict = rules.decide(request, file);
    long number = Counters.take(session, CASES, 1);
    long order = 0;
    if (verdict.granted() && request.kind() == PairingCase.Kind.RENEWAL) {
      order = requireSerial(number, "the centre has numbered all orders to hosts that it can");
    } else if (verdict.granted()) {
      PairingModule module = requireModule(file, request.module());
      switch (request.kind()) {
        case CODE -> promise(session, module, file, request);
        case RELEASE -> end(session, module, request.host(), request.at());
        case ERASURE_CODE -> {
          // the pairing stays in the books until the module is seen without it
        }
        case ERASE, LOCK, UNBLOCK, POLICY, GENERATION -> order = order(session, module);
        case RENEWAL -> throw new IllegalStateException("no module is concerned");
      }
    }
    var made =
        new PairingCase(
            number,
            act.actor(),
            act.purpose(),
            request,
            verdict.granted(),
            verdict.ground(),
            order,
            verdict.open(),
            "");
    records.insert(session, made);
    note(session, verdict.suspicions(), "case " + number, request.at());
    return made;
  }

  PairingSighting saw(Session session, Act act, PairingReport report, PairingRules rules)
      throws SQLException, VaultException {
    PairingFile file = file(session, report.module(), report.host());
    PairingModule module = requireModule(file, report.module());
    List<Suspicion> suspicions = rules.suspect(report, file);
    long number = Counters.take(session, SIGHTINGS, 1);
    var sighting =
        new PairingSighting(
            number,
            act.actor(),
            report.module(),
            report.host(),
            report.index(),
            report.paired(),
            report.activity(),
            report.at());
    records.insert(session, sighting);
    int hosts = module.hosts() + meet(session, file, report);
    for (Pairing pairing : file.pairings()) {
      if (pairing.state().counts() && gone(pairing, report)) {
        units.save(session, inState(pairing, State.ENDED, report.at()));
        hosts--;
      }
    }
    units.update(
        session, changed(module, Math.max(module.seen(), report.index()), module.given(), hosts));
    note(session, suspicions, "sighting " + number, report.at());
    return sighting;
  }

  /** Whether the module's table shows that a pairing is no more. */
  private static boolean gone(Pairing pairing, PairingReport report) {
    return report.table().isPresent()
        && !pairing.host().equals(report.host())
        && pairing.state() == State.SEEN
        && !report.table().get().contains(pairing.host());
  }

  /** Notes that both were seen together; returns by how much that raises the number of hosts. */
  private int meet(Session session, PairingFile file, PairingReport report)
      throws SQLException, VaultException {
    Optional<Pairing> before = file.pairing(report.host());
    boolean promised = before.map(p -> p.state() == State.PROMISED).orElse(false);
    boolean lasts = before.map(p -> p.state() == State.SEEN).orElse(false) && !report.paired();
    int times = before.map(Pairing::times).orElse(0) + (report.paired() && !promised ? 1 : 0);
    units.save(
        session,
        new Pairing(
            report.module(),
            report.host(),
            report.paired()
                ? Math.max(0, report.index() - 1)
                : before.map(Pairing::index).orElse(0L),
            State.SEEN,
            lasts ? before.map(Pairing::since).orElse(report.at()) : report.at(),
            report.at(),
            report.activity().isPresent() || !lasts
                ? report.activity()
                : raised(before.get().activity()),
            Math.max(1, times)));
    return before.map(p -> p.state().counts()).orElse(false) ? 0 : 1;
  }

  /** Each verification raises the counter by one: what the module has told last, and one more. */
  private static OptionalLong raised(OptionalLong activity) {
    return activity.isPresent() ? OptionalLong.of(activity.getAsLong() + 1) : activity;
  }

  /** Notes the counters that a module's table has now. */
  void counted(Session session, String module, Map<String, Long> counters)
      throws SQLException, VaultException {
    for (Pairing pairing : units.pairings(session, module)) {
      Long counter = counters.get(pairing.host());
      if (counter != null && pairing.state() == State.SEEN) {
        units.save(
            session,
            new Pairing(
                pairing.module(),
                pairing.host(),
                pairing.index(),
                pairing.state(),
                pairing.since(),
                pairing.lastSeen(),
                OptionalLong.of(counter),
                pairing.times()));
      }
    }
  }

  /** Promises a pairing. Of all that were promised for one N, only the last can have come true. */
  private void promise(
      Session session, PairingModule module, PairingFile file, PairingRequest request)
      throws SQLException, VaultException {
    long index = request.index().orElseThrow();
    Optional<Pairing> before = file.pairing(request.host());
    int hosts = module.hosts() + (before.map(p -> p.state().counts()).orElse(false) ? 0 : 1);
    for (Pairing pairing : file.pairings()) {
      if (pairing.state() == State.PROMISED
          && pairing.index() == index
          && !pairing.host().equals(request.host())) {
        units.save(session, inState(pairing, State.ENDED, request.at()));
        hosts--;
      }
    }
    boolean again =
        before.map(p -> p.state() == State.PROMISED && p.index() == index).orElse(false);
    units.save(
        session,
        new Pairing(
            request.module(),
            request.host(),
            index,
            State.PROMISED,
            request.at(),
            request.at(),
            OptionalLong.empty(),
            before.map(Pairing::times).orElse(0) + (again ? 0 : 1)));
    long given = Math.max(module.given().orElse(index), index);
    units.update(session, changed(module, module.seen(), OptionalLong.of(given), hosts));
  }

  /** Ends a pairing, if there is one that counts. */
  void end(Session session, PairingModule module, String host, Instant at)
      throws SQLException, VaultException {
    Optional<Pairing> pairing = units.pairing(session, module.id(), host);
    if (pairing.isPresent() && pairing.get().state().counts()) {
      units.save(session, inState(pairing.get(), State.ENDED, at));
      units.update(session, changed(module, module.seen(), module.given(), module.hosts() - 1));
    }
  }

  /** Takes a module's next serial. */
  long order(Session session, PairingModule module) throws SQLException, VaultException {
    long serial =
        requireSerial(
            module.orders() + 1, "the module " + module.id() + " has had all orders that it can");
    units.update(session, revised(module, module.state(), module.policy(), serial));
    return serial;
  }

  private static long requireSerial(long serial, String otherwise) throws VaultException {
    if (serial > HIGHEST_SERIAL) {
      throw new VaultException(otherwise);
    }
    return serial;
  }

  private void note(Session session, List<Suspicion> suspicions, String source, Instant at)
      throws SQLException, VaultException {
    for (Suspicion suspicion : suspicions) {
      String line = source + ": " + suspicion.words();
      var before = records.finding(session, suspicion.kind(), suspicion.subject());
      if (before.isEmpty()) {
        records.save(
            session,
            new PairingFinding(
                Counters.take(session, FINDINGS, 1),
                suspicion.kind(),
                suspicion.subject(),
                at,
                at,
                1,
                List.of(line)));
      } else {
        records.save(session, noticedAgain(before.get(), line, at));
      }
    }
  }

  private static PairingFinding noticedAgain(PairingFinding finding, String line, Instant at) {
    var evidence = new ArrayList<>(finding.evidence());
    if (evidence.size() < PairingFinding.MOST_LINES) {
      evidence.add(line);
    }
    return new PairingFinding(
        finding.number(),
        finding.kind(),
        finding.subject(),
        finding.first(),
        at,
        finding.times() + 1,
        evidence);
  }

  private PairingFile file(Session session, String moduleId, String hostId)
      throws SQLException, VaultException {
    Optional<PairingModule> module = units.module(session, moduleId);
    Optional<PairingHost> host = units.host(session, hostId);
    if (module.isEmpty()) {
      return new PairingFile(
          Optional.empty(), module, host, false, List.of(), List.of(), List.of());
    }
    List<Pairing> pairings = units.pairings(session, moduleId);
    if (pairings.stream().filter(p -> p.state().counts()).count() != module.get().hosts()) {
      throw new VaultException(
          "the pairings of module "
              + moduleId
              + " are damaged or were changed outside Keywright: restore a backup");
    }
    return new PairingFile(
        units.estate(session, module.get().estate()),
        module,
        host,
        host.isPresent() && isRevoked(session, host.get()),
        newest(pairings),
        records.cases(
            session,
            new CaseFilter(Optional.of(moduleId), Optional.empty(), false),
            Long.MAX_VALUE,
            PairingFile.DEPTH),
        records.sightings(session, moduleId, Long.MAX_VALUE, PairingFile.DEPTH));
  }

  /** Those that count come first, however old they are: the rules look at each of them. */
  private static List<Pairing> newest(List<Pairing> pairings) {
    return pairings.stream()
        .sorted(
            Comparator.comparing((Pairing p) -> !p.state().counts())
                .thenComparing(Pairing::lastSeen, Comparator.reverseOrder()))
        .limit(PairingFile.DEPTH)
        .toList();
  }

  private boolean isRevoked(Session session, PairingHost host) throws SQLException, VaultException {
    return records
        .revocation(
            session,
            PairingRevocation.Kind.GENERATION,
            host.estate(),
            Integer.toString(host.generation()))
        .isPresent();
  }

  private static PairingModule requireModule(PairingFile file, String id) throws VaultException {
    return file.module()
        .orElseThrow(() -> new VaultException("the centre knows no module '" + id + "'"));
  }

  private static Pairing inState(Pairing pairing, State state, Instant at) {
    return new Pairing(
        pairing.module(),
        pairing.host(),
        pairing.index(),
        state,
        at,
        pairing.lastSeen(),
        pairing.activity(),
        pairing.times());
  }

  private static PairingModule changed(
      PairingModule module, long seen, OptionalLong given, int hosts) {
    return new PairingModule(
        module.id(),
        module.estate(),
        module.rootGeneration(),
        module.generation(),
        module.state(),
        module.places(),
        module.policy(),
        seen,
        given,
        hosts,
        module.orders(),
        module.created());
  }

  /** The module in another state, with another policy, or after another order. */
  static PairingModule revised(
      PairingModule module, PairingUnitState state, Bytes policy, long orders) {
    return new PairingModule(
        module.id(),
        module.estate(),
        module.rootGeneration(),
        module.generation(),
        state,
        module.places(),
        policy,
        module.seen(),
        module.given(),
        module.hosts(),
        orders,
        module.created());
  }
}
