// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.claims.ClaimResult;
import org.keywright.claims.engines.internal.CentreProofs;
import org.keywright.claims.internal.PairingProofs;
import org.keywright.claims.internal.PluggedClaims;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.engine.pairing.internal.PairingEngine;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.tests.vault.TestVault;

/** Every claim of the pairing protocol holds. */
class PairingClaimsTest {
  private final TestFleet fleet = new TestFleet(new TestCrypto());
  private final PluggedClaims claims = new PluggedClaims();

  PairingClaimsTest() {
    claims.bindProofs(new PairingProofs(fleet.simulator, fleet.crypto.suites, fleet.crypto.keys));
  }

  @Test
  void everyClaimHolds() {
    var results = claims.run(List.of(), result -> {});

    assertThat(results).allSatisfy(r -> assertThat(r.holds()).as(r.toString()).isTrue());
    assertThat(results)
        .extracting(ClaimResult::id)
        .containsExactly("Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9", "Q.1");
    assertThat(fleet.simulator.units()).isEmpty();
  }

  /** With a vault of its own: the operator's stays as it is. */
  @Test
  void theClaimOnTheCentreHolds(@TempDir Path folder) throws Exception {
    var ofTheCentre = new PluggedClaims();
    try (var operators = new TestVault(folder)) {
      var open = operators.create();
      var centre =
          new PairingEngine(
              operators.vaults,
              fleet.crypto.suites,
              fleet.crypto.keys,
              new Argon2Passphrases(fleet.crypto.primitives),
              fleet.transports,
              new VirtualJobRunner());
      ofTheCentre.bindProofs(
          new CentreProofs(fleet.simulator, centre, operators.vaults, fleet.crypto.keys));

      var results = ofTheCentre.run(List.of("Q8"), result -> {});

      assertThat(results)
          .singleElement()
          .satisfies(r -> assertThat(r.holds()).as(r.toString()).isTrue());
      assertThat(operators.vaults.current()).contains(open);
      assertThat(open.log().page(0, 10)).isEmpty();
    }
    assertThat(fleet.simulator.units()).isEmpty();
  }
}
