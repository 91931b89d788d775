// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.engine.personalization.RunOutcome;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.ModuleNames;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.transport.StatusWord;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.VaultException;

/** One run with one module, as an act of its own, whatever carries it. */
final class Personalizing {
  private static final int BUSY = 0x6985;

  private Personalizing() {}

  /** Carries the messages of a run to and fro, until it is over or the link breaks. */
  @FunctionalInterface
  interface Carrying<X extends Exception> {
    void carry(UnitRun run) throws X;
  }

  /**
   * Has a run carried out.
   *
   * @param binding what binds it to its link
   * @param identity the certificate that the module has proved to have the key of
   * @param through the appliance that has brought the module, or empty
   * @param issuing is told before certificates go out
   */
  static <X extends Exception> RunOutcome perform(
      OpenUnit unit,
      String actor,
      Bytes binding,
      Certificate identity,
      String through,
      RunAuthority.Issuing issuing,
      Carrying<X> carrying)
      throws VaultException, KeyException, Refusal, X {
    SerialNumber module = ModuleNames.module(identity);
    take(unit, module);
    var act = new Act(actor, "perso:personalize", unit.party().name() + " for " + module, through);
    try (Grant grant = unit.leave(act);
        var run =
            new UnitRun(
                unit.services().cryptography(),
                new RunAuthority(unit, grant, through, issuing),
                unit.services().clock(),
                binding,
                identity)) {
      try {
        carrying.carry(run);
      } finally {
        say(grant, outcome(module, run));
      }
      return outcome(module, run);
    } finally {
      unit.give(module);
    }
  }

  private static void take(OpenUnit unit, SerialNumber module) throws Refusal {
    try {
      if (!unit.take(module)) {
        throw new Refusal(BUSY, "there is a run with " + module + " already");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(BUSY, "interrupted");
    }
  }

  private static void say(Grant grant, RunOutcome outcome) {
    if (outcome.active()) {
      grant.succeeded("the module is active");
    } else {
      grant.failed(outcome.reason());
    }
  }

  private static RunOutcome outcome(SerialNumber module, UnitRun run) {
    OptionalLong order =
        run.order()
            .map(id -> OptionalLong.of(RunAuthority.number(id)))
            .orElse(OptionalLong.empty());
    if (run.confirmed()) {
      return new RunOutcome(module, order, true, Optional.empty(), "");
    }
    Optional<StatusWord> status = run.refusal().map(Refusal::status);
    String words =
        run.refusal()
            .map(why -> why.status().hex() + " " + why.getMessage())
            .orElse("the run broke off");
    return new RunOutcome(module, order, false, status, words);
  }
}
