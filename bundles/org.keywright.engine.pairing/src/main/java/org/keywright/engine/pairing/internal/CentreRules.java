// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keywright.engine.pairing.Ground;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingFile;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingFinding.Suspicion;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingReport;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRequest.Attestation;
import org.keywright.vault.PairingRules;
import org.keywright.vault.PairingSighting;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.PairingVerdict;

/**
 * The rules of the centre (pairing.md, the centre): module and host in use, no more hosts than
 * allowed, an index that is known, next or attested; and what does not fit together.
 */
public final class CentreRules implements PairingRules {
  /** The third pairing of one module with one host within a period is one too many. */
  private static final int PAIRED_AGAIN = 2;

  @Override
  public PairingVerdict decide(PairingRequest request, PairingFile file) {
    return switch (request.kind()) {
      case CODE -> code(request, file);
      case ERASURE_CODE -> erasureCode(request, file);
      case RELEASE ->
          file.pairing(request.host()).filter(p -> p.state().counts()).isPresent()
              ? verdict(Ground.ORDERLY, true, false)
              : refused(file.module().isEmpty() ? Ground.MODULE_UNKNOWN : Ground.NO_PAIRING);
      case UNBLOCK, GENERATION -> order(file, true);
      case ERASE, LOCK, POLICY -> order(file, false);
      case RENEWAL -> renewal(file);
    };
  }

  private static PairingVerdict renewal(PairingFile file) {
    if (file.host().isEmpty()) {
      return refused(Ground.HOST_UNKNOWN);
    }
    return file.host().get().state() == PairingUnitState.REVOKED
        ? refused(Ground.HOST_REVOKED)
        : verdict(Ground.ORDERLY, true, false);
  }

  private static PairingVerdict order(PairingFile file, boolean activeOnly) {
    if (file.module().isEmpty()) {
      return refused(Ground.MODULE_UNKNOWN);
    }
    return activeOnly && file.module().get().state() == PairingUnitState.REVOKED
        ? refused(Ground.MODULE_REVOKED)
        : verdict(Ground.ORDERLY, true, false);
  }

  /** A code is worth nothing at another index than the module's, and a lower one is a copy's. */
  private static PairingVerdict erasureCode(PairingRequest request, PairingFile file) {
    PairingVerdict verdict = order(file, false);
    if (!verdict.granted()) {
      return verdict;
    }
    PairingModule module = file.module().orElseThrow();
    long index = request.index().orElseThrow();
    return index < module.seen() ? backwards(request, file, module, index) : verdict;
  }

  private static PairingVerdict code(PairingRequest request, PairingFile file) {
    if (file.module().isEmpty()) {
      return refused(Ground.MODULE_UNKNOWN);
    }
    PairingModule module = file.module().get();
    if (module.state() == PairingUnitState.REVOKED) {
      return refused(Ground.MODULE_REVOKED);
    }
    if (file.host().isEmpty()) {
      return refused(Ground.HOST_UNKNOWN);
    }
    PairingHost host = file.host().get();
    if (host.state() == PairingUnitState.REVOKED) {
      return refused(Ground.HOST_REVOKED);
    }
    if (!host.estate().equals(module.estate()) || file.estate().isEmpty()) {
      return refused(Ground.OTHER_ESTATE);
    }
    if (file.revoked()) {
      return refused(Ground.GENERATION_REVOKED);
    }
    if (request.attestation() == Attestation.WRONG) {
      return refused(Ground.ATTESTATION_WRONG);
    }
    return inOrder(request, file, module, file.estate().get().limits());
  }

  private static PairingVerdict inOrder(
      PairingRequest request, PairingFile file, PairingModule module, PairingEstate.Limits limits) {
    boolean counted = file.pairing(request.host()).filter(p -> p.state().counts()).isPresent();
    if (!counted && module.hosts() >= limits.hosts()) {
      return refused(Ground.HOST_LIMIT);
    }
    Set<String> recent = newHosts(file, request.at().minus(limits.period()));
    recent.remove(request.host());
    if (!counted && recent.size() >= limits.newHosts()) {
      var suspicion =
          new Suspicion(
              PairingFinding.Kind.TOO_MANY_HOSTS,
              module.id(),
              "a code was asked for host %s, after %s within %d days"
                  .formatted(request.host(), names(recent), limits.period().toDays()));
      return new PairingVerdict(false, Ground.NEW_HOST_LIMIT.name(), false, List.of(suspicion));
    }
    return byIndex(request, file, module);
  }

  private static PairingVerdict byIndex(
      PairingRequest request, PairingFile file, PairingModule module) {
    long index = request.index().orElseThrow();
    if (index < module.seen()) {
      return backwards(request, file, module, index);
    }
    long next = module.given().orElse(-1) + 1;
    if (index == module.seen() || index < next) {
      return verdict(Ground.INDEX_KNOWN, true, false);
    }
    if (index == next) {
      return verdict(Ground.INDEX_NEXT, true, false);
    }
    return request.attestation() == Attestation.RIGHT
        ? verdict(Ground.INDEX_ATTESTED, true, true)
        : refused(Ground.ATTESTATION_NEEDED);
  }

