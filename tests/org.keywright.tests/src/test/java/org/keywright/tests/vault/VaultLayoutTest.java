// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyState;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.Grant;
import org.keywright.vault.JobState;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyName;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.SignIn;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** A vault that an earlier Keywright made, as it made it. */
class VaultLayoutTest {
  private static final String T_HEX = "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";
  private static final String TA_HEX = "D3A1F07B5C9E2846E1B3C5D7F9081A2C";

  @TempDir Path folder;

  @Test
  void aVaultOfLayout1IsBroughtUpToDateAndKeepsAllThatItHeld() throws Exception {
    unpack("layout-1.kwv.gz");
    try (var test = new TestVault(folder)) {
      var vault = test.open();

      assertThat(vault.info().schema()).isGreaterThan(1);
      assertThat(vault.roots().all()).isEmpty();
      assertThat(vault.jobs().require(1).state()).isEqualTo(JobState.DONE);
      assertThat(vault.devices().find("SN0000001")).isPresent();
      assertThat(vault.log().verify()).isEqualTo(6);
      addRoot(vault);
      KeyName key = KeyName.of("fuel", 3);
      assertThat(vault.lives().require(key).life())
          .isEqualTo(
              new KeyLife(
                  KeyState.ACTIVE,
                  vault.lives().require(key).created(),
                  "",
                  "",
                  CryptoPeriod.OPEN));
      try (Grant grant = vault.grant(TestVault.ACT)) {
        vault.lives().change(grant, key, KeyState.SUSPENDED, "a try");
        vault.lives().change(grant, key, KeyState.ACTIVE, "it was one");
        vault.lives().change(grant, new KeyName.Transport("fuel"), KeyState.SUSPENDED, "a try");
        vault.lives().change(grant, new KeyName.Transport("fuel"), KeyState.ACTIVE, "it was one");
        grant.succeeded("");
      }
      vault = test.reopen();
      try (Grant grant = vault.grant(TestVault.ACT);
          Key transport = grant.transportKey("fuel");
          Key application = grant.applicationKey("fuel", 3);
          Key root = grant.root(RootPurpose.CY_KEY, "north", 1)) {
        assertThat(transport.sameKeyAs(TestCrypto.aes(T_HEX))).isTrue();
        assertThat(application.sameKeyAs(TestCrypto.aes(TA_HEX))).isTrue();
        assertThat(root.sameKeyAs(TestCrypto.aes(TA_HEX))).isTrue();
      }
    }
  }

  private void unpack(String name) throws IOException {
    try (var packed = VaultLayoutTest.class.getResourceAsStream(name);
        var file = new GZIPInputStream(packed)) {
      Files.copy(file, folder.resolve("test.kwv"));
    }
  }

  @Test
  void aVaultOfLayout6IsOneForOnePersonAndKeepsItsRoots() throws Exception {
    unpack("layout-6.kwv.gz");
    try (var test = new TestVault(folder)) {
      assertThat(test.vaults.officers(test.address)).isEmpty();
      var vault = test.open();

      assertThat(vault.officers().onePerson()).isTrue();
      assertThat(vault.officers().all()).isEmpty();
      assertThat(vault.officers().signedIn()).isEmpty();
      assertThat(vault.periods().current()).isEmpty();
      assertThat(vault.log().verify()).isEqualTo(2);
      assertThatThrownBy(() -> vault.officers().signIn(new SignIn("anna", TestVault.secret("x"))))
          .hasMessageContaining("a vault for one person, without officers");
      assertThatThrownBy(() -> test.vaults.open(test.address, Bureau.signIn("anna")))
          .hasMessageContaining("is a vault for one person, without officers");
      try (Grant grant = test.open().grant(TestVault.ACT);
          Key transport = grant.transportKey("fuel");
          Key application = grant.applicationKey("fuel", 3);
          Key root = grant.root(RootPurpose.CY_KEY, "north", 1)) {
        assertThat(transport.sameKeyAs(TestCrypto.aes(T_HEX))).isTrue();
        assertThat(application.sameKeyAs(TestCrypto.aes(TA_HEX))).isTrue();
        assertThat(root.sameKeyAs(TestCrypto.aes(TA_HEX))).isTrue();
      }
    }
  }

  private static void addRoot(Vault vault) throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      vault
          .roots()
          .create(grant, RootPurpose.CY_KEY, "north", 1, TestCrypto.aes(TA_HEX), Bytes.of());
      grant.succeeded("");
    }
  }
}
