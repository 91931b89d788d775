// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.engines.internal;

import java.util.List;
import org.keywright.claims.spi.ClaimProofs;
import org.keywright.crypto.Keys;
import org.keywright.engine.personalization.Sites;
import org.keywright.transport.sim.Simulator;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The proofs about the personalization engine's servers: claims P20 and P21. */
@Component(service = ClaimProofs.class)
public final class EngineProofs implements ClaimProofs {
  private final Simulator simulator;
  private final Sites sites;
  private final Vaults vaults;
  private final Keys keys;

  /** Called by the framework. */
  @Activate
  public EngineProofs(
      @Reference Simulator simulator,
      @Reference Sites sites,
      @Reference Vaults vaults,
      @Reference Keys keys) {
    this.simulator = simulator;
    this.sites = sites;
    this.vaults = vaults;
    this.keys = keys;
  }

  @Override
  public List<ClaimProof> proofs() {
    return List.of(
        proof("P20", "a personalization unit behaves so", at -> new UnitClaim(at).prove()),
        proof("P21", "a central system behaves so", at -> new CentralClaim(at).prove()));
  }

  /** A proof on premises of its own. */
  @FunctionalInterface
  private interface Play {
    String at(Premises premises) throws Exception;
  }

  private ClaimProof proof(String id, String statement, Play play) {
    return new ClaimProof(
        id,
        statement,
        () -> {
          try (var premises = new Premises(simulator, sites, vaults, keys)) {
            return play.at(premises);
          }
        });
  }
}
