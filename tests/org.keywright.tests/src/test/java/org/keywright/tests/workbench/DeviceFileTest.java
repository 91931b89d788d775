// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.vault.TestVault;
import org.keywright.vault.Act;
import org.keywright.vault.ActLog;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.Vault;
import org.keywright.workbench.model.DeviceFile;
import org.keywright.workbench.model.DeviceFile.LoadedPlace;
import org.keywright.workbench.model.Problem;
import org.keywright.workbench.model.Problems;
import org.keywright.workbench.model.Subject;

/** What a device's page shows of the vault's books, and what is a problem of a device. */
class DeviceFileTest {
  private static final String SERIAL = "SN-7";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  private final TestCrypto crypto = new TestCrypto();
  private TestVault test;
  private Vault vault;

  @BeforeEach
  void begin() throws Exception {
    Locale.setDefault(Locale.ENGLISH);
    test = new TestVault(folder);
    vault = test.create();
  }

  @AfterEach
  void end() throws Exception {
    test.close();
  }

  private long job() throws Exception {
    try (var grant = vault.grant(new Act("tester", "download:load", "a fleet", ""))) {
      long job = vault.jobs().begin(grant, "download", "a load", Map.of()).id();
      grant.succeeded("");
      return job;
    }
  }

  private void item(long job, String subject, String place, ItemState state, int minute, String kvn)
      throws Exception {
    vault
        .jobs()
        .save(
            new ItemRecord(
                job,
                Integer.parseInt(place),
                subject,
                place,
                "sim:ei-7",
                state,
                "",
                Map.of(
                    "serial",
                    SERIAL,
                    "key",
                    "data key",
                    "keySet",
                    "north",
                    "kvn",
                    kvn,
                    "kcv",
                    "0102030405",
                    "kcvMethod",
                    "CMAC"),
                Optional.empty(),
                NOON.plusSeconds(60L * minute)));
  }

  private DeviceFile file() throws Exception {
    return DeviceFile.of(vault, crypto.suites, SERIAL);
  }

  @Test
  void aDeviceThatNobodyKnowsHasAnEmptyFileAndIsBlank() throws Exception {
    DeviceFile file = file();
    assertThat(file.places()).isEmpty();
    assertThat(file.endpoint()).isEmpty();
    assertThat(file.chain()).isEmpty();
    assertThat(file.life().now().name()).isEqualTo("Blank");
    assertThat(file.inDoubt()).isFalse();
  }

  @Test
  void eachPlaceShowsItsNewestLoadUnderWhateverNameTheModuleHadThen() throws Exception {
    long first = job();
    item(first, SERIAL, "1", ItemState.DONE, 1, "1");
    item(first, SERIAL, "10", ItemState.DONE, 2, "1");
    long second = job();
    item(second, "sim:ei-7", "1", ItemState.DONE, 5, "2");
    item(second, "sim:ei-7", "2", ItemState.REFUSED, 5, "2");

    DeviceFile file = file();
    assertThat(file.places())
        .extracting(LoadedPlace::place, LoadedPlace::version, LoadedPlace::kcv, LoadedPlace::job)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1", "2", "0102030405 (CMAC)", second),
            org.assertj.core.groups.Tuple.tuple("10", "1", "0102030405 (CMAC)", first));
    assertThat(file.life().now().name()).isEqualTo("Keys loaded");
    assertThat(file.life().now().since()).contains(NOON.plusSeconds(120));
    assertThat(file.endpoint()).contains("sim:ei-7");
    assertThat(file.history()).hasSize(3).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
  }

  @Test
  void itsHistoryHasNothingOfDevicesWhoseNamesBeginAlike() throws Exception {
    for (String subject : List.of("SN-71", "SN-7", "SN-70 SN-7", "BSN-7")) {
      try (var grant = vault.grant(new Act("tester", "pair:release", subject, ""))) {
        grant.succeeded("");
      }
    }
    assertThat(file().history())
        .extracting(DeviceFile.Happening::what)
        .containsOnly("pair:release SN-7", "pair:release SN-70 SN-7")
        .hasSize(4);
    var third = vault.log().on(SERIAL, ActLog.NEWEST_FIRST, Optional.empty(), 3).getLast();
    assertThat(vault.log().on(SERIAL, ActLog.NEWEST_FIRST, Optional.empty(), 1))
        .extracting(entry -> entry.act().subject())
        .containsExactly("SN-70 SN-7");
    assertThat(vault.log().on(SERIAL, ActLog.NEWEST_FIRST, Optional.of(third), 1))
        .extracting(entry -> entry.act().subject())
        .containsExactly("SN-7");
  }

  @Test
  void aLoadThatIsNotSettledIsADoubtUntilItsJobIsAtWorkAgain() throws Exception {
    long job = job();
    item(job, SERIAL, "1", ItemState.SENT, 1, "1");
    vault.jobs().mark(job, org.keywright.vault.JobState.INCOMPLETE);
    assertThat(file().inDoubt()).isTrue();

    List<Problem> problems = Problems.of(vault, atWork -> false, NOON);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().kind()).isEqualTo(Problem.Kind.DEVICE_IN_DOUBT);
    assertThat(problems.getFirst().about()).contains(new Subject(Subject.Kind.DEVICE, SERIAL));
    assertThat(problems.getFirst().remedy().orElseThrow().statement().text())
        .isEqualTo("job:resume " + job);
    assertThat(Problems.of(vault, atWork -> true, NOON)).isEmpty();
    item(job, SERIAL, "1", ItemState.DONE, 2, "1");
    assertThat(Problems.of(vault, atWork -> false, NOON)).isEmpty();
    assertThat(file().inDoubt()).isFalse();
  }
}
