// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.tests.download.Workbench.sim;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeySpec;
import org.keywright.engine.JobException;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;
import org.keywright.vault.VaultException;

/** One load: what it does, what its record says, and how it is settled when it breaks off. */
class LoadTest {
  private Workbench bench;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    bench = new Workbench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aLoadIsProvedByTheModulesReceipt() throws Exception {
    bench.ei("EI-1");
    var job = bench.engine.load(bench.order(), List.of(sim("EI-1")));
    var record = job.await();
    var item = bench.only(record);
    assertThat(record.state()).isEqualTo(JobState.DONE);
    assertThat(item.state()).isEqualTo(ItemState.DONE);
    assertThat(item.subject()).isEqualTo("EI-1");
    var key = bench.vault.keySets().requireKey("fuel", 3);
    assertThat(item.facts())
        .containsEntry("key", "key 3")
        .containsEntry("kvn", "1")
        .containsEntry("kcv", key.kcv().value().hex())
        .containsEntry("kcvMethod", "CMAC")
        .containsEntry("tries", "1");
    assertThat(item.facts().get("receipt")).hasSize(32);
    assertThat(bench.uses("EI-1")).isTrue();
    assertThat(job.progress().done()).isEqualTo(1);
    assertThat(job.progress().allDone()).isTrue();
  }

  @Test
  void aDiversifiedKeyMayLeaveThoughTheKeyItselfMayNot() throws Exception {
    bench.ei("EI-1");
    bench.addKey("fuel", 4, Exportability.NON_EXPORTABLE, true, false);
    var item = bench.load(LoadOrder.of("t", "fuel", 4, 1, LoadMode.NEW), "EI-1");
    assertThat(item.state()).isEqualTo(ItemState.DONE);
    assertThat(item.facts().get("kcv"))
        .isNotEqualTo(bench.vault.keySets().requireKey("fuel", 4).kcv().value().hex());
    assertThat(bench.engine.use("t", "fuel", 4, 1, sim("EI-1")).holds()).isTrue();
    assertThat(bench.engine.use("t", "fuel", 3, 1, sim("EI-1")).holds()).isFalse();
  }

  @Test
  void aKeyThatIsNotExportableDoesNotLeave() throws Exception {
    bench.ei("EI-1");
    bench.addKey("fuel", 4, Exportability.NON_EXPORTABLE, false, false);
    assertThatThrownBy(() -> bench.load(LoadOrder.of("t", "fuel", 4, 1, LoadMode.NEW), "EI-1"))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("EXPORT KEY fuel/4 refused: 6982 security status not satisfied");
    assertThat(bench.vault.jobs().page(0, 10)).isEmpty();
  }

  @Test
  void aRefusalIsNamedWithTheStandardsWords() throws Exception {
    bench.ei("EI-1");
    bench.load(bench.order(), "EI-1");
    var item = bench.load(bench.order(), "EI-1");
    assertThat(item.state()).isEqualTo(ItemState.REFUSED);
    assertThat(item.reason())
        .isEqualTo(
            "IMPORT KEY for fuel/3 on sim:EI-1 refused: "
                + "6985 conditions of use not satisfied: wrong life-cycle state");
  }

  @Test
  void anUnknownPlaceIsRefusedAtPrepare() throws Exception {
    bench.ei("EI-1");
    var item = bench.load(LoadOrder.of("t", "fuel", 3, 99, LoadMode.NEW), "EI-1");
    assertThat(item.state()).isEqualTo(ItemState.REFUSED);
    assertThat(item.reason()).startsWith("PREPARE for fuel/3 on sim:EI-1 refused: 6A88");
  }

  @Test
  void aModuleOfAnotherSetIsRefusedBeforeAnythingLeaves() throws Exception {
    try (var other = bench.fleet.transportKey()) {
      bench.fleet.ei("EI-1", SetId.parse("OTHER"), other, 2);
    }
    var item = bench.load(bench.order(), "EI-1");
    assertThat(item.state()).isEqualTo(ItemState.REFUSED);
    assertThat(item.reason()).contains("belongs to set OTHER, the key set is FUEL");
  }

  @Test
  void aModuleWithAnotherTransportKeyRefusesTheMessage() throws Exception {
    try (var other = bench.fleet.transportKey()) {
      bench.fleet.ei("EI-1", Workbench.SET, other, 2);
    }
    var item = bench.load(bench.order(), "EI-1");
    assertThat(item.state()).isEqualTo(ItemState.REFUSED);
    assertThat(item.reason())
        .isEqualTo("IMPORT KEY for fuel/3 on sim:EI-1 refused: 6988 integrity check failed");
  }

