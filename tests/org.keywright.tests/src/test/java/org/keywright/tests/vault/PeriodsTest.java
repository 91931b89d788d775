// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.tests.vault.Bureau.act;
import static org.keywright.tests.vault.Bureau.all;
import static org.keywright.tests.vault.Bureau.period;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.engine.JobException;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.engine.spi.JobOrder;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.JobState;
import org.keywright.vault.NewOfficer;
import org.keywright.vault.Periods.NewPeriod;
import org.keywright.vault.Role;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.VaultException;

/** The authorised period: what opens in it, and how it ends. */
class PeriodsTest {
  @TempDir Path folder;
  private Bureau bureau;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void found() throws Exception {
    bureau = new Bureau(place());
    bureau.keySet("north", "4B57000000000001");
  }

  @AfterEach
  void close() {
    bureau.close();
  }

  @Test
  void anOperatorOpensRootsInItAndTheyAreWipedWithIt() throws Exception {
    bureau.open(period("north", "download:*"), "carol", "anna");
    bureau.as("olga");
    var told = new ArrayList<String>();
    try (Grant grant = bureau.vault().grant(act("download:load", "north/1"));
        Key opened = grant.transportKey("north")) {
      assertThat(opened.sameKeyAs(TestCrypto.aes(Bureau.T_HEX))).isTrue();
      grant.onWithdrawal(told::add);
      bureau.vault().periods().close();
      assertThat(opened.material().wiped()).isTrue();
      assertThat(told).containsExactly("the authorised period has ended, it was closed by olga");
      grant.onWithdrawal(told::add);
      assertThat(told).hasSize(2);
      assertThatThrownBy(() -> grant.transportKey("north"))
          .hasMessage(
              "the leave to download:load was withdrawn: the authorised period has ended, it was"
                  + " closed by olga");
    }
    assertThat(bureau.vault().log().verify()).isPositive();
  }

  @Test
  void itEndsByItsAlarmAndByTheClockAlone() throws Exception {
    for (boolean silently : List.of(false, true)) {
      bureau.open(period("north", "download:*"), "bob", "anna");
      try (Grant grant = bureau.vault().grant(act("download:load", "north/1"));
          Key opened = grant.transportKey("north")) {
        var almost = Duration.ofHours(1).minusNanos(1);
        turn(silently, almost);
        grant.transportKey("north").close();
        turn(silently, Duration.ofNanos(1));
        assertThatThrownBy(() -> grant.transportKey("north"))
            .isInstanceOf(VaultException.class)
            .hasMessageContaining("authorised period");
        assertThat(bureau.vault().periods().current()).isEmpty();
        assertThat(opened.material().wiped()).isEqualTo(!silently);
      }
    }
    bureau.open(period("north", "download:*"), "bob", "anna");
  }

  private void turn(boolean silently, Duration by) {
    if (silently) {
      bureau.test.clock.turnSilently(by);
    } else {
      bureau.test.clock.turn(by);
    }
  }

  @Test
  void itEndsWithTheVaultAndWhenSecurityOfficersChange() throws Exception {
    bureau.open(period("north", "download:*"), "bob", "anna");
    Grant grant = bureau.vault().grant(act("download:load", "north/1"));
    Key opened = grant.transportKey("north");
    bureau
        .vault()
        .officers()
        .add(
            new NewOfficer("dora", Role.SECURITY_OFFICER, Bureau.secret("dora")),
            all("anna", "bob"));
    assertThat(opened.material().wiped()).isTrue();
    grant.close();
    bureau.open(period("north", "download:*"), "dora", "anna");
    Grant other = bureau.vault().grant(act("download:load", "north/1"));
    Key again = other.transportKey("north");
    bureau.test.vaults.close();
    assertThat(again.material().wiped()).isTrue();
    assertThat(bureau.reopen("anna").periods().current()).isEmpty();
    assertThat(bureau.vault().log().verify()).isPositive();
  }

  @Test
  void itIsForItsActsAndKeySetsAlone() throws Exception {
    bureau.open(period("north", "download:load"), "bob", "anna");
    try (Grant grant = bureau.vault().grant(act("download:campaign", "north/1"))) {
      assertThatThrownBy(() -> grant.transportKey("north"))
          .hasMessage("the authorised period is not for download:campaign, but for download:load");
    }
    bureau.vault().periods().close();
    bureau.open(period("south", "download:load"), "bob", "anna");
    try (Grant grant = bureau.vault().grant(act("download:load", "north/1"))) {
      assertThatThrownBy(() -> grant.transportKey("north"))
          .hasMessageContaining("not for the transport key of north");
    }
    assertThatThrownBy(() -> bureau.open(period("north", "download:load"), "bob", "anna"))
        .hasMessageContaining("a period is open until");
  }

