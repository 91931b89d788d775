// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.audit.SignedCheckpoint;
import org.keywright.audit.internal.VaultAudit;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyState;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
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

  @Test
  void aVaultWithoutSumsIsAddedUpWhenItIsBroughtUpToDate() throws Exception {
    unpack("layout-6.kwv.gz");
    try (var test = new TestVault(folder)) {
      Vault vault = test.open();
      assertThat(vault.upkeep().check()).isEmpty();

      test.tamper("UPDATE counter SET taken = taken + 1");
      assertThat(vault.upkeep().check()).containsExactly(changed("counter"));
    }
  }

  @Test
  void theSumsOfAVaultAreCarriedOverIntoTheNextLayout() throws Exception {
    unpack("layout-10.kwv.gz");
    try (var test = new TestVault(folder)) {
      Vault vault = test.open();
      assertThat(vault.upkeep().check()).isEmpty();
      assertThat(vault.info().schema()).isGreaterThan(10);
      assertThat(vault.checkpoints().all())
          .singleElement()
          .satisfies(checkpoint -> assertThat(checkpoint.commits()).isEmpty());

      test.tamper("UPDATE device SET endpoint = 'tcp://elsewhere:1'");
      assertThat(vault.upkeep().check()).containsExactly(changed("device"));
    }
  }

  @Test
  void aCheckpointThatWasKeptOfAnOlderLayoutHolds() throws Exception {
    unpack("layout-10.kwv.gz");
    var kept =
        SignedCheckpoint.parse(
            """
            keywright-checkpoint 1
            vault FB7730BA3563DDAB2A83210FE16A5601
            entries 7
            root 87A3F161D1D7A9EE92623614259F883236018F1E917DDA0597AE79BFB9BC8933
            at 2026-03-01T12:00:00Z
            key 04EA851BDB334C39AAA7938A663F5F044571F9CDA65D0A45F7EC761B50FCD6BC72\
            57E1FECE1EC10A1AB3FEE9782967F6605935F7F88E9D2BFD6394FE1A2A74D5B5
            signature 9A4A44C453C8C3345099D1971B9E78A157E59660FAAE58B23DA1F776E472A712\
            CF163EB37749237F4058A04862FEBC4F92B2BDBBC353DAFF0E1AABFA2BCC212C
            """);
    try (var test = new TestVault(folder)) {
      test.open();
      var audit = new VaultAudit(test.vaults, TestCurves.ecKeys(), test.clock);

      assertThat(audit.checkpoints()).containsExactly(kept);
      assertThat(audit.verify(List.of(kept)).ranges().getFirst().last()).isEqualTo(7);
    }
  }

  @Test
  void whatWasChangedInOneLayoutIsNamedInTheNext() throws Exception {
    unpack("layout-10.kwv.gz");
    try (var test = new TestVault(folder)) {
      test.tamper("UPDATE device SET endpoint = 'tcp://elsewhere:1'");
      test.tamper("UPDATE job SET title = 'another'");

      assertThat(test.open().upkeep().check())
          .containsExactlyInAnyOrder(changed("device"), changed("job"));
      assertThat(test.reopen().upkeep().check()).hasSize(2);
    }
  }

  private static String changed(String table) {
    return "table " + table + " was changed outside Keywright: at least one of its rows";
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