  @Test
  void whatTheModuleHoldsAlreadyIsProvedByItsStoredReceipt() throws Exception {
    bench.ei("EI-1");
    var first = bench.load(bench.order(), "EI-1");
    var second = bench.load(bench.order(LoadMode.REPLACE), "EI-1");
    assertThat(second.state()).isEqualTo(ItemState.DONE);
    assertThat(second.facts().get("receipt")).isEqualTo(first.facts().get("receipt"));
    assertThat(second.facts()).containsEntry("settled", "held since job " + first.job());
  }

  @Test
  void aReplacedKeyHasItsNextVersionAndAnOlderOneDoesNotComeBack() throws Exception {
    bench.ei("EI-1");
    bench.load(bench.order(), "EI-1");
    bench.addKey("fuel", 3, Exportability.EXPORTABLE, false, true);
    var item = bench.load(bench.order(LoadMode.REPLACE), "EI-1");
    assertThat(item.facts()).containsEntry("kvn", "2");
    assertThat(bench.uses("EI-1")).isTrue();
  }

  @Test
  void aTransportKeyIsReplacedThroughItsOwnPlace() throws Exception {
    bench.ei("EI-1");
    bench.addKey("fuel", 9, "K0", KeySpec.AES_256, Exportability.EXPORTABLE, false, false);
    bench.addKey("fuel", 9, "K0", KeySpec.AES_256, Exportability.EXPORTABLE, false, true);
    var order = LoadOrder.of("t", "fuel", 9, PlaceKind.TRANSPORT_KEY, LoadMode.REPLACE);
    assertThat(bench.load(order, "EI-1").state()).isEqualTo(ItemState.DONE);
    var next = bench.load(bench.order(), "EI-1");
    assertThat(next.state()).isEqualTo(ItemState.REFUSED);
    assertThat(next.reason()).contains("transport key has version 2, the key set's has 1");
  }

  @Test
  void aModuleThatIsNotThereIsUnreached() throws Exception {
    var job = bench.engine.load(bench.order(), List.of(sim("EI-1")));
    var record = job.await();
    assertThat(record.state()).isEqualTo(JobState.INCOMPLETE);
    assertThat(bench.only(record).state()).isEqualTo(ItemState.UNREACHED);
    bench.ei("EI-1");
    assertThat(bench.resume(record.id()).state()).isEqualTo(ItemState.DONE);
    assertThat(bench.vault.jobs().require(record.id()).state()).isEqualTo(JobState.DONE);
    assertThat(bench.items(record.id())).hasSize(1);
    assertThat(bench.vault.devices().find("EI-1")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cut-before@10",
        "stall@a4",
        "lose-answer@10",
        "stall@10",
        "garbage@a4",
        "flood@10",
        "cut-before@12",
        "cut-before-commit@12",
        "cut-inside@12",
        "cut-after@12",
        "lose-answer@12",
        "delay-answer@12",
        "stall@12",
        "corrupt-answer@12",
        "replay-answer@12",
        "garbage@12",
        "flood@12"
      })
  void oneFaultAnywhereIsSettledWithinTheRunAndNothingIsLoadedTwice(String fault) throws Exception {
    var unit = bench.ei("EI-1");
    unit.arm(Fault.parse(fault));
    long before = unit.commits();
    var item = bench.load(bench.order(), "EI-1");
    assertThat(item.reason()).isEmpty();
    assertThat(item.state()).isEqualTo(ItemState.DONE);
    assertThat(unit.commits() - before).isEqualTo(1);
    assertThat(bench.uses("EI-1")).isTrue();
  }

  @Test
  void aFailedWriteIsARefusalThatLeavesThePlaceAsItWas() throws Exception {
    var unit = bench.ei("EI-1");
    unit.arm(Fault.parse("write-fails@12"));
    var item = bench.load(bench.order(), "EI-1");
    assertThat(item.state()).isEqualTo(ItemState.REFUSED);
    assertThat(item.reason()).contains("6581 memory failure, the old state was kept");
    assertThat(bench.load(bench.order(), "EI-1").state()).isEqualTo(ItemState.DONE);
  }

  @Test
  void aLoadWhoseAnswersAreLostForGoodIsUnknownUntilTheNextRunSettlesIt() throws Exception {
    var unit = bench.ei("EI-1");
    unit.arm(Fault.parse("cut-after@12"));
    for (int i = 1; i <= 6; i++) {
      unit.arm(Fault.parse("lose-answer@14"));
    }
    var item = bench.load(bench.order(), "EI-1");
    assertThat(item.state()).isEqualTo(ItemState.UNKNOWN);
    assertThat(item.pending()).isPresent();
    unit.disarm();
    long commits = unit.commits();
    var settled = bench.resume(item.job());
    assertThat(settled.state()).isEqualTo(ItemState.DONE);
    assertThat(settled.facts()).containsEntry("settled", "settled by GET LOAD STATUS");
    assertThat(unit.commits()).isEqualTo(commits);
    assertThat(bench.uses("EI-1")).isTrue();
  }

