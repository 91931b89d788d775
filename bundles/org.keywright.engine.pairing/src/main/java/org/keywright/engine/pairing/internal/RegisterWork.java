// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.engine.JobException;
import org.keywright.engine.pairing.Registration;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Enters the units of a list into the register, all of them or, with a fault, none. */
final class RegisterWork {
  private static final int TOGETHER = 5_000;

  private final Vault vault;
  private final PairingEstate estate;
  private final boolean modules;
  private final Instant now;

  /**
   * Prepares it.
   *
   * @param modules whether the list names modules, else hosts
   */
  RegisterWork(Vault vault, PairingEstate estate, boolean modules, Instant now) {
    this.vault = vault;
    this.estate = estate;
    this.modules = modules;
    this.now = now;
  }

  Registration register(String actor, Path file, boolean skipBad)
      throws JobException, VaultException {
    var list = new UnitList(file);
    Registration.LeftOut faults = list.check(this::against);
    if (faults.count() > 0 && !skipBad) {
      String more = faults.count() > 1 ? " (and " + (faults.count() - 1) + " more)" : "";
      throw new JobException(
          "%s, %s%s; nothing was entered, --skip-bad leaves such lines out"
              .formatted(file.getFileName(), faults.first().getFirst(), more));
    }
    var act = new Act(actor, "pair:register", estate.name(), file.getFileName().toString());
    try (Grant grant = vault.grant(act)) {
      var added = new int[1];
      list.read(TOGETHER, lines -> added[0] += enter(grant, lines));
      grant.succeeded(
          added[0]
              + (modules ? " modules" : " hosts")
              + (faults.count() == 0 ? "" : ", lines left out: " + faults.count()));
      return new Registration(added[0], faults);
    }
  }

  private int enter(Grant grant, List<UnitList.Line> lines) throws VaultException {
    return modules
        ? vault.pairings().addModules(grant, lines.stream().map(this::module).toList())
        : vault.pairings().addHosts(grant, lines.stream().map(this::host).toList());
  }

  /** A unit that is there already has to be the one that the list means. */
  private Optional<String> against(UnitList.Line line) throws VaultException {
    String id = line.serial().toString();
    return modules
        ? vault
            .pairings()
            .module(id)
            .filter(there -> !there.madeAs(module(line)))
            .map(there -> otherwise(id, there.estate(), there.generation()))
        : vault
            .pairings()
            .host(id)
            .filter(there -> !there.madeAs(host(line)))
            .map(there -> otherwise(id, there.estate(), there.generation()));
  }

  private static String otherwise(String id, String estate, int generation) {
    return "%s is there already, of estate %s, generation %d".formatted(id, estate, generation);
  }

  private PairingModule module(UnitList.Line line) {
    return PairingModule.made(
        line.serial().toString(),
        estate,
        line.keyGeneration(),
        line.generation(),
        line.index(),
        now);
  }

  private PairingHost host(UnitList.Line line) {
    return new PairingHost(
        line.serial().toString(),
        estate.name(),
        line.generation(),
        line.keyGeneration(),
        PairingUnitState.ACTIVE,
        now);
  }
}
