// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.tests.download.Workbench.sim;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Exportability;
import org.keywright.engine.JobException;
import org.keywright.engine.JobObserver;
import org.keywright.engine.Progress;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.CampaignOrder.ColumnFilter;
import org.keywright.engine.download.LinesLeftOut;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.transport.Endpoint;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobState;

/** A load into the modules of a device list. */
class CampaignTest {
  private static final int FLEET = 300;

  @TempDir private Path folder;
  private Workbench bench;

  @BeforeEach
  void open() throws Exception {
    bench = new Workbench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Path list(String... lines) throws Exception {
    return Files.writeString(folder.resolve("devices.csv"), String.join("\n", lines) + "\n");
  }

  private Path list(List<SimulatedUnit> units) throws Exception {
    var lines = new ArrayList<>(List.of("serial,endpoint"));
    units.forEach(unit -> lines.add(unit.serialNumber() + ",sim:" + unit.name()));
    return list(lines.toArray(String[]::new));
  }

  private CampaignOrder reported(Path devices) {
    return new CampaignOrder(
        devices,
        8,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.of(folder.resolve("report.csv")),
        Optional.of(folder.resolve("report.jsonl")));
  }

  @Test
  void everyModuleOfTheListGetsTheKeyAndTheReportProvesIt() throws Exception {
    var units = bench.eis(FLEET);
    var job = bench.engine.campaign(bench.order(), reported(list(units)));
    var record = job.await();
    assertThat(record.state()).isEqualTo(JobState.DONE);
    assertThat(bench.vault.jobs().counts(job.id())).containsEntry(ItemState.DONE, (long) FLEET);
    assertThat(job.progress().total()).hasValue(FLEET);
    assertThat(job.progress().remaining()).hasValueSatisfying(d -> assertThat(d).isZero());
    var csv = Files.readAllLines(folder.resolve("report.csv"));
    assertThat(csv).hasSize(FLEET + 1);
    assertThat(csv.getFirst())
        .isEqualTo(
            "serial,key,ref,place,kvn,kcv,kcvMethod,receipt,outcome,reason,endpoint,time,vault");
    var item = bench.items(job.id()).get(7);
    assertThat(csv.get(8)).startsWith("EI-0007,key 3,3,1,1,").contains(",done,,sim:EI-0007,");
    var json =
        JsonParser.parseString(Files.readAllLines(folder.resolve("report.jsonl")).get(7))
            .getAsJsonObject();
    assertThat(json.get("serial").getAsString()).isEqualTo("EI-0007");
    assertThat(json.get("kvn").getAsInt()).isEqualTo(1);
    assertThat(json.get("receipt").getAsString()).isEqualTo(item.facts().get("receipt"));
    assertThat(units)
        .allSatisfy(unit -> assertThat(unit.commits()).isEqualTo(units.get(0).commits()));
  }

  @Test
  void aFirstUnitBehindALinkGivesTheKeysOut() throws Exception {
    var units = bench.eis(20);
    bench.addKey("fuel", 4, Exportability.NON_EXPORTABLE, true, false);
    bench.addKey("fuel", 5, Exportability.NON_EXPORTABLE, false, false);
    bench.fleet.as("AS-1");
    var listed = bench.engine.loadFirstUnit("t", sim("AS-1"), "fuel", List.of());
    assertThat(listed).extracting(k -> k.ref1()).containsExactly(3, 4);
    assertThatThrownBy(() -> bench.engine.loadFirstUnit("t", sim("AS-1"), "fuel", List.of(5)))
        .hasMessageContaining("6982");
    var order = Workbench.from(bench.order(), "AS-1");
    var job = bench.engine.campaign(order, CampaignOrder.of(list(units)));
    assertThat(job.await().state()).isEqualTo(JobState.DONE);
    assertThat(bench.uses("EI-0019")).isTrue();
    assertThat(bench.items(job.id()).getFirst().facts())
        .containsEntry("from", "sim:AS-1")
        .containsEntry("kcvMethod", "CMAC");
    var diversified = Workbench.from(LoadOrder.of("t", "fuel", 4, 2, LoadMode.NEW), "AS-1");
    assertThat(bench.load(diversified, "EI-0001").state()).isEqualTo(ItemState.DONE);
    assertThat(bench.engine.use("t", "fuel", 4, 2, sim("EI-0001")).holds()).isTrue();
  }

  @Test
  void aFirstUnitThatGoesAwayEndsTheJobWhichGoesOnWhenItIsBack() throws Exception {
    var units = bench.eis(60);
    bench.fleet.as("AS-1");
    bench.engine.loadFirstUnit("t", sim("AS-1"), "fuel", List.of(3));
    long commits = units.get(0).commits();
    var card = bench.bindCard();
    var order =
        new LoadOrder(
            "t",
            "fuel",
            3,
            OptionalInt.of(1),
            LoadMode.NEW,
            Optional.of(Endpoint.parse("card:AS-1")));
    var campaign = CampaignOrder.of(list(units));
    var job = bench.engine.campaign(order, campaign);
    job.observe(
        new JobObserver() {
          @Override
          public void itemEnded(ItemRecord item, Progress progress) {
            if (progress.handled() == 20) {
              bench.fleet.transports.unbindTransport(card);
            }
          }
        });
    assertThatThrownBy(job::await)
        .isInstanceOf(JobException.class)
        .hasMessageContaining("the first unit card:AS-1 is not there");
    var stopped = bench.vault.jobs().require(job.id());
    assertThat(stopped.state()).isEqualTo(JobState.INCOMPLETE);
    assertThat(bench.engine.resumable(order, campaign).orElseThrow().id()).isEqualTo(job.id());
    bench.bindCard();
    assertThat(bench.engine.resume("t", job.id()).await().state()).isEqualTo(JobState.DONE);
    assertThat(units).allSatisfy(unit -> assertThat(unit.commits()).isEqualTo(commits + 1));
  }

  @Test
  void aFirstUnitWithoutTheKeyStartsNothing() throws Exception {
    var campaign = CampaignOrder.of(list(bench.eis(2)));
    bench.fleet.as("AS-1");
    assertThatThrownBy(() -> bench.engine.campaign(Workbench.from(bench.order(), "AS-1"), campaign))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("sim:AS-1 has no key of reference 3");
    assertThatThrownBy(() -> bench.engine.campaign(Workbench.from(bench.order(), "AS-2"), campaign))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("the first unit sim:AS-2 is not there");
  }

  @Test
  void faultsAllOverTheFleetAreSettledAndNothingIsLoadedTwice() throws Exception {
    var units = bench.eis(FLEET);
    var kinds = List.of("cut-before@12", "cut-after@12", "lose-answer@12", "cut-inside@12");
    long commits = units.get(0).commits();
    for (int i = 0; i < FLEET; i++) {
      units.get(i).arm(Fault.parse(kinds.get(i % kinds.size())));
    }
    var job = bench.engine.campaign(bench.order(), CampaignOrder.of(list(units)));
    assertThat(job.await().state()).isEqualTo(JobState.DONE);
    assertThat(units).allSatisfy(u -> assertThat(u.commits()).isEqualTo(commits + 1));
  }

  @Test
  void aCancelledCampaignGoesOnWhereItStopped() throws Exception {
    var units = bench.eis(FLEET);
    var campaign = reported(list(units));
    long commits = units.get(0).commits();
    var job = bench.engine.campaign(bench.order(), campaign);
    job.observe(
        new JobObserver() {
          @Override
          public void itemEnded(ItemRecord item, Progress progress) {
            if (progress.handled() == 50) {
              job.cancel();
            }
          }
        });
    assertThat(job.await().state()).isEqualTo(JobState.CANCELLED);
    assertThat(job.progress().done()).isBetween(50L, 70L);
    assertThat(Files.readAllLines(folder.resolve("report.csv")))
        .hasSize((int) job.progress().finished() + 1);
    var found = bench.engine.resumable(bench.order(), campaign).orElseThrow();
    assertThat(found.id()).isEqualTo(job.id());
    var again = bench.engine.resume("t", job.id());
    assertThat(again.await().state()).isEqualTo(JobState.DONE);
    assertThat(again.progress().done()).isEqualTo(FLEET);
    assertThat(again.progress().handled()).isLessThanOrEqualTo(FLEET - 50);
    assertThat(units).allSatisfy(u -> assertThat(u.commits()).isEqualTo(commits + 1));
    assertThat(bench.engine.resumable(bench.order(), campaign)).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("report.csv"))).hasSize(FLEET + 1);
  }

  @Test
  void aRunThatLostItsVaultLeavesNothingUnsettledAfterTheNext() throws Exception {
    var units = bench.eis(100);
    var campaign = CampaignOrder.of(list(units));
    long commits = units.get(0).commits();
    var job = bench.engine.campaign(bench.order(), campaign);
    var handled = new AtomicInteger();
    job.observe(
        new JobObserver() {
          @Override
          public void itemEnded(ItemRecord item, Progress progress) {
            if (handled.incrementAndGet() == 30) {
              bench.vaults.close();
            }
          }
        });
    assertThatThrownBy(job::await).isInstanceOf(JobException.class);
    bench.reopen();
    var stopped = bench.vault().jobs().require(job.id());
    assertThat(stopped.state()).isEqualTo(JobState.RUNNING);
    assertThat(bench.engine.resume("t", job.id()).await().state()).isEqualTo(JobState.DONE);
    assertThat(units).allSatisfy(u -> assertThat(u.commits()).isEqualTo(commits + 1));
  }

  @Test
  void aJobOfAnotherListOrKeyIsNotGoneOnWith() throws Exception {
    bench.eis(1);
    var devices = list("serial,endpoint", "EI-0000,sim:EI-0000", "EI-9999,sim:EI-9999");
    var campaign = CampaignOrder.of(devices);
    var job = bench.engine.campaign(bench.order(), campaign);
    job.await();
    var elsewhere = LoadOrder.of("t", "fuel", 3, 2, LoadMode.NEW);
    assertThat(bench.engine.resumable(elsewhere, campaign)).isEmpty();
    bench.addKey("fuel", 3, Exportability.EXPORTABLE, false, true);
    assertThatThrownBy(() -> bench.engine.resume("t", job.id()))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("has version 2 now, and the job was for version 1");
    list("serial,endpoint", "EI-0000,sim:EI-0000");
    assertThatThrownBy(() -> bench.engine.resume("t", job.id()))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("is another than the one that job");
  }

  @Test
  void aModuleThatIsNotTheOneOfTheListIsRefused() throws Exception {
    bench.eis(1);
    var devices = list("serial,endpoint", "EI-0001,sim:EI-0000");
    var job = bench.engine.campaign(bench.order(), CampaignOrder.of(devices));
    var item = bench.only(job.await());
    assertThat(item.state()).isEqualTo(ItemState.REFUSED);
    assertThat(item.subject()).isEqualTo("EI-0001");
    assertThat(item.reason())
        .isEqualTo(
            "PREPARE for fuel/3 on sim:EI-0000 refused: "
                + "the module is EI-0000, and EI-0001 is meant");
  }

  @Test
  void onePlaceAfterTheOtherOfOneModuleIsLoadedThoughTheyComeTogether() throws Exception {
    bench.eis(1);
    var devices =
        list(
            "serial,place,endpoint",
            "EI-0000,1,sim:EI-0000",
            "EI-0000,2,sim:EI-0000",
            "EI-0000,3,sim:EI-0000",
            "EI-0000,4,sim:EI-0000");
    var order = new LoadOrder("t", "fuel", 3, OptionalInt.empty(), LoadMode.NEW, Optional.empty());
    var job = bench.engine.campaign(order, CampaignOrder.of(devices));
    assertThat(job.await().state()).isEqualTo(JobState.DONE);
  }

  @Test
  void filterAndTemplateChooseTheModules() throws Exception {
    bench.eis(4);
    var devices =
        list(
            "serial,network,unit",
            "EI-0000,north,EI-0000",
            "EI-0001,south,EI-0001",
            "EI-0002,north,EI-0002");
    var campaign =
        new CampaignOrder(
            devices,
            4,
            false,
            Optional.of("sim:{unit}"),
            Optional.of(ColumnFilter.parse("network=north")),
            Optional.empty(),
            Optional.empty());
    var job = bench.engine.campaign(bench.order(), campaign);
    assertThat(job.await().state()).isEqualTo(JobState.DONE);
    assertThat(bench.items(job.id()))
        .extracting(ItemRecord::subject)
        .containsExactly("EI-0000", "EI-0002");
  }

  @Test
  void aListWithFaultsStartsNothingUnlessTheyAreToBeSkipped() throws Exception {
    bench.eis(2);
    var devices =
        list(
            "serial,endpoint",
            "EI-0000,sim:EI-0000",
            "EI-0001,nowhere",
            "EI-0001,sim:EI-0001",
            "EI-0000,sim:EI-0000");
    assertThatThrownBy(() -> bench.engine.campaign(bench.order(), CampaignOrder.of(devices)))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("line 3, column endpoint: 'nowhere' is no endpoint")
        .hasMessageContaining("(and 1 more); nothing was started");
    assertThat(bench.vault.jobs().page(0, 10)).isEmpty();
    var skipping =
        new CampaignOrder(
            devices,
            2,
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var job = bench.engine.campaign(bench.order(), skipping);
    var record = job.await();
    assertThat(record.state()).isEqualTo(JobState.DONE);
    assertThat(job.progress().total()).hasValue(2);
    assertThat(record.title()).endsWith("2 modules of devices.csv (2 lines left out)");
    var leftOut = LinesLeftOut.of(bench.vault.jobs().require(record.id()));
    assertThat(leftOut.count()).isEqualTo(2);
    assertThat(leftOut.first()).hasSize(2);
    assertThat(leftOut.first().get(0)).startsWith("line 3, column endpoint: 'nowhere' is no end");
    assertThat(leftOut.first().get(1))
        .isEqualTo("line 5, column serial: EI-0000 with place 1 came in line 2 already");
    assertThat(bench.engine.resumable(bench.order(), skipping)).isEmpty();
  }

  @Test
  void aCampaignThatLeftLinesOutIsGoneOnWith() throws Exception {
    bench.eis(1);
    var devices = list("serial,endpoint", "EI-0000,sim:EI-0000", "EI-9,sim:none", "EI-8");
    var skipping =
        new CampaignOrder(
            devices,
            2,
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    long job = bench.engine.campaign(bench.order(), skipping).await().id();
    assertThat(bench.engine.resumable(bench.order(), skipping)).isPresent();
    var record = bench.engine.resume("t", job).await();
    assertThat(record.state()).isEqualTo(JobState.INCOMPLETE);
    assertThat(LinesLeftOut.of(record).first())
        .containsExactly("line 4: the line has 1 fields, the header has 2");
  }

  @Test
  void aListThatNamesNoModuleStartsNothing() throws Exception {
    bench.eis(1);
    var all = CampaignOrder.of(list("serial,endpoint,network"));
    refused(all, "devices.csv: the list has no lines below its header; nothing was started");
    list("serial,endpoint,network", "EI-0000,sim:EI-0000,north", "EI-0001,nowhere,south");
    for (boolean skip : List.of(false, true)) {
      var filter = Optional.of(ColumnFilter.parse("network=west"));
      refused(
          new CampaignOrder(
              all.devices(), 2, skip, Optional.empty(), filter, Optional.empty(), Optional.empty()),
          "devices.csv: no line has network=west; nothing was started");
    }
    refused(
        new CampaignOrder(
            all.devices(),
            2,
            true,
            Optional.empty(),
            Optional.of(ColumnFilter.parse("network=south")),
            Optional.empty(),
            Optional.empty()),
        "devices.csv: no module is left besides faults, the first in line 3, column endpoint:");
  }

  private void refused(CampaignOrder campaign, String why) throws Exception {
    assertThatThrownBy(() -> bench.engine.campaign(bench.order(), campaign))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(why);
    assertThat(bench.vault.jobs().page(0, 10)).isEmpty();
  }

  @Test
  void aSuiteThatIsUnpluggedRefusesTheRestInClearWords() throws Exception {
    var units = bench.eis(60);
    var job = bench.engine.campaign(bench.order(), CampaignOrder.of(list(units)));
    job.observe(
        new JobObserver() {
          @Override
          public void itemEnded(ItemRecord item, Progress progress) {
            if (progress.handled() == 10) {
              bench.unplugged.set(true);
            }
          }
        });
    var record = job.await();
    assertThat(record.state()).isEqualTo(JobState.INCOMPLETE);
    var refused =
        bench.items(record.id()).stream().filter(i -> i.state() == ItemState.REFUSED).toList();
    assertThat(refused).isNotEmpty();
    assertThat(refused.getFirst().reason()).startsWith("suite 01 is not here");
  }

  @Test
  void cancellingDoesNotWaitForAModuleThatNeverAnswers() throws Exception {
    var asked = new CountDownLatch(3);
    bench.bindSilent(asked);
    var devices =
        list("serial,endpoint", "EI-1,silent:a", "EI-2,silent:b", "EI-3,silent:c", "EI-4,silent:d");
    var campaign =
        new CampaignOrder(
            devices,
            3,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var job = bench.engine.campaign(bench.order(), campaign);
    asked.await();
    job.cancel();
    assertThat(job.await().state()).isEqualTo(JobState.CANCELLED);
    assertThat(bench.items(job.id())).isEmpty();
    assertThat(bench.runner.running()).isEmpty();
  }

  @Test
  void theEndIsToldToWhoeverAsksLate() throws Exception {
    var units = bench.eis(1);
    var job = bench.engine.campaign(bench.order(), CampaignOrder.of(list(units)));
    job.await();
    var told = new AtomicInteger();
    job.observe(
        new JobObserver() {
          @Override
          public void itemEnded(ItemRecord item, Progress progress) {
            throw new AssertionError("nothing ends any more");
          }

          @Override
          public void jobEnded(JobRecord record, Progress progress) {
            told.incrementAndGet();
          }
        });
    assertThat(told).hasValue(1);
  }
}
