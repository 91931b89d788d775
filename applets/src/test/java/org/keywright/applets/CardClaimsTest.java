// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keywright.claims.internal.Bench;
import org.keywright.claims.internal.DownloadProofs;
import org.keywright.claims.internal.PairingProofs;
import org.keywright.claims.internal.PluggedClaims;

/** The claims hold of cards as they hold of simulated units. */
class CardClaimsTest {
  private static final int LESS_OFTEN = 500;

  private final CardFleet fleet = new CardFleet();
  private final PluggedClaims claims = new PluggedClaims();

  @Test
  void everyClaimOfTheDownloadHolds() {
    claims.bindProofs(
        new DownloadProofs(
            new Bench(fleet, false, LESS_OFTEN),
            fleet.suites,
            fleet.keys,
            provider -> {
              fleet.suites.bindSuite(provider, Map.of());
              return () -> fleet.suites.unbindSuite(provider);
            }));

    var results = claims.run(List.of(), result -> {});

    assertThat(results)
        .hasSize(26)
        .allSatisfy(r -> assertThat(r.holds()).as(r.toString()).isTrue());
    assertThat(fleet.units()).isEmpty();
  }

  @Test
  void everyClaimOfThePairingHolds() {
    claims.bindProofs(new PairingProofs(fleet, fleet.suites, fleet.keys));

    var results = claims.run(List.of(), result -> {});

    assertThat(results)
        .hasSize(10)
        .allSatisfy(r -> assertThat(r.holds()).as(r.toString()).isTrue());
    assertThat(fleet.units()).isEmpty();
  }
}
