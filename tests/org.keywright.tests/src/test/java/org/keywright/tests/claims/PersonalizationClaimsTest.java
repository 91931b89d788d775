// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.claims.ClaimResult;
import org.keywright.claims.engines.internal.EngineProofs;
import org.keywright.claims.internal.PersonalizationProofs;
import org.keywright.claims.internal.PluggedClaims;
import org.keywright.engine.personalization.internal.SeparateSites;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.tests.vault.TestVault;
import org.keywright.transport.internal.PluggedTransports;
import org.keywright.transport.sim.internal.FleetSimulator;
import org.keywright.transport.sim.internal.SimTransport;

/** Every claim of the personalization protocol holds. */
class PersonalizationClaimsTest {
  private final TestCrypto base = new TestCrypto();
  private final PluggedClaims claims = new PluggedClaims();
  private final FleetSimulator simulator =
      new FleetSimulator(
          base.suites,
          base.keys,
          base.sealing,
          InstantSource.system(),
          Duration.ofMillis(5),
          () -> TestCurves.modules(base));

  private List<ClaimResult> results() {
    var results = claims.run(List.of(), result -> {});
    assertThat(results).allSatisfy(r -> assertThat(r.holds()).as(r.toString()).isTrue());
    assertThat(simulator.units()).isEmpty();
    return results;
  }

  private static List<String> ids(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(n -> "P" + n).toList();
  }

  @Test
  void everyClaimOnMessagesAndModulesHolds() {
    claims.bindProofs(
        new PersonalizationProofs(simulator, TestCurves.channels(), TestCurves.cryptography(base)));

    assertThat(results()).extracting(ClaimResult::id).containsExactlyElementsOf(ids(1, 19));
  }

  /** With vaults of their own: the operator's stays as it is. */
  @Test
  void everyClaimOnTheEnginesServersHolds(@TempDir Path folder) throws Exception {
    var transports = new PluggedTransports();
    transports.bindTransport(
        SimTransport.withTimeout(simulator, Duration.ofSeconds(5)),
        Map.of("keywright.transport.scheme", "sim"));
    try (var operators = TestVault.onTheComputersTime(folder)) {
      var open = operators.create();
      var services = TestCurves.services(base, operators.vaults, transports);
      claims.bindProofs(
          new EngineProofs(simulator, new SeparateSites(services), operators.vaults, base.keys));

      assertThat(results()).extracting(ClaimResult::id).containsExactlyElementsOf(ids(20, 21));
      assertThat(operators.vaults.current()).contains(open);
      assertThat(open.log().page(0, 10)).isEmpty();
    }
  }
}
