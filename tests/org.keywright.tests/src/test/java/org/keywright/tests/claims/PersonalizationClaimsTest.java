// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keywright.claims.ClaimResult;
import org.keywright.claims.internal.PersonalizationProofs;
import org.keywright.claims.internal.PluggedClaims;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.transport.sim.internal.FleetSimulator;

/** Every claim of the personalization protocol holds. */
class PersonalizationClaimsTest {
  @Test
  void everyClaimHolds() {
    var base = new TestCrypto();
    var crypto = TestCurves.cryptography(base);
    var channels = TestCurves.channels();
    var modules = TestCurves.modules(base);
    var simulator =
        new FleetSimulator(
            base.suites,
            base.keys,
            base.sealing,
            InstantSource.system(),
            Duration.ofMillis(5),
            () -> modules);
    var claims = new PluggedClaims();
    claims.bindProofs(new PersonalizationProofs(simulator, channels, crypto));

    var results = claims.run(List.of(), result -> {});

    assertThat(results).allSatisfy(r -> assertThat(r.holds()).as(r.toString()).isTrue());
    assertThat(results)
        .extracting(ClaimResult::id)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 21).mapToObj(n -> "P" + n).toList());
    assertThat(simulator.units()).isEmpty();
  }
}
