// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.engine.RunningJob;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.LinesLeftOut;
import org.keywright.engine.personalization.UnitCampaign;
import org.keywright.transport.sim.Fault;
import org.keywright.vault.CertificateRegister;
import org.keywright.vault.CertificateState;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobState;

/** Whole device lists are personalized, gone on with, and settled after whatever broke off. */
class PersonalizationCampaignTest {
  private static final int MODULES = 12;

  @TempDir Path folder;
  private Network network;

  @BeforeEach
  void make() throws Exception {
    network = new Network(folder);
    network.bringUp();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private UnitCampaign campaign(int count, Set<Integer> withoutOrder) throws Exception {
    var lines = new ArrayList<>(List.of("serial,endpoint"));
    for (int i = 1; i <= count; i++) {
      String name = "PAD-" + i;
      network.module(name);
      if (!withoutOrder.contains(i)) {
        network.order(name);
      }
      lines.add(name + ",sim:" + name);
    }
    Path list = Files.write(folder.resolve("devices.csv"), lines);
    return new UnitCampaign(Network.UNIT, CampaignOrder.of(list).withParallel(4), true);
  }

  private JobRecord run(UnitCampaign campaign) throws Exception {
    return network.campaigns.start(Network.ACTOR, campaign).await();
  }

  private RunningJob resumed(long job, OptionalInt parallel) throws Exception {
    return network.campaigns.resume(
        Network.ACTOR, job, parallel, Optional.empty(), Optional.empty());
  }

  private List<ItemRecord> items(JobRecord job) throws Exception {
    return network.vault.jobs().items(job.id(), Set.of(), 0, 1_000);
  }

  private long active() throws Exception {
    return network
        .vault
        .certificates()
        .page(
            new CertificateRegister.Query(
                Optional.empty(),
                Optional.of(KeyPurpose.MODULE),
                Optional.of(CertificateState.ACTIVE),
                ""),
            0,
            1_000)
        .size();
  }

  @Test
  void allThatHaveAnOrderComeIntoOperationAndTheOthersAreNamed() throws Exception {
    JobRecord job = run(campaign(MODULES, Set.of(5)));

    assertThat(job.state()).isEqualTo(JobState.INCOMPLETE);
    assertThat(network.vault.jobs().counts(job.id()))
        .containsEntry(ItemState.DONE, MODULES - 1L)
        .containsEntry(ItemState.REFUSED, 1L);
    assertThat(items(job))
        .filteredOn(item -> item.state() == ItemState.REFUSED)
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.subject()).isEqualTo("PAD-5");
              assertThat(item.reason()).isEqualTo("6982 there is no order for it");
            });
    assertThat(active()).isEqualTo(MODULES - 1L);
    assertThat(network.vault.devices().find("PAD-1")).isPresent();
    assertThat(network.units.compare(Network.UNIT)).isEmpty();
  }

  /** The answer to ACK is lost, the power is cut around the module's commit, and so on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lose-answer@3e",
        "cut-before@3e",
        "cut-before@3c",
        "cut-before-commit@3c",
        "cut-inside@3c",
        "cut-after@3c",
        "lose-answer@3c",
        "write-fails@3c",
        "cut-before@3a",
        "corrupt-answer@3e",
        "corrupt-answer@34"
      })
  void whateverBreaksOffIsSettledByTheNextContact(String fault) throws Exception {
    UnitCampaign campaign = campaign(2, Set.of());
    network.simulator.find("PAD-1").orElseThrow().arm(Fault.parse(fault));

    JobRecord first = run(campaign);
    if (first.state() != JobState.DONE && network.campaigns.resumable(campaign).isPresent()) {
      resumed(first.id(), OptionalInt.empty()).await();
    }
    var states = items(first).stream().map(ItemRecord::state).toList();
    if (states.contains(ItemState.REFUSED)) {
      // a refusal is final for the job; the order is still there for the next one
      run(campaign);
    }

    assertThat(active()).isEqualTo(2);
    assertThat(network.units.compare(Network.UNIT)).isEmpty();
  }

  @Test
  void aCampaignIsGoneOnWithAfterARestartAndLeavesAloneWhatIsDone() throws Exception {
    UnitCampaign campaign = campaign(MODULES, Set.of());
    var job = network.campaigns.start(Network.ACTOR, campaign);
    job.cancel();
    job.await();
    network.restart();

    var earlier = network.campaigns.resumable(campaign);
    if (earlier.isPresent()) {
      resumed(earlier.get().id(), OptionalInt.of(2)).await();
    }

    assertThat(active()).isEqualTo(MODULES);
    assertThat(network.campaigns.resumable(campaign)).isEmpty();
    assertThat(network.vault.certificates().page(CertificateRegister.Query.ALL, 0, 1_000))
        .filteredOn(each -> each.purpose() == KeyPurpose.MODULE)
        .hasSize(MODULES);
  }

  @Test
  void reportSaysOfEachModuleWhatBecameOfItAlsoAfterAResume() throws Exception {
    Path csv = folder.resolve("report.csv");
    Path jsonLines = folder.resolve("report.jsonl");
    network.module("PAD-1");
    network.order("PAD-1");
    network.order("PAD-2");
    Path list = folder.resolve("devices.csv");
    Files.writeString(list, "serial,endpoint\nPAD-1,sim:PAD-1\nPAD-2,sim:PAD-2\n");
    var order = CampaignOrder.of(list).withReports(Optional.of(csv), Optional.of(jsonLines));
    var campaign = new UnitCampaign(Network.UNIT, order, true);
    JobRecord job = run(campaign);

    assertThat(Files.readAllLines(csv))
        .hasSize(3)
        .first()
        .isEqualTo(
            "serial,unit,central,order,certificate,validTo,outcome,reason,endpoint,time,vault");
    assertThat(Files.readString(csv)).containsPattern("PAD-2,,,,,,unreached,[^,]+,sim:PAD-2,");

    network.module("PAD-2");
    Files.delete(csv);
    resumed(job.id(), OptionalInt.empty()).await();
    String certificate =
        network.vault.certificates().of("PAD-1").stream()
            .filter(each -> each.purpose() == KeyPurpose.MODULE)
            .map(each -> each.serial().hex())
            .findFirst()
            .orElseThrow();
    assertThat(Files.readString(csv))
        .contains("PAD-1,bureau,toll,1," + certificate + ",")
        .containsPattern("PAD-2,bureau,toll,2,[0-9A-F]+,[0-9T:.-]+Z,done,,sim:PAD-2,");
    assertThat(Files.readAllLines(jsonLines))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("{\"serial\":\"PAD-1\",\"unit\":\"bureau\",\"central\":\"toll\",\"order\":1,");
  }

  @Test
  void anotherListIsNotGoneOnWith() throws Exception {
    UnitCampaign campaign = campaign(2, Set.of(2));
    JobRecord job = run(campaign);
    Files.writeString(folder.resolve("devices.csv"), "serial,endpoint\nPAD-1,sim:PAD-1\n");

    assertThat(network.campaigns.resumable(campaign)).isEmpty();
    assertThatThrownBy(() -> resumed(job.id(), OptionalInt.empty()))
        .hasMessageContaining("is another one than that of job");
  }

  @Test
  void linesWithFaultsAreLeftOutOnRequestAndAListOfNothingIsRefused() throws Exception {
    network.module("PAD-1");
    network.order("PAD-1");
    Path list = folder.resolve("devices.csv");
    Files.writeString(list, "serial,endpoint\nPAD-1,sim:PAD-1\nPAD-2,nowhere\n");
    var order =
        new CampaignOrder(
            list, 2, true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    JobRecord job = run(new UnitCampaign(Network.UNIT, order, true));

    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(LinesLeftOut.of(job).count()).isEqualTo(1);
    assertThat(LinesLeftOut.of(job).first().getFirst()).startsWith("line 3, column endpoint: ");
    Files.writeString(list, "serial,endpoint\n");
    assertThatThrownBy(() -> run(new UnitCampaign(Network.UNIT, order, true)))
        .hasMessageEndingWith("the list has no lines below its header; nothing was started");
  }
}