  @Test
  void rootKeysAreUnderItAsTransportKeysAre() throws Exception {
    Act act = act("perso:manufacturer make", "acme");
    bureau.approved(act);
    bureau.as("anna");
    try (Grant grant = bureau.vault().grant(act)) {
      assertThatThrownBy(() -> makeRoot(grant, RootPurpose.MANUFACTURER))
          .hasMessageContaining("period:open --root acme --act 'perso:manufacturer make'");
      makeRoot(grant, RootPurpose.IDENTIFICATION_UNIT);
    }
    bureau.open(
        new NewPeriod(Set.of(), Set.of("acme"), Set.of("perso:*"), Duration.ofMinutes(5)),
        "anna",
        "carol");
    try (Grant grant = bureau.vault().grant(act)) {
      makeRoot(grant, RootPurpose.MANUFACTURER);
      grant.root(RootPurpose.MANUFACTURER, "acme", 1).close();
      grant.succeeded("");
    }
    bureau.vault().periods().close();
    bureau
        .vault()
        .officers()
        .replace(
            "carol",
            new NewOfficer("dora", Role.SECURITY_OFFICER, Bureau.secret("dora")),
            all("anna", "bob"));
    try (Grant grant = bureau.vault().grant(act("perso:certify", "acme"))) {
      assertThatThrownBy(() -> grant.root(RootPurpose.MANUFACTURER, "acme", 1))
          .hasMessageContaining("the manufacturer's key acme/1 takes an authorised period");
      grant.root(RootPurpose.IDENTIFICATION_UNIT, "acme", 1).close();
    }
    bureau.open(
        new NewPeriod(Set.of(), Set.of("*"), Set.of("*"), Duration.ofMinutes(5)), "anna", "dora");
    try (Grant grant = bureau.vault().grant(act("perso:certify", "acme"));
        Key root = grant.root(RootPurpose.MANUFACTURER, "acme", 1)) {
      assertThat(root.sameKeyAs(TestCrypto.aes(Bureau.T_HEX))).isTrue();
    }
  }

  private void makeRoot(Grant grant, RootPurpose purpose) throws VaultException {
    bureau
        .vault()
        .roots()
        .create(grant, purpose, "acme", 1, TestCrypto.aes(Bureau.T_HEX), Bytes.of());
  }

  @Test
  void aCampaignSettlesAndSaysWhyItStoppedWhenTheTimeIsOver() throws Exception {
    bureau.open(period("north", "download:*"), "bob", "anna");
    bureau.as("olga");
    var order =
        new JobOrder(
            act("download:campaign", "north/1"),
            "test",
            "a job",
            Map.of(),
            1,
            OptionalLong.empty());
    var work = new LongWork(grant -> grant.transportKey("north"));
    var job = new VirtualJobRunner().start(bureau.vault(), order, work);
    work.second.await();
    bureau.test.clock.turn(Duration.ofHours(1));
    assertThatThrownBy(job::await)
        .isInstanceOf(JobException.class)
        .hasMessageContaining("the authorised period has ended, its time is over");
    assertThat(job.progress().done()).isEqualTo(1);
    assertThat(bureau.vault().jobs().require(job.id()).state()).isEqualTo(JobState.INCOMPLETE);
    // The end of the period is on record before that of the job or after it.
    assertThat(bureau.vault().log().page(0, 2))
        .extracting(entry -> entry.act().verb() + " " + entry.result())
        .anySatisfy(
            entry ->
                assertThat(entry)
                    .startsWith("download:campaign failed: job " + job.id() + ": 1 done")
                    .contains("the authorised period has ended"));
    assertThat(work.wiped()).isTrue();
  }

  @Test
  void aCampaignBeginsNothingMoreThoughTheMachineSleptOverTheEnd() throws Exception {
    bureau.open(period("north", "download:*"), "bob", "anna");
    bureau.as("olga");
    var order =
        new JobOrder(
            act("download:campaign", "north/1"),
            "test",
            "a job",
            Map.of(),
            1,
            OptionalLong.empty());
    var work = new LongWork(grant -> grant.transportKey("north"));
    var job = new VirtualJobRunner().start(bureau.vault(), order, work);
    work.second.await();
    bureau.test.clock.turnSilently(Duration.ofHours(1));
    work.release.countDown();
    assertThatThrownBy(job::await)
        .hasMessageContaining("the authorised period has ended, its time is over");
    assertThat(job.progress().done()).isEqualTo(2);
    assertThat(bureau.vault().jobs().require(job.id()).state()).isEqualTo(JobState.INCOMPLETE);
    assertThat(work.wiped()).isTrue();
    assertThat(bureau.vault().log().page(0, 4).reversed())
        .extracting(entry -> entry.act().verb() + " " + entry.result())
        .element(2)
        .isEqualTo("period:close done: its time is over");
  }

  @Test
  void theClockIsLookedAtEachMinuteSoThatASleepIsNoticedSoon() throws Exception {
    bureau.open(period("north", "download:*"), "bob", "anna");
    try (Grant grant = bureau.vault().grant(act("download:load", "north/1"));
        Key opened = grant.transportKey("north")) {
      bureau.test.clock.turnSilently(Duration.ofHours(1).minusMinutes(1));
      bureau.test.clock.turn(Duration.ofMinutes(1));
      assertThat(opened.material().wiped()).isTrue();
      assertThatThrownBy(grant::requireInForce)
          .hasMessage(
              "the leave to download:load was withdrawn: the authorised period has ended, its time"
                  + " is over");
    }
  }
}
