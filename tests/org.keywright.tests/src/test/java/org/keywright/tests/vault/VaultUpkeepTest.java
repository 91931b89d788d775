// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Key;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;

/** Backups while the vault is in use, what is made of them, and the check. */
class VaultUpkeepTest {
  private static final String T_HEX = "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";
  private static final String TA_HEX = "D3A1F07B5C9E2846E1B3C5D7F9081A2C";

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    vault = test.create();
    TestVault.addKeySet(vault, "fuel", "4B57000000000001", TestCrypto.aes(T_HEX));
    TestVault.addKey(vault, "fuel", 3, TestCrypto.aes(TA_HEX), false);
    long job = TestVault.beginJob(vault);
    vault.jobs().save(TestVault.item(job, 1, ItemState.DONE));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private long backup(Path file) throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      long rows = vault.upkeep().backup(grant, file);
      grant.succeeded("");
      return rows;
    }
  }

  @Test
  void aBackupOpensWithTheSamePassphraseAndHasAllThatTheVaultHad() throws Exception {
    Path file = folder.resolve("backup.kwv");

    assertThat(backup(file)).isPositive();

    try (var restored = new TestVault(folder.resolve("restored.kwv"), 0)) {
      restored.vaults.restore(file, restored.address);
      Vault again = restored.openOlder();
      assertThat(again.info().id()).isEqualTo(vault.info().id());
      assertThat(again.jobs().page(0, 9)).isEqualTo(vault.jobs().page(0, 9));
      assertThat(again.devices().page("", 0, 9)).isEqualTo(vault.devices().page("", 0, 9));
      // It lacks the backup's end, and has that it was accepted.
      assertThat(again.log().verify()).isEqualTo(vault.log().verify() + 1);
      assertThat(again.upkeep().check()).isEmpty();
      try (Grant grant = again.grant(TestVault.ACT);
          Key key = grant.applicationKey("fuel", 3)) {
        assertThat(key.sameKeyAs(TestCrypto.aes(TA_HEX))).isTrue();
      }
    }
  }

  @Test
  void aBackupThatIsMadeWhileOthersWriteIsOfOneMoment() throws Exception {
    long job = TestVault.beginJob(vault);
    var begun = new CountDownLatch(1);
    var enough = new AtomicBoolean();
    var writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (int i = 1; !enough.get(); i++) {
                      vault.jobs().save(TestVault.item(job, i, ItemState.DONE));
                      begun.countDown();
                    }
                  } catch (VaultException e) {
                    throw new AssertionError(e);
                  }
                });
    begun.await();
    Path file = folder.resolve("backup.kwv");
    backup(file);
    enough.set(true);
    writer.join();

    try (var copy = new TestVault(file, 0)) {
      Vault again = copy.openOlder();
      long items = again.jobs().counts(job).get(ItemState.DONE);
      assertThat(again.jobs().items(job, java.util.Set.of(), 0, 1_000_000))
          .extracting(item -> item.sequence())
          .containsExactlyElementsOf(
              java.util.stream.LongStream.rangeClosed(1, items).boxed().toList());
      assertThat(again.upkeep().check()).isEmpty();
    }
  }

  @Test
  void nothingIsOverwrittenAndNothingIsLeftHalfDone() throws Exception {
    Path file = Files.writeString(folder.resolve("mine"), "mine");

    assertThatThrownBy(() -> backup(file)).hasMessageContaining("exists already");
    assertThat(file).hasContent("mine");
    assertThatThrownBy(() -> test.vaults.restore(file, test.address))
        .isInstanceOf(VaultException.class);
    Path lost = folder.resolve("no/such/folder.kwv");
    assertThatThrownBy(() -> backup(lost)).hasMessageContaining("there is no folder");
    try (var files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .doesNotContain("mine.new", "folder.kwv.new");
    }
  }

  @Test
  void aDamagedBackupIsNamedAndNothingIsMadeOfIt() throws Exception {
    Path file = folder.resolve("backup.kwv");
    backup(file);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 3 * 4096, bytes.length, (byte) 0xFF);
    Files.write(file, bytes);

    var made = VaultAddress.parse(folder.resolve("made.kwv").toString());
    assertThatThrownBy(() -> test.vaults.restore(file, made))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("backup.kwv is damaged");
    assertThat(folder.resolve("made.kwv")).doesNotExist();
    assertThat(folder.resolve("made.kwv.new")).doesNotExist();
  }

  @Test
  void theCheckFindsNothingInASoundVault() throws Exception {
    assertThat(vault.upkeep().check()).isEmpty();
  }

  @Test
  void theCheckNamesEachFaultThatItFinds() throws Exception {
    test.close();
    test.tamper("UPDATE act_log SET actor = 'eve' WHERE number = 3");
    test.tamper("UPDATE key_set SET state = 'ACTVE'");
    vault = test.open();

    assertThat(vault.upkeep().check())
        .containsExactlyInAnyOrder(
            "table act_log was changed outside Keywright: at least one of its rows",
            "table key_set was changed outside Keywright: at least one of its rows",
            "entry 3 of the log was changed",
            "the vault is damaged or was changed: table key_set, column state");
  }

  @Test
  void theCheckNamesWhatIsNotOurs() throws Exception {
    test.tamper(trigger());

    List<String> faults = vault.upkeep().check();

    assertThat(faults).hasSize(1);
    assertThat(faults.getFirst()).contains("deaf").endsWith("not made by Keywright");
  }

  /** A trigger that somebody put in, in the words of the database. */
  String trigger() {
    return "CREATE TRIGGER deaf AFTER INSERT ON job BEGIN SELECT 1; END";
  }
}
