// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.JobException;
import org.keywright.engine.download.DeviceLists;

class PersonalizationPlanTest {
  private static final DeviceLists UNREAD =
      campaign -> {
        throw new JobException("no list is read here");
      };

  @TempDir Path folder;

  private PersonalizationPlan plan(String unit, Path list, String where, boolean orders) {
    return new PersonalizationPlan(
        UNREAD,
        unit,
        new LoadPlan.Listed(list.toString(), "sim:{serial}", where),
        orders,
        true,
        8,
        true,
        Optional.empty());
  }

  private Path list() throws Exception {
    return Files.writeString(folder.resolve("pads.csv"), "serial\nPAD-1\n");
  }

  @Test
  void ordersComeBeforeTheRunOverTheSameLines() throws Exception {
    var plan = plan("bureau", list(), "customer=north", true);
    assertThat(plan.problem()).isEmpty();
    assertThat(plan.statements()).hasSize(2);
    assertThat(plan.statements().getFirst().words())
        .startsWith("perso:order", "bureau", "--devices")
        .containsSequence("--where", "customer=north");
    assertThat(plan.statements().getLast().words())
        .startsWith("perso:campaign", "--unit", "bureau", "--devices")
        .containsSequence("--endpoint", "sim:{serial}")
        .containsSequence("--where", "customer=north")
        .contains("--act", "--skip-bad");
  }

  @Test
  void modulesThatHaveOrdersAreOnlyRun() throws Exception {
    assertThat(plan("bureau", list(), "", false).statements())
        .singleElement()
        .satisfies(run -> assertThat(run.words()).startsWith("perso:campaign"));
  }

  @Test
  void whatIsMissingOrWrongIsSaid() throws Exception {
    assertThat(plan("", list(), "", true).problem()).isPresent();
    assertThat(plan("bureau", folder.resolve("none.csv"), "", true).problem().orElse(""))
        .contains("none.csv");
    assertThat(plan("bureau", list(), "north", true).problem().orElse("")).contains("north");
  }
}
