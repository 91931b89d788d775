// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.pairing.Ground;
import org.keywright.tests.campaign.ChildJvm;
import org.keywright.vault.Pairing;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingRegister.CaseFilter;

/** A centre that is killed while it gives codes. */
class KilledCentreTest {
  private static final int KILLS = 3;
  private static final int ANSWERS = 12;

  @TempDir Path folder;

  @Test
  void noCodeWasGivenWithoutItsCaseAndTheBooksAgree() throws Exception {
    try (var centre = new TestCentre(folder)) {
      centre.enter(List.of("MS-1", "MS-2"), List.of("MH-1", "MH-2", "MH-3"));
    }
    for (int kill = 0; kill < KILLS; kill++) {
      long last = killedAfterSome();
      try (var centre = new TestCentre(folder)) {
        var register = centre.vault().pairings();
        List<PairingCase> cases = register.cases(CaseFilter.ALL, Long.MAX_VALUE, 1_000);
        assertThat(cases.getFirst().number()).isGreaterThanOrEqualTo(last);
        assertThat(cases.getLast().number()).isEqualTo(1);
        assertThat(centre.vault().log().verify()).isPositive();
        for (String module : List.of("MS-1", "MS-2")) {
          long highest =
              cases.stream()
                  .filter(c -> c.request().module().equals(module))
                  .mapToLong(c -> c.request().index().orElseThrow())
                  .max()
                  .orElseThrow();
          var known = register.module(module).orElseThrow();
          assertThat(known.given()).hasValue(highest);
          assertThat(register.pairings(module))
              .filteredOn(p -> p.state() != Pairing.State.ENDED)
              .hasSize(known.hosts());
          try (var answer = centre.ask(module, "MH-1", highest + 1, Optional.empty())) {
            assertThat(answer.ground()).isEqualTo(Ground.INDEX_NEXT);
          }
        }
      }
    }
  }

  /** The last case that the centre said it had decided. */
  private long killedAfterSome() throws Exception {
    Process process =
        ChildJvm.start(
            folder.resolve("errors.txt"),
            List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"),
            CentreProcess.class,
            folder.toString());
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      long last = 0;
      for (int i = 0; i < ANSWERS; i++) {
        String line = lines.readLine();
        assertThat(line).as("the child ended by itself; see errors.txt").isNotNull();
        last = Long.parseLong(line);
      }
      return last;
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }
}
