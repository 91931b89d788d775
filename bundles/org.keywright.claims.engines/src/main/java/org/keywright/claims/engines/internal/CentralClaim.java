// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.engines.internal;

import java.io.IOException;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.vault.Party;

/**
 * Claim 21: the engine's central system does its part of claims 1, 4, 6 and 11, with modules that
 * the engine's personalization unit has certified.
 */
final class CentralClaim {
  private static final String ELSEWHERE = "elsewhere";

  private final Premises premises;

  CentralClaim(Premises premises) {
    this.premises = premises;
  }

  String prove() throws Exception {
    var foreign = premises.module();
    elsewhere(foreign);
    var module = premises.module();
    var central = premises.listening();
    try (central;
        var unit = premises.listening(Premises.UNIT)) {
      Premises.refused("before operation", 0x6985, () -> attached(module, central).close());
      premises.order(Premises.UNIT, module, false);
      personalize(module, unit);
      loadsAndReplaces(module, central);
      shutOut("the module of a unit that it does not know", foreign, central);
      revoked(module, central);
    }
    var counts = central.counts();
    Observed.that(
        counts.admitted() == 3 && counts.refused() == 1 && counts.failedHandshakes() == 1,
        "the central system says " + counts);
    premises.vault.log().verify();
    return "admits the module by its certificate, once it is in operation (before, 6985), and not"
        + " one that a unit it has not enrolled has certified; loads a key as our record,"
        + " used after a restart, replaced by one in a TR-31 block with the next version;"
        + " cuts off the module whose certificate is revoked, and refuses it from then on";
  }

  private void personalize(SimulatedModule module, PersonalizationServer unit) throws Exception {
    module.personalize(Premises.HOST, unit.address().getPort());
    premises.active(module);
  }

  /** Another unit of the same manufacturer certifies the same central system's key. */
  private void elsewhere(SimulatedModule module) throws Exception {
    premises.unit(ELSEWHERE);
    var request = premises.site.centrals().request(Premises.CENTRAL);
    premises.site.units().enrolCentral(Premises.ACTOR, ELSEWHERE, request, Premises.HOST + ":9");
    premises.order(ELSEWHERE, module, false);
    try (var unit = premises.listening(ELSEWHERE)) {
      personalize(module, unit);
    }
  }

  private static SimulatedModule.CentralLink attached(SimulatedModule module, CentralServer central)
      throws Exception {
    return module.attach(Premises.HOST, central.address().getPort());
  }

  private void loadsAndReplaces(SimulatedModule module, CentralServer central) throws Exception {
    var serial = module.serialNumber();
    int version = 0;
    for (KeyLoad.Form form : KeyLoad.Form.values()) {
      version++;
      try (var link = attached(module, central)) {
        premises.happened.await(serial, "is admitted");
        var key = central.load(Premises.ACTOR, serial, form);
        Observed.that(key.keyVersion() == version, "the key's version is " + key.keyVersion());
        Observed.that(
            link.open() && central.use(Premises.ACTOR, serial), "the new key does not work");
      }
      var held = premises.status(module).keys();
      Observed.that(
          held.size() == 1 && held.getFirst().keyVersion() == version,
          "the module's keys are " + held);
      module.powerCycle();
    }
    try (var link = attached(module, central)) {
      premises.happened.await(serial, "is admitted");
      Observed.that(
          link.open() && central.use(Premises.ACTOR, serial), "after a restart the key is gone");
      premises.revoke(
          Party.unit(Premises.UNIT),
          premises.certificates(module, KeyPurpose.MODULE).getFirst(),
          Party.central(Premises.CENTRAL));
      Observed.that(central.cutRevoked() == 1, "the revoked module was not cut off");
      link.awaitEnd();
    }
  }

  private void revoked(SimulatedModule module, CentralServer central) throws Exception {
    shutOut("the revoked module", module, central);
    Observed.that(
        premises
            .vault
            .centralModules()
            .find(Premises.CENTRAL, module.serialNumber().toString())
            .isPresent(),
        "the central system has no record of the module");
  }

  /** With TLS 1.3 a module may learn only after its own part of the handshake. */
  private static void shutOut(String who, SimulatedModule module, CentralServer central)
      throws Exception {
    try (var link = attached(module, central)) {
      link.awaitEnd();
    } catch (IOException e) {
      Observed.that(central.connected().isEmpty(), who + " was admitted");
    }
    Observed.that(central.connected().isEmpty(), who + " was admitted");
  }
}
