// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.KeySpec;
import org.keywright.engine.JobException;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;

/** The disk becomes full in the midst of a campaign, and later there is room again. */
class FullDiskCampaignTest {
  private static final int FLEET = 600;
  private static final long PAGES = 100;

  @TempDir private Path folder;

  @Test
  void aFullDiskEndsTheRunAndLosesNothing() throws Exception {
    List<SimulatedUnit> units;
    Path list;
    long job;
    try (var works = new Works(folder.resolve("test.kwv"), PAGES)) {
      works.create();
      reach(works, works);
      works.addKey(Works.REF, works.crypto.keys.generate(KeySpec.AES_128));
      units = works.eis(1, Optional.empty(), Works.names("EI-", FLEET));
      long before = units.get(0).commits();
      var lines = new ArrayList<String>();
      units.forEach(u -> lines.add(u.name() + ",1," + "card:" + u.name()));
      list = Works.list(folder.resolve("devices.csv"), lines);

      var running = works.engine.campaign(Works.listed(Optional.empty()), Works.campaign(list, 16));
      assertThatThrownBy(running::await)
          .isInstanceOf(JobException.class)
          .hasMessage(
              "job 1 broke off: the disk is full: nothing of this was written to test.kwv;"
                  + " make room and try again");
      job = running.id();
      var kept = works.items(job);
      assertThat(kept).as("loaded before the disk was full").hasSizeBetween(20, FLEET - 20);
      requireTrue(works, kept, before);
      assertThatThrownBy(() -> works.engine.resume(Works.ACTOR, job).await())
          .hasMessageContaining("the disk is full");
      requireTrue(works, works.items(job), before);
      works.vaults.close();

      try (var roomy = new Works(works.file, 0)) {
        reach(roomy, works);
        roomy.open();
        assertThat(roomy.vault().jobs().require(job).state()).isNotEqualTo(JobState.DONE);
        assertThat(roomy.items(job))
            .containsAll(kept.stream().filter(FullDiskCampaignTest::done).toList());
        assertThat(roomy.engine.resume(Works.ACTOR, job).await().state()).isEqualTo(JobState.DONE);
        assertThat(roomy.items(job)).hasSize(FLEET);
        requireTrue(works, roomy.items(job), before);
        assertThat(units).allSatisfy(u -> assertThat(u.commits()).isEqualTo(before + 1));
        assertThat(roomy.soundness()).isEqualTo("ok");
      }
      assertThat(Files.exists(works.file)).isTrue();
    }
  }

  /** Reaches the fleet of some works from these or others, as {@code card}. */
  private static void reach(Works from, Works fleet) {
    from.fleet.transports.bindTransport(
        fleet.fleet.transport(), Map.of("keywright.transport.scheme", "card"));
  }

  private static boolean done(ItemRecord item) {
    return item.state() == ItemState.DONE;
  }

  /** Whatever is not said to be open is as it is said. */
  private static void requireTrue(Works works, List<ItemRecord> items, long before) {
    var seen = new HashSet<String>();
    for (ItemRecord item : items) {
      seen.add(item.subject());
      var unit = works.fleet.simulator.find(item.subject()).orElseThrow();
      long written = unit.commits() - before;
      switch (item.state()) {
        case DONE -> assertThat(written).as(item.toString()).isOne();
        case REFUSED, UNREACHED -> assertThat(written).as(item.toString()).isZero();
        case SENT, UNKNOWN -> assertThat(written).as(item.toString()).isBetween(0L, 1L);
      }
    }
    for (SimulatedUnit unit : works.fleet.simulator.units()) {
      if (!seen.contains(unit.name())) {
        assertThat(unit.commits()).as(unit.name() + " has no record").isEqualTo(before);
      }
    }
  }
}