  @Test
  void anUnknownItemStaysUnknownWhileTheModuleIsAway() throws Exception {
    var unit = bench.ei("EI-1");
    unit.arm(Fault.parse("cut-after@12"));
    for (int i = 1; i <= 6; i++) {
      unit.arm(Fault.parse("lose-answer@14"));
    }
    var item = bench.load(bench.order(), "EI-1");
    assertThat(item.state()).isEqualTo(ItemState.UNKNOWN);
    bench.fleet.simulator.remove("EI-1");
    var later = bench.resume(item.job());
    assertThat(later.state()).isEqualTo(ItemState.UNKNOWN);
    assertThat(later.pending()).isEqualTo(item.pending());
  }

  @Test
  void aNewJobSettlesWhatAnOlderOneLeftOpen() throws Exception {
    var unit = bench.ei("EI-1");
    unit.arm(Fault.parse("cut-after@12"));
    for (int i = 1; i <= 6; i++) {
      unit.arm(Fault.parse("lose-answer@14"));
    }
    var open = bench.load(bench.order(), "EI-1");
    assertThat(open.state()).isEqualTo(ItemState.UNKNOWN);
    unit.disarm();
    var item = bench.load(bench.order(), "EI-1");
    assertThat(item.state()).isEqualTo(ItemState.DONE);
    assertThat(bench.items(open.job()).getFirst().state()).isEqualTo(ItemState.DONE);
    assertThat(bench.items(open.job()).getFirst().facts())
        .containsEntry("settled", "found out by job " + item.job())
        .containsEntry("receipt", item.facts().get("receipt"));
  }

  @Test
  void statusSaysWhichLoadAReceiptProves() throws Exception {
    bench.ei("EI-1");
    var before = bench.engine.status(sim("EI-1"), 1);
    assertThat(before.receipt()).isEmpty();
    var item = bench.load(bench.order(), "EI-1");
    var after = bench.engine.status(sim("EI-1"), 1);
    assertThat(after.load().orElseThrow().job()).isEqualTo(item.job());
    assertThat(after.receipt().orElseThrow().mac().hex()).isEqualTo(item.facts().get("receipt"));
  }

  @Test
  void anErasedPlaceHoldsNoKeyAndKeepsItsFloor() throws Exception {
    bench.ei("EI-1");
    bench.load(bench.order(), "EI-1");
    assertThat(bench.engine.erase("t", "fuel", 1, sim("EI-1"))).hasToString("EI-1");
    assertThat(bench.engine.status(sim("EI-1"), 1).receipt()).isEmpty();
    assertThat(bench.load(bench.order(), "EI-1").reason())
        .contains("9E03 key version would go back");
  }

  @Test
  void anOrderThatMakesNoSenseStartsNothing() {
    assertThatThrownBy(() -> bench.engine.load(bench.order(), List.of()))
        .isInstanceOf(JobException.class);
    assertThatThrownBy(() -> bench.engine.load(bench.order(), List.of(sim("EI-1"), sim("EI-1"))))
        .hasMessageContaining("sim:EI-1 is named twice");
    assertThatThrownBy(
            () ->
                bench.engine.load(
                    LoadOrder.of("t", "water", 3, 1, LoadMode.NEW), List.of(sim("EI-1"))))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("fuel");
    assertThatThrownBy(
            () ->
                bench.engine.load(
                    LoadOrder.of("t", "fuel", 7, 1, LoadMode.NEW), List.of(sim("EI-1"))))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void aBlankModuleIsInstalledAndTakesKeysThen() throws Exception {
    bench.fleet.make(Role.EI, Optional.empty(), Optional.empty(), "EI-1");
    bench.engine.installUnit(
        "t", sim("EI-1"), SerialNumber.parse("SN-77"), "fuel", List.of(PlaceKind.any(1)));
    var item = bench.load(bench.order(), "EI-1");
    assertThat(item.state()).isEqualTo(ItemState.DONE);
    assertThat(item.subject()).isEqualTo("SN-77");
    assertThat(bench.engine.use("t", "fuel", 3, 1, sim("EI-1")).holds()).isTrue();
    assertThat(bench.vault.log().page(0, 10))
        .extracting(entry -> entry.act().verb() + " " + entry.result())
        .contains("download:install done: it is SN-77", "download:use done: SN-77 holds the key");
    assertThatThrownBy(
            () ->
                bench.engine.installUnit(
                    "t",
                    sim("EI-1"),
                    SerialNumber.parse("SN-77"),
                    "fuel",
                    List.of(PlaceKind.any(1))))
        .hasMessageContaining("6985");
  }
}
