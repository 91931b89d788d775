// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.engines.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.engine.personalization.DeviceKind;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.PlacedOrder;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.TransactionNumbers;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.vault.CertificateState;
import org.keywright.vault.Party;
import org.keywright.vault.VaultException;

/**
 * Claim 20: the engine's personalization unit does its part of claims 1 to 18, with modules that
 * dial it, on their local links, and with the devices of users.
 */
final class UnitClaim {
  private static final String STRANGER = "stranger";
  private static final String ELSEWHERE = "elsewhere";

  /** Which byte that a module says is changed: in its part of the handshake, or behind it. */
  private static final int IN_HANDSHAKE = 500;

  private static final int IN_RUN = 1_500;

  /** A module that has a TAN, a cross certificate and a variation value demanded (13, 6, 10). */
  private static final int ALL_DEMANDS = 7;

  private final Premises premises;

  UnitClaim(Premises premises) {
    this.premises = premises;
  }

  String prove() throws Exception {
    try (var unit = premises.listening(Premises.UNIT)) {
      certifiesAndRenews(unit);
      changedMessages(unit);
      numbers(unit);
      tickets(unit);
    }
    int others = strangers();
    locally();
    Observed.that(
        premises.site.units().compare(Premises.UNIT).isEmpty(), "books and orders disagree");
    premises.vault.log().verify();
    return ("over network, local link and ticket each module is active once it has shown its new"
            + " key, and only then; renewed by a renewal alone; %d who are foreign, revoked or"
            + " changed on their way come to nothing; without an order 6982; changed E8, EB, ED"
            + " not booked; number good once 9E20, wrong 63C2, 63C1, 6983, expired 9E21, none"
            + " 9E24; unknown devices 9E22, 9E25")
        .formatted(others);
  }

  private static void dial(SimulatedModule module, PersonalizationServer unit) throws Exception {
    module.personalize(Premises.HOST, unit.address().getPort());
  }

  /** Claims 1, 2, and 4 to 10, whose checks the module makes: it would not come into operation. */
  private void certifiesAndRenews(PersonalizationServer unit) throws Exception {
    var module = premises.module();
    Premises.refused("a module without an order", 0x6982, () -> dial(module, unit));
    premises.untouched(module);
    premises.order(Premises.UNIT, module, false);
    dial(module, unit);
    premises.active(module);
    var first = premises.certificates(module, KeyPurpose.MODULE).getFirst();

    premises.order(Premises.UNIT, module, false);
    Premises.refused("a first key for the second time", 0x6985, () -> dial(module, unit));
    long open =
        premises.vault.workOrders().latest(Premises.UNIT, first.subject()).orElseThrow().id();
    premises.site.units().cancel(Premises.ACTOR, open);
    premises.order(Premises.UNIT, module, true);
    dial(module, unit);
    premises.active(module);
    var keys = premises.certificates(module, KeyPurpose.MODULE);
    Observed.that(keys.size() == 2, "there are " + keys.size() + " certificates instead of 2");
    Observed.that(
        keys.getLast().reason().equals(Optional.of(RevocationReason.SUPERSEDED)),
        "the certificate before is not superseded");
  }

  /**
   * Claims 1, 3 and 8: of a module that does not say what it should nothing is booked as active.
   */
  private void changedMessages(PersonalizationServer unit) throws Exception {
    for (String received : new String[] {"E7", "E9", "EC"}) {
      var module = premises.module();
      premises.order(Premises.UNIT, module, false);
      module.arm(Fault.parse("corrupt-answer@" + received));
      try {
        dial(module, unit);
      } catch (Refusal e) {
        premises.untouched(module);
      }
      boolean active =
          premises.certificates(module, KeyPurpose.MODULE).stream()
              .anyMatch(each -> each.state() == CertificateState.ACTIVE);
      Observed.that(!active, "after a changed answer to " + received + " the module is active");
      dial(module, unit);
      premises.active(module);
    }
  }

  /** Claims 13 and 16 to 18. */
  private void numbers(PersonalizationServer unit) throws Exception {
    premises.device(Premises.UNIT, DeviceKind.IDENTIFICATION_UNIT, "ann");
    var module = premises.module(Premises.MAKER, ALL_DEMANDS);
    try (PlacedOrder placed = premises.numbered(module, Premises.DAY)) {
      Premises.refused("no number", 0x9E24, () -> dial(module, unit));
      try (var fetched = fetched("ann", module, unit)) {
        Observed.that(
            fetched.sameBytesAs(placed.number().orElseThrow()), "another number was given out");
        module.enterTan(fetched);
      }
      dial(module, unit);
      premises.active(module);
      module.enterTan(placed.number().orElseThrow());
      Premises.refused("a number that was used", 0x9E20, () -> dial(module, unit));
    }
    threeWrong(premises.module(), unit);
    var late = premises.module();
    try (PlacedOrder placed = premises.numbered(late, Duration.ofNanos(1))) {
      late.enterTan(placed.number().orElseThrow());
      Premises.refused("an expired number", 0x9E21, () -> dial(late, unit));
    }
    premises.untouched(late);
  }

