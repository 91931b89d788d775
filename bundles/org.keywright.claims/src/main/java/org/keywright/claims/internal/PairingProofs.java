// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.ArrayList;
import java.util.List;
import org.keywright.claims.spi.ClaimProofs;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.transport.sim.Simulator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The proofs of the pairing protocol: claims Q1 to Q9, and the variant by chronology. */
@Component(service = ClaimProofs.class)
public final class PairingProofs implements ClaimProofs {
  private final Simulator simulator;
  private final Suites suites;
  private final Keys keys;

  /** Made by the component runtime, or by a test. */
  @Activate
  public PairingProofs(
      @Reference Simulator simulator, @Reference Suites suites, @Reference Keys keys) {
    this.simulator = simulator;
    this.suites = suites;
    this.keys = keys;
  }

  /** A proof on a scene. */
  @FunctionalInterface
  interface Play {
    String in(PairingScene scene) throws Exception;
  }

  @Override
  public List<ClaimProof> proofs() {
    var proofs = new ArrayList<ClaimProof>();
    new PairingClaims().on(this::proof, proofs);
    new CodeClaims().on(this::proof, proofs);
    new VictimClaims().variant(this::proof, proofs);
    return List.copyOf(proofs);
  }

  /** Makes a proof of a play. */
  @FunctionalInterface
  interface Stage {
    ClaimProof proof(String id, String statement, Play play);
  }

  private ClaimProof proof(String id, String statement, Play play) {
    return new ClaimProof(
        id,
        statement,
        () -> {
          try (var scene = new PairingScene(simulator, suites, keys)) {
            return play.in(scene);
          }
        });
  }
}
