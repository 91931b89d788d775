// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keywright.claims.ClaimResult;
import org.keywright.claims.internal.PairingProofs;
import org.keywright.claims.internal.PluggedClaims;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;

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
}
