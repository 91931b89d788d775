// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.download.LoadMode;

class LoadPlanTest {
  @TempDir Path folder;

  private static LoadPlan plan(String place, LoadPlan.Targets targets) {
    return new LoadPlan("north", 1, place, LoadMode.NEW, targets, 64, false, Optional.empty());
  }

  private static LoadPlan.Listed list(Path file, String where) {
    return new LoadPlan.Listed(file.toString(), "tcp://host:7700/{serial}", where);
  }

  @Test
  void modulesThatAreNamedAreLoadedByOneStatement() {
    var plan = plan("1", LoadPlan.Named.parse("sim:ei-1, sim:ei-2\nsim:ei-3"));
    assertThat(plan.keyProblem()).isEmpty();
    assertThat(plan.targetProblem()).isEmpty();
    assertThat(plan.statement().text())
        .isEqualTo("download:load --keyset north --key 1 --place 1 sim:ei-1 sim:ei-2 sim:ei-3");
  }

  @Test
  void aDeviceListIsACampaign() throws Exception {
    Path devices = Files.writeString(folder.resolve("devices.csv"), "serial\nFT-1\n");
    var plan = plan("", list(devices, "network=north"));
    assertThat(plan.keyProblem()).isEmpty();
    assertThat(plan.targetProblem()).isEmpty();
    assertThat(plan.statement().words())
        .startsWith("download:campaign", "--keyset", "north", "--key", "1", "--devices")
        .containsSequence("--endpoint", "tcp://host:7700/{serial}")
        .containsSequence("--where", "network=north")
        .doesNotContain("--place", "--mode", "--skip-bad");
  }

  @Test
  void whatIsMissingIsSaid() {
    var nowhere = new LoadPlan.Named(List.of());
    assertThat(plan("1", nowhere).targetProblem()).isPresent();
    assertThat(plan("", nowhere).keyProblem()).isPresent();
    assertThat(plan("seven", nowhere).keyProblem().orElse("")).contains("seven");
    assertThat(plan("1", LoadPlan.Named.parse("nonsense")).targetProblem().orElse(""))
        .contains("nonsense");
    assertThat(plan("1", list(folder.resolve("none.csv"), "")).targetProblem().orElse(""))
        .contains("none.csv");
  }

  @Test
  void aMalformedFilterIsSaid() throws Exception {
    Path devices = Files.writeString(folder.resolve("devices.csv"), "serial\nFT-1\n");
    assertThat(plan("1", list(devices, "north")).targetProblem().orElse("")).contains("north");
  }

  @Test
  void endpointsAreToldApartAlsoWhereAReadersNameHasBlanks() {
    assertThat(LoadPlan.Named.parse(" sim:ei-1, sim:ei-2\ntcp://host:7700/ei-1 ").endpoints())
        .containsExactly("sim:ei-1", "sim:ei-2", "tcp://host:7700/ei-1");
    assertThat(LoadPlan.Named.parse("pcsc:Virtual PCD 00 00\nsim:ei-1").endpoints())
        .containsExactly("pcsc:Virtual PCD 00 00", "sim:ei-1");
    assertThat(LoadPlan.Named.parse("sim:ei-1,\n\nei-2").endpoints())
        .containsExactly("sim:ei-1", "ei-2");
  }
}
