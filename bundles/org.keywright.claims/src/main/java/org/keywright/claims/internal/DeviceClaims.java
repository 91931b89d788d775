// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.claims.internal.PersonalizationProofs.Setting;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.crypto.channel.HandshakeFault;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.SecuredRoom;
import org.keywright.transport.sim.SimulatedModule;

/**
 * Claims 19 to 21, which name the devices: what the other claims ask of a module, a personalization
 * unit and a central system holds of each of them in one conformance run.
 */
final class DeviceClaims {
  private final ModuleClaims modules;
  private final LinkClaims links;
  private final TrustClaims trust;
  private final ChainClaim chains;
  private final NumberClaims numbers;

  DeviceClaims(
      ModuleClaims modules,
      LinkClaims links,
      TrustClaims trust,
      ChainClaim chains,
      NumberClaims numbers) {
    this.modules = modules;
    this.links = links;
    this.trust = trust;
    this.chains = chains;
    this.numbers = numbers;
  }

  List<ClaimProof> on(Setting setting) {
    return List.of(
        setting.proof("P19", "a security module behaves so", bureau -> module(setting)),
        setting.proof("P20", "a personalization unit behaves so", this::unit),
        setting.proof("P21", "a central system behaves so", this::central));
  }

  /** Claims 1 to 15 anew, each with modules of its own, which speak as cards do. */
  private String module(Setting setting) throws Exception {
    List<PersonalizationProofs.Play> plays =
        List.of(
            modules::wholeLife,
            modules::erased,
            links::protectedLink,
            trust::centralKey,
            trust::signedCentral,
            trust::endorsed,
            chains::order,
            modules::identity,
            trust::fresh,
            modules::variation,
            modules::transactionKeys,
            links::userAct,
            bureau -> numbers.number(bureau, SecuredRoom.OWN_KEYPAD),
            links::appliance,
            links::directConnection);
    for (var play : plays) {
      setting.perform(CardReader::before, play);
    }
    return "claims 1 to 15 hold again of other modules, which take short ISO 7816 commands alone,"
        + " as a card in an old reader does";
  }

  /** What a unit says and books towards modules that are not as they should be. */
  private String unit(Bureau bureau) throws Exception {
    int refused = 0;
    try (var unit = new UnitDoor(bureau, bureau.unit)) {
      for (int tag : new int[] {0xE8, 0xEB, 0xED}) {
        var module = bureau.module();
        unit.bending =
            (said, message) -> said == tag ? ModuleClaims.flippedAtEnd(message) : message;
        refused += bookedNothing(bureau, module, unit);
        unit.bending = (said, message) -> message;
        ModuleClaims.nextContact(bureau, module, unit);
      }
      var first = bureau.module();
      var second = bureau.module();
      first.personalize(unit.door.host(), unit.door.port());
      second.personalize(unit.door.host(), unit.door.port());
      var one = unit.door.next().message(0xE7);
      var other = unit.door.next().message(0xE7);
      Observed.differ("the orders of two modules", one, other);
    }
    long active = bureau.unit.log.stream().filter("active"::equals).count();
    Observed.that(active == 5, "the books have " + active + " active modules instead of 5");
    return "of modules whose messages E8, EB or ED are not as they should be %d booked as active;"
            .formatted(3 - refused)
        + " each is taken afterwards";
  }

  private static int bookedNothing(Bureau bureau, SimulatedModule module, UnitDoor unit)
      throws Exception {
    long before = bureau.unit.log.stream().filter("active"::equals).count();
    try {
      module.personalize(unit.door.host(), unit.door.port());
    } catch (Refusal e) {
      bureau.inState(module, LifeCycle.IDENTIFIED);
    }
    Observed.that(!unit.door.next().run().orElseThrow().confirmed(), "the unit holds it active");
    long after = bureau.unit.log.stream().filter("active"::equals).count();
    Observed.that(before == after, "the unit has booked the module as active");
    return 1;
  }

  /** A central system admits by certificate, and heeds what was revoked. */
  private String central(Bureau bureau) throws Exception {
    modules.transactionKeys(bureau);
    var module = bureau.operational();
    try (var central = new CentralDoor(bureau, bureau.unit)) {
      ModuleClaims.admitted(bureau, module, central);
    }
    var list =
        bureau
            .crypto
            .certificates()
            .issueRevocationList(
                bureau.unit.credential(),
                Map.of(
                    bureau.certificate(module, 2).serial(),
                    new RevocationList.Revocation(
                        bureau.now().minusSeconds(1), RevocationReason.KEY_COMPROMISE)),
                1,
                bureau.days(-1, 7));
    try (var central =
        new CentralDoor(
            bureau, bureau.unit.centralPair, bureau.unit.centralChain(), List.of(list))) {
      try (var link = module.attach(central.door.host(), central.door.port())) {
        link.awaitEnd();
      } catch (IOException e) {
        Observed.that(central.quiet(), "a revoked module was admitted");
      }
      var fault = central.door.next();
      Observed.that(
          fault.equals(Optional.of(HandshakeFault.CERTIFICATE_REFUSED)),
          "a revoked module: " + fault);
    }
    return "admits the module by its certificate, loads, replaces and uses its key, and refuses it"
        + " by a TLS alert once its certificate is revoked";
  }
}
