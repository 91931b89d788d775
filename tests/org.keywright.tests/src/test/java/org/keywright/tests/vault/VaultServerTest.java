// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Key;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;

/** What only a vault on a server has: several who write, and a line that breaks. */
class VaultServerTest {
  private static final String T_HEX = "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";
  private static final String TA_HEX = "D3A1F07B5C9E2846E1B3C5D7F9081A2C";
  private static final int EACH = 40;

  @TempDir Path folder;

  private TestVault at(VaultAddress address) {
    return TestVault.onServer(address, folder);
  }

  @Test
  void twoWhoWriteAtOnceLoseNothingAndKeepOneChain() throws Exception {
    VaultAddress address = PostgresProcess.shared().address();
    try (var one = at(address);
        var other = at(address);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Vault first = one.create();
      Vault second = other.open();
      var all = new ArrayList<Future<Void>>();
      for (Vault vault : new Vault[] {first, second}) {
        Callable<Void> acts =
            () -> {
              for (int i = 0; i < EACH; i++) {
                vault.jobs().reserve("seq", 1);
                vault.grant(TestVault.ACT).close();
              }
              return null;
            };
        all.add(threads.submit(acts));
      }
      for (Future<Void> each : all) {
        each.get();
      }

      assertThat(first.log().verify()).isEqualTo(4L * EACH);
      assertThat(second.jobs().reserve("seq", 1)).isEqualTo(2L * EACH + 1);
    }
  }

  @Test
  void twoProcessesThatWriteAtOnceLoseNothingAndTellWhoComesSecond() throws Exception {
    VaultAddress address = PostgresProcess.shared().address();
    try (var here = at(address);
        Key key = TestCrypto.aes(T_HEX)) {
      Vault vault = here.create();
      try (var there = VaultProcess.acting(address, folder, EACH)) {
        assertThat(there.line()).isEqualTo("open");
        there.go();
        for (int i = 0; i < EACH; i++) {
          vault.jobs().reserve("seq", 1);
          vault.grant(TestVault.ACT).close();
        }
        assertThat(there.line()).isEqualTo("done");
      }

      assertThatThrownBy(() -> TestVault.addKeySet(vault, "fuel", "4B57000000000002", key))
          .hasMessage("there is a key set 'fuel' already");
      assertThat(vault.jobs().reserve("seq", 1)).isEqualTo(2L * EACH + 1);
      // Asked and ended: each act, and that of each key set.
      assertThat(vault.log().verify()).isEqualTo(2 * (2L * EACH + 2));
      assertThat(vault.upkeep().check()).isEmpty();
    }
  }

  @Test
  void whoComesSecondIsToldThatItIsDone() throws Exception {
    VaultAddress address = PostgresProcess.shared().address();
    try (var one = at(address);
        var other = at(address);
        Key key = TestCrypto.aes(T_HEX);
        Key application = TestCrypto.aes(TA_HEX)) {
      Vault first = one.create();
      Vault second = other.open();
      TestVault.addKeySet(first, "fuel", "4B57000000000001", key);

      assertThatThrownBy(() -> TestVault.addKeySet(second, "fuel", "4B57000000000002", key))
          .hasMessage("there is a key set 'fuel' already");
      TestVault.addKey(second, "fuel", 3, application, false);
      assertThatThrownBy(() -> TestVault.addKey(first, "fuel", 3, application, false))
          .hasMessageContaining("fuel/3 holds key 3 already, version 1");
    }
  }

  @Test
  void aVaultIsMadeOnceAndOpensWithItsPassphraseOnly() throws Exception {
    VaultAddress address = PostgresProcess.shared().address();
    try (var test = at(address);
        var other = at(address)) {
      assertThatThrownBy(test::open).hasMessageContaining("there is no vault in");
      test.create();
      assertThatThrownBy(other::create).hasMessageContaining("there is a vault in");
      assertThatThrownBy(() -> other.open("another passphrase"))
          .hasMessage("the passphrase is wrong: 1 wrong in a row");
    }
  }

  @Test
  void aBackupOfAServerIsAFileAndGoesBackToAServer() throws Exception {
    Path file = folder.resolve("backup.kwv");
    try (var test = at(PostgresProcess.shared().address());
        var back = at(PostgresProcess.shared().address());
        Key key = TestCrypto.aes(T_HEX)) {
      Vault vault = test.create();
      TestVault.addKeySet(vault, "fuel", "4B57000000000001", key);
      try (Grant grant = vault.grant(TestVault.ACT)) {
        vault.upkeep().backup(grant, file);
      }
      back.vaults.restore(file, back.address);
      try (var copy = new TestVault(file, 0)) {
        assertThat(copy.openOlder().upkeep().check()).isEmpty();
      }
      assertThatThrownBy(back::open).hasMessageContaining("is an older copy of this vault");
      Vault again = back.openOlder();

      assertThat(again.upkeep().check()).isEmpty();
      try (Grant grant = again.grant(TestVault.ACT);
          Key opened = grant.transportKey("fuel")) {
        assertThat(opened.sameKeyAs(key)).isTrue();
      }
    }
  }

  @Test
  void workGoesOnWhenTheServerWasKilledAndLosesNothing() throws Exception {
    try (var server = PostgresProcess.start();
        var test = at(server.address())) {
      Vault vault = test.create();
      long job = TestVault.beginJob(vault);
      vault.jobs().save(TestVault.item(job, 1, ItemState.DONE));

      server.cut();
      vault.jobs().save(TestVault.item(job, 2, ItemState.DONE));
      server.cut();
      assertThat(vault.jobs().counts(job)).containsEntry(ItemState.DONE, 2L);

      server.kill();
      assertThatThrownBy(() -> vault.jobs().save(TestVault.item(job, 3, ItemState.DONE)))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("cannot be reached, and this was not saved");
      assertThatThrownBy(() -> vault.jobs().counts(job)).hasMessageContaining("cannot be reached");

      server.run();
      vault.jobs().save(TestVault.item(job, 4, ItemState.DONE));
      assertThat(vault.jobs().counts(job)).containsEntry(ItemState.DONE, 3L);
      vault.log().verify();
    }
  }
}
