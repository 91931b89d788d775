// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.engine.JobException;
import org.keywright.engine.pairing.Registration;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Estates: their root keys, made here or elsewhere, and the register of their units. */
final class EstateWork {
  private static final int MOST_GENERATIONS = 0xFFFF;
  private static final int MOST_HOST_GENERATIONS = 15;
  private static final List<RootPurpose> ROOTS =
      List.of(RootPurpose.PAIRING_MODULE_ROOT, RootPurpose.CY_KEY, RootPurpose.HOST_ROOT);

  private final Services services;
  private final Vault vault;
  private final InstantSource clock;

  EstateWork(Services services, Vault vault, InstantSource clock) {
    this.services = services;
    this.vault = vault;
    this.clock = clock;
  }

  PairingEstate create(
      String actor,
      String name,
      int suiteId,
      PolicySettings settings,
      int places,
      PairingEstate.Limits limits,
      boolean withRoots)
      throws KeyException, VaultException {
    if (places < 1 || places > ModuleStatus.MOST_PLACES) {
      throw new KeyException(
          "a module has 1 to " + ModuleStatus.MOST_PLACES + " places, not " + places);
    }
    Suite suite = services.suites().require(suiteId);
    var estate =
        new PairingEstate(
            name,
            suiteId,
            Bytes.of(PolicyRecord.of(settings).encode()),
            places,
            limits,
            clock.instant());
    String details =
        "suite %s, %d places%s".formatted(suite, places, withRoots ? "" : ", without root keys");
    try (Grant grant = vault.grant(new Act(actor, "pair:estate", name, details))) {
      if (withRoots) {
        requirePeriod(name);
      }
      vault.pairings().addEstate(grant, estate);
      for (RootPurpose purpose : withRoots ? ROOTS : List.<RootPurpose>of()) {
        make(grant, purpose, name, 1, suite);
      }
      grant.succeeded(withRoots ? "" : "without root keys");
      return estate;
    }
  }

  /** Else there would be an estate whose roots are refused. */
  private void requirePeriod(String estate) throws VaultException {
    boolean open =
        vault
            .periods()
            .current()
            .filter(period -> period.coversAct("pair:estate") && period.coversRoot(estate))
            .isPresent();
    if (!open && !vault.officers().onePerson()) {
      throw new VaultException(
          "the root keys of estate %s take an authorised period: period:open --root %s --act"
                  .formatted(estate, estate)
              + " pair:estate");
    }
  }

  PairingEstate limit(String actor, String name, PairingEstate.Limits limits)
      throws VaultException {
    try (Grant grant = vault.grant(new Act(actor, "pair:limit", name, ""))) {
      PairingEstate estate = vault.pairings().limit(grant, name, limits);
      grant.succeeded(
          "%d hosts, %d new ones within %d days"
              .formatted(limits.hosts(), limits.newHosts(), limits.period().toDays()));
      return estate;
    }
  }

  RootKey nextGeneration(String actor, String estate, RootPurpose purpose)
      throws KeyException, VaultException {
    Suite suite = suite(estate);
    var act = new Act(actor, "pair:generation", estate, purpose.name());
    try (Grant grant = vault.grant(act)) {
      List<RootKey> there = vault.roots().generations(purpose, estate);
      int next = there.isEmpty() ? 1 : there.getLast().generation() + 1;
      requireGeneration(purpose, next);
      RootKey made = make(grant, purpose, estate, next, suite);
      grant.succeeded("generation " + next);
      return made;
    }
  }

  /** A root of an estate serves one purpose, so none is taken that the estate has already. */
  RootKey importRoot(
      String actor, String estate, RootPurpose purpose, int generation, Key key, String origin)
      throws KeyException, VaultException {
    Suite suite = suite(estate);
    requireGeneration(purpose, generation);
    if (!key.spec().equals(suite.keySpec())) {
      throw new KeyException(
          "the estate %s has suite %s, whose root keys are of kind %s, not %s"
              .formatted(estate, suite, suite.keySpec(), key.spec()));
    }
    var kcv = services.keys().kcv(key);
    for (RootPurpose each : ROOTS) {
      for (RootKey there : vault.roots().generations(each, estate)) {
        if (there.kcv().filter(kcv::equals).isPresent()) {
          throw new KeyException(
              "the estate %s has a root key with the check value %s already: %s of generation %d"
                  .formatted(estate, kcv, words(there.purpose()), there.generation()));
        }
      }
    }
    var act =
        new Act(
            actor,
            "pair:import",
            estate,
            "%s, generation %d, KCV %s, %s".formatted(purpose.name(), generation, kcv, origin));
    try (Grant grant = vault.grant(act)) {
      RootKey made = vault.roots().create(grant, purpose, estate, generation, key, Bytes.of());
      grant.succeeded("generation " + generation + ", KCV " + kcv);
      return made;
    }
  }

  private Suite suite(String estate) throws KeyException, VaultException {
    return services.suites().require(vault.pairings().requireEstate(estate).suite());
  }

  private static void requireGeneration(RootPurpose purpose, int generation) throws KeyException {
    int most = purpose == RootPurpose.HOST_ROOT ? MOST_HOST_GENERATIONS : MOST_GENERATIONS;
    if (generation < 1 || generation > most) {
      throw new KeyException(
          "a %s has a generation from 1 to %d, not %d".formatted(words(purpose), most, generation));
    }
  }

  /** What people call a root. */
  static String words(RootPurpose purpose) {
    return switch (purpose) {
      case PAIRING_MODULE_ROOT -> "module root";
      case CY_KEY -> "cryptogram key";
      case HOST_ROOT -> "host root";
      default -> throw new IllegalArgumentException(purpose + " is no root of an estate");
    };
  }

  private RootKey make(Grant grant, RootPurpose purpose, String name, int generation, Suite suite)
      throws VaultException {
    try (Key key = services.keys().generate(suite.keySpec())) {
      return vault.roots().create(grant, purpose, name, generation, key, Bytes.of());
    }
  }

  Registration register(
      String actor, String estateName, boolean modules, Path list, boolean skipBad)
      throws JobException, VaultException {
    PairingEstate estate = vault.pairings().requireEstate(estateName);
    return new RegisterWork(vault, estate, modules, clock.instant()).register(actor, list, skipBad);
  }
}