  /** The true module never shows an index again that it has left behind; only a copy does. */
  private static PairingVerdict backwards(
      PairingRequest request, PairingFile file, PairingModule module, long index) {
    var kind =
        request.attestation() == Attestation.RIGHT
            ? PairingFinding.Kind.TWO_MODULES
            : PairingFinding.Kind.INDEX_BACKWARDS;
    var suspicion =
        new Suspicion(
            kind,
            module.id(),
            "index %d%s at host %s, after %s"
                .formatted(
                    index,
                    request.attestation() == Attestation.RIGHT ? ", attested," : "",
                    request.host(),
                    seenAt(file, module.seen())));
    return new PairingVerdict(false, Ground.INDEX_BACKWARDS.name(), true, List.of(suspicion));
  }

  private static String seenAt(PairingFile file, long index) {
    return file.sightings().stream()
        .filter(s -> s.index() == index)
        .reduce((newer, older) -> older)
        .map(s -> "sighting %d showed index %d at host %s".formatted(s.number(), index, s.host()))
        .orElse("it was seen at index " + index);
  }

  /** The hosts for which codes were given since a moment. */
  private static Set<String> newHosts(PairingFile file, Instant since) {
    var hosts = new HashSet<String>();
    for (PairingCase earlier : file.cases()) {
      if (earlier.request().kind() == PairingCase.Kind.CODE
          && earlier.granted()
          && earlier.at().isAfter(since)) {
        hosts.add(earlier.request().host());
      }
    }
    return hosts;
  }

  @Override
  public List<Suspicion> suspect(PairingReport report, PairingFile file) {
    var suspicions = new ArrayList<Suspicion>();
    if (file.module().isEmpty() || file.estate().isEmpty()) {
      return suspicions;
    }
    PairingModule module = file.module().get();
    if (report.index() < module.seen()) {
      suspicions.add(
          new Suspicion(
              PairingFinding.Kind.INDEX_BACKWARDS,
              module.id(),
              "index %d at host %s, after %s"
                  .formatted(report.index(), report.host(), seenAt(file, module.seen()))));
    }
    var limits = file.estate().get().limits();
    Instant since = report.at().minus(limits.period());
    if (report.paired()) {
      usedTwice(report, file, suspicions);
      pairedAgain(report, file, since, suspicions);
    }
    tooManyHosts(report, file, limits, since, suspicions);
    return suspicions;
  }

  private static void usedTwice(
      PairingReport report, PairingFile file, List<Suspicion> suspicions) {
    for (PairingSighting earlier : file.sightings()) {
      if (earlier.paired()
          && earlier.index() == report.index()
          && !earlier.host().equals(report.host())) {
        suspicions.add(
            new Suspicion(
                PairingFinding.Kind.TWO_MODULES,
                report.module(),
                "paired with host %s at index %d, which sighting %d shows used for host %s"
                    .formatted(
                        report.host(), report.index() - 1, earlier.number(), earlier.host())));
        return;
      }
    }
  }

  private static void pairedAgain(
      PairingReport report, PairingFile file, Instant since, List<Suspicion> suspicions) {
    var before =
        file.sightings().stream()
            .filter(s -> s.paired() && s.host().equals(report.host()) && s.at().isAfter(since))
            .map(s -> "sighting " + s.number())
            .toList();
    if (before.size() >= PAIRED_AGAIN) {
      suspicions.add(
          new Suspicion(
              PairingFinding.Kind.TWO_HOSTS,
              report.host(),
              "paired anew with module %s, after %s"
                  .formatted(report.module(), String.join(", ", before))));
    }
  }

  private static void tooManyHosts(
      PairingReport report,
      PairingFile file,
      PairingEstate.Limits limits,
      Instant since,
      List<Suspicion> suspicions) {
    var hosts = new HashSet<String>();
    file.sightings().stream().filter(s -> s.at().isAfter(since)).forEach(s -> hosts.add(s.host()));
    if (!hosts.contains(report.host()) && hosts.size() >= limits.hosts()) {
      suspicions.add(
          new Suspicion(
              PairingFinding.Kind.TOO_MANY_HOSTS,
              report.module(),
              "seen at host %s, after %s within %d days"
                  .formatted(report.host(), names(hosts), limits.period().toDays())));
    }
  }

  private static String names(Set<String> hosts) {
    return String.join(", ", hosts.stream().sorted().toList());
  }

  private static PairingVerdict refused(Ground ground) {
    return verdict(ground, false, false);
  }

  private static PairingVerdict verdict(Ground ground, boolean granted, boolean open) {
    return new PairingVerdict(granted, ground.name(), open, List.of());
  }
}
