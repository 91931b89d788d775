// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.protocol.download.Instruction;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;

/**
 * A program that runs a campaign over TCP is killed without warning, again and again: just before a
 * module takes its key, or just after. The next one goes on; nothing is lost, nothing loaded twice.
 */
class KilledCampaignTest {
  private static final int FLEET = 150;
  private static final List<Integer> AT_LOADS = List.of(1, 12, 30, 60);

  @TempDir private Path folder;

  @Test
  void aKilledCampaignIsGoneOnWithAndNothingIsLostOrLoadedTwice() throws Exception {
    var random = new Random(90317);
    try (var works = Works.made(folder)) {
      var units = works.eis(1, Optional.empty(), Works.names("EI-", FLEET));
      long before = units.get(0).commits();
      var sequences = new Works.Sequences();
      var assassin =
          new Assassin(
              works.fleet.simulator.directory(), load -> sequences.watch(load, Optional.empty()));
      var serving = works.serve(assassin);
      var lines = new ArrayList<String>();
      units.forEach(u -> lines.add(u.name() + ",1," + Works.tcp(serving, u.name())));
      Path list = Works.list(folder.resolve("devices.csv"), lines);
      works.vaults.close();

      Path errors = folder.resolve("errors.txt");
      for (int loads : AT_LOADS) {
        // Half of them when the module has its key, and its answer is not on the way.
        assassin.aim(Instruction.IMPORT_KEY.ins(), loads, random.nextBoolean());
        String parallel = Integer.toString(1 + random.nextInt(24));
        var child =
            ChildJvm.start(
                errors,
                List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                CampaignProcess.class,
                works.file.toString(),
                list.toString(),
                parallel);
        assassin.meet(child);
        assertThat(child.waitFor()).as(Files.readString(errors)).isNotZero();
        assertThat(assassin.struck()).as(Files.readString(errors)).isTrue();
      }

      works.bindTcp(Duration.ofSeconds(30));
      works.open();
      var job = works.vault().jobs().page(0, 2);
      assertThat(job).hasSize(1);
      assertThat(job.getFirst().state()).isEqualTo(JobState.RUNNING);
      var left = works.items(job.getFirst().id());
      assertThat(left).extracting(ItemRecord::state).contains(ItemState.SENT, ItemState.DONE);
      var ended = works.engine.resume(Works.ACTOR, job.getFirst().id()).await();

      assertThat(ended.state()).isEqualTo(JobState.DONE);
      assertThat(works.items(ended.id())).hasSize(FLEET);
      for (ItemRecord item : works.items(ended.id())) {
        SimulatedUnit unit = works.fleet.simulator.find(item.subject()).orElseThrow();
        assertThat(unit.commits()).as(item.toString()).isEqualTo(before + 1);
        assertThat(Works.receipt(unit, 1)).hasValue(item.facts().get("receipt"));
      }
      assertThat(sequences.repeated()).isEmpty();
      assertThat(works.soundness()).isEqualTo("ok");
    }
  }
}
