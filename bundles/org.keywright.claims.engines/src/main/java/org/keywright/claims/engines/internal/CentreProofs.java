// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.engines.internal;

import java.util.List;
import org.keywright.claims.spi.ClaimProofs;
import org.keywright.crypto.Keys;
import org.keywright.engine.pairing.Pairings;
import org.keywright.transport.sim.Simulator;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The proof about the pairing engine's management centre: its part of claim Q8. */
@Component(service = ClaimProofs.class)
public final class CentreProofs implements ClaimProofs {
  private final Simulator simulator;
  private final Pairings pairings;
  private final Vaults vaults;
  private final Keys keys;

  /** Called by the framework. */
  @Activate
  public CentreProofs(
      @Reference Simulator simulator,
      @Reference Pairings pairings,
      @Reference Vaults vaults,
      @Reference Keys keys) {
    this.simulator = simulator;
    this.pairings = pairings;
    this.vaults = vaults;
    this.keys = keys;
  }

  @Override
  public List<ClaimProof> proofs() {
    return List.of(
        new ClaimProof(
            "Q8",
            "the centre checks a pairing before it computes the code of both identifiers",
            () -> {
              try (var premises = new CentrePremises(simulator, pairings, vaults, keys)) {
                return new CentreClaim(premises).prove();
              }
            }));
  }
}
