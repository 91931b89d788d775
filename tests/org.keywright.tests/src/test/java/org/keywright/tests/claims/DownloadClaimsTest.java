// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keywright.claims.ClaimResult;
import org.keywright.claims.internal.DownloadProofs;
import org.keywright.claims.internal.PluggedClaims;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;

/** Every claim of the download protocol holds, and one that does not would be said. */
class DownloadClaimsTest {
  private final TestFleet fleet = new TestFleet(new TestCrypto());
  private final PluggedClaims claims = new PluggedClaims();

  DownloadClaimsTest() {
    claims.bindProofs(
        new DownloadProofs(
            fleet.simulator,
            fleet.crypto.suites,
            fleet.crypto.keys,
            provider -> {
              fleet.crypto.suites.bindSuite(provider, Map.of());
              return () -> fleet.crypto.suites.unbindSuite(provider);
            }));
  }

  @Test
  void everyClaimHolds() {
    var results = claims.run(List.of(), result -> {});

    assertThat(results).hasSize(26).allMatch(ClaimResult::holds);
    assertThat(claims.ids()).startsWith("D1", "D2").endsWith("D23", "D.1", "D.2", "D.3");
    assertThat(fleet.simulator.units()).isEmpty();
  }

  @Test
  void aClaimThatDoesNotHoldSaysWhatWasSeen() {
    claims.bindProofs(
        () ->
            List.of(
                new ClaimProof(
                    "X1",
                    "never",
                    () -> {
                      throw new IllegalStateException("seen otherwise");
                    })));

    assertThat(claims.run(List.of("X"), result -> {}))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.holds()).isFalse();
              assertThat(result.observation()).isEqualTo("seen otherwise");
            });
  }

  @Test
  void anUnknownClaimIsNamedAndNothingRuns() {
    assertThatThrownBy(() -> claims.run(List.of("D1", "D99"), result -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("D99");
  }
}