  private KeyMaterial fetched(String device, SimulatedModule module, PersonalizationServer unit)
      throws Exception {
    return premises
        .site
        .devices()
        .fetchNumber(Premises.ACTOR, device, module.serialNumber(), unit.address());
  }

  private void threeWrong(SimulatedModule module, PersonalizationServer unit) throws Exception {
    try (PlacedOrder placed = premises.numbered(module, Premises.DAY)) {
      for (int status : new int[] {0x63C2, 0x63C1, 0x6983}) {
        try (var wrong = TransactionNumbers.make(premises.keys)) {
          module.enterTan(wrong);
        }
        Premises.refused("a wrong number", status, () -> dial(module, unit));
      }
      module.enterTan(placed.number().orElseThrow());
      Premises.refused("the right number after three wrong", 0x6983, () -> dial(module, unit));
    }
    premises.untouched(module);
  }

  /** Claims 14, 15 and 18: devices that the unit knows, and those that it does not. */
  private void tickets(PersonalizationServer unit) throws Exception {
    premises.device(Premises.UNIT, DeviceKind.APPLIANCE, "phone");
    premises.unit(ELSEWHERE);
    premises.device(ELSEWHERE, DeviceKind.APPLIANCE, "foreign-phone");
    premises.device(ELSEWHERE, DeviceKind.IDENTIFICATION_UNIT, "bob");
    var module = premises.module();
    premises.order(Premises.UNIT, module, false);
    module.userAct();
    Premises.refused("an unknown appliance", 0x9E22, () -> carry("foreign-phone", module, unit));
    premises.untouched(module);
    module.userAct();
    carry("phone", module, unit);
    module.awaitPersonalization();
    premises.active(module);
    try (PlacedOrder placed = premises.numbered(module, Premises.DAY)) {
      Observed.that(placed.number().isPresent(), "there is no number");
      Premises.refused(
          "an unknown identification unit", 0x9E25, () -> fetched("bob", module, unit).close());
    }
  }

  private void carry(String appliance, SimulatedModule module, PersonalizationServer unit)
      throws Exception {
    premises
        .site
        .devices()
        .carryTicket(Premises.ACTOR, appliance, Premises.endpoint(module), unit.address());
  }

  /** Claims 3, 7 and 8: who has no good identity, or is in the middle, comes to nothing. */
  private int strangers() throws Exception {
    premises.site.manufacturers().create(Premises.ACTOR, STRANGER, "Stranger");
    var foreign = ordered(premises.module(STRANGER, 0));
    var revoked = ordered(premises.module());
    premises.revoke(
        Party.manufacturer(Premises.MAKER),
        premises.certificates(revoked, KeyPurpose.IDENTITY).getFirst(),
        Party.unit(Premises.UNIT));
    var early = ordered(premises.module());
    var late = ordered(premises.module());
    var unit = premises.listening(Premises.UNIT);
    try (unit;
        var inHandshake = new ManInTheMiddle(unit.address(), IN_HANDSHAKE);
        var inRun = new ManInTheMiddle(unit.address(), IN_RUN)) {
      Premises.cutOff("a foreign manufacturer's module", () -> dial(foreign, unit));
      Premises.cutOff("a module whose identity is revoked", () -> dial(revoked, unit));
      Premises.cutOff(
          "a changed handshake", () -> early.personalize(Premises.HOST, inHandshake.port()));
      Premises.cutOff("a changed message", () -> late.personalize(Premises.HOST, inRun.port()));
    }
    for (var each : List.of(foreign, revoked, early, late)) {
      premises.untouched(each);
    }
    var counts = unit.counts();
    Observed.that(
        counts.failedHandshakes() == 3 && counts.refused() == 1 && counts.active() == 0,
        "the unit says " + counts);
    return 4;
  }

  private SimulatedModule ordered(SimulatedModule module) throws VaultException {
    premises.order(Premises.UNIT, module, false);
    return module;
  }

  /** Claim 12. */
  private void locally() throws Exception {
    var module = premises.module();
    premises.order(Premises.UNIT, module, false);
    var units = premises.site.units();
    var endpoint = Premises.endpoint(module);
    try {
      units.run(Premises.ACTOR, Premises.UNIT, endpoint, false);
      throw new Observed.Otherwise("the module was personalized without its user's act");
    } catch (StatusException e) {
      Observed.status("without the user's act", new ResponseApdu(e.status()), 0x6985);
    }
    module.userAct();
    var outcome = units.run(Premises.ACTOR, Premises.UNIT, endpoint, false);
    Observed.that(outcome.active(), outcome.reason());
  }
}
