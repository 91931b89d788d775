// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyState;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Grant;
import org.keywright.vault.KeySet;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Key sets, application keys and the grants that open them. */
class VaultKeysTest {
  private static final String T_HEX = "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";
  private static final String TA_HEX = "D3A1F07B5C9E2846E1B3C5D7F9081A2C";
  private static final String SET_ID = "4B57000000000001";

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;
  private final Key transport = TestCrypto.aes(T_HEX);
  private final Key application = TestCrypto.aes(TA_HEX);

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    vault = test.create();
    TestVault.addKeySet(vault, "fuel", SET_ID, transport);
    TestVault.addKey(vault, "fuel", 3, application, false);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void keepsKeysAndWhatIsSaidAboutThemOverReopening() throws VaultException {
    KeySet before = vault.keySets().require("fuel");
    var keyBefore = vault.keySets().requireKey("fuel", 3);

    vault = test.reopen();

    assertThat(vault.keySets().all()).containsExactly(before);
    assertThat(before.setId().hex()).isEqualTo(SET_ID);
    assertThat(before.created()).isEqualTo(test.clock.instant());
    assertThat(vault.keySets().keys("fuel")).containsExactly(keyBefore);
    assertThat(keyBefore.diversify()).isTrue();
    assertThat(keyBefore.state()).isEqualTo(KeyState.ACTIVE);
    try (Grant grant = vault.grant(TestVault.ACT);
        Key openedT = grant.transportKey("fuel");
        Key openedTa = grant.applicationKey("fuel", 3)) {
      assertThat(openedT.sameKeyAs(transport)).isTrue();
      assertThat(openedTa.sameKeyAs(application)).isTrue();
    }
  }

  @Test
  void takesAWellKnownTestKeyOnlyWhereItIsMarkedAsTest() throws VaultException {
    Key known = TestCrypto.aes("404142434445464748494A4B4C4D4E4F");

    assertThatThrownBy(() -> TestVault.addKeySet(vault, "test", "4B57000000000002", known))
        .hasMessage(
            "this is a well-known test key (GlobalPlatform default key 40..4F): only a vault that"
                + " was made with --test takes it");
    assertThatThrownBy(() -> TestVault.addKey(vault, "fuel", 9, known, false))
        .hasMessageContaining("well-known test key");
    try (Grant grant = vault.grant(TestVault.ACT)) {
      assertThatThrownBy(
              () -> vault.roots().create(grant, RootPurpose.CY_KEY, "x", 1, known, Bytes.of()))
          .hasMessageContaining("well-known test key");
    }
    TestVault.markAsTest(vault);
    TestVault.addKeySet(vault, "test", "4B57000000000002", known);

    assertThat(vault.keySets().require("test").wellKnown()).isPresent();
    assertThat(vault.keySets().require("fuel").wellKnown()).isEmpty();
  }

  @Test
  void replacingRaisesTheVersionAndKeepsTheOldKeyOutOfUse() throws VaultException, SQLException {
    assertThatThrownBy(() -> TestVault.addKey(vault, "fuel", 3, transport, false))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("fuel/3 holds key 3 already, version 1");

    TestVault.addKey(vault, "fuel", 3, transport, true);

    assertThat(vault.keySets().requireKey("fuel", 3).keyVersion()).isEqualTo(2);
    assertThat(vault.keySets().keys("fuel")).hasSize(1);
    assertThat(vault.info().keys()).isEqualTo(1);
    try (Grant grant = vault.grant(TestVault.ACT);
        Key opened = grant.applicationKey("fuel", 3)) {
      assertThat(opened.sameKeyAs(transport)).isTrue();
    }
    test.close();
    test.tamper("DELETE FROM application_key WHERE key_version = 2");
    vault = test.open();
    try (Grant grant = vault.grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.applicationKey("fuel", 3))
          .hasMessage("key fuel/3 is deactivated, not active");
    }
  }

  @Test
  void opensOnlyActiveKeys() throws Exception {
    test.close();
    test.tamper("UPDATE application_key SET state = 'SUSPENDED'");
    test.tamper("UPDATE key_set SET state = 'COMPROMISED'");
    vault = test.open();

    try (Grant grant = vault.grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.applicationKey("fuel", 3))
          .hasMessage("key fuel/3 is suspended, not active");
      assertThatThrownBy(() -> grant.transportKey("fuel"))
          .hasMessage("the transport key of fuel is compromised, not active");
    }
  }

  @Test
  void answersUnknownNamesWithThoseThatThereAre() throws VaultException {
    TestVault.addKeySet(vault, "toll", "4B57000000000002", transport);

    assertThatThrownBy(() -> vault.keySets().require("fule"))
        .hasMessage("there is no key set 'fule'; did you mean 'fuel'?; there are fuel, toll");
    assertThatThrownBy(() -> vault.keySets().requireKey("fuel", 4))
        .hasMessage("key set 'fuel' has no key 4; it has 3");
    assertThatThrownBy(() -> vault.keySets().keys("nothing"))
        .hasMessageContaining("there is no key set 'nothing'");
    for (int i = 10; i < 30; i++) {
      TestVault.addKeySet(vault, "net" + i, "4B570000000001" + i, transport);
    }
    assertThatThrownBy(() -> vault.keySets().require("net1"))
        .hasMessageContaining("net10, net11")
        .hasMessageEndingWith("and 12 more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a\nb", "a'; DROP TABLE key_set; --"})
  void refusesNamesThatAreNone(String name) {
    assertThatThrownBy(() -> TestVault.addKeySet(vault, name, "4B57000000000002", transport))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("1 to 64 letters");
  }

  @Test
  void refusesWhatIsTakenOrMalformed() throws VaultException {
    assertThatThrownBy(() -> TestVault.addKeySet(vault, "fuel", "4B57000000000009", transport))
        .hasMessage("there is a key set 'fuel' already");
    assertThatThrownBy(() -> TestVault.addKeySet(vault, "other", SET_ID, transport))
        .hasMessage("the set id 4B57000000000001 is that of key set 'fuel'");
    assertThatThrownBy(() -> TestVault.addKeySet(vault, "other", "01", transport))
        .hasMessageContaining("8 bytes, not 1");
    assertThatThrownBy(() -> TestVault.addKeySet(vault, "n".repeat(65), SET_ID, transport))
        .hasMessageContaining("1 to 64");
    for (int ref : List.of(0, -1, 65_536)) {
      assertThatThrownBy(() -> TestVault.addKey(vault, "fuel", ref, transport, false))
          .hasMessageContaining("from 1 to 65535");
    }
    try (Grant grant = vault.grant(TestVault.ACT)) {
      assertThatThrownBy(
              () -> vault.keySets().create(grant, "x", Bytes.ofHex(SET_ID), 256, transport))
          .hasMessageContaining("01 to FF");
    }
    assertThat(vault.keySets().all()).hasSize(1);
    assertThat(vault.keySets().keys("fuel")).hasSize(1);
  }

  @Test
  void aGrantEndsWithItself() throws VaultException {
    Grant grant = vault.grant(TestVault.ACT);
    grant.close();
    grant.close();

    assertThatThrownBy(() -> grant.transportKey("fuel")).hasMessageContaining("has ended");
    assertThatThrownBy(
            () -> vault.keySets().addKey(grant, "fuel", TestVault.newKey(9), transport, false))
        .hasMessageContaining("has ended");
  }

  @Test
  void aGrantEndsWithTheVault() throws VaultException {
    Grant grant = vault.grant(TestVault.ACT);
    Key opened = grant.transportKey("fuel");
    test.close();

    assertThatThrownBy(() -> grant.transportKey("fuel")).isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> vault.grant(TestVault.ACT)).hasMessageContaining("vault is closed");
    assertThatThrownBy(() -> vault.keySets().all()).hasMessageContaining("vault is closed");
    grant.close();
    assertThat(opened.material().wiped()).isTrue();
    opened.close();
    assertThat(test.open().log().page(0, 1).getFirst().result())
        .isEqualTo("failed: the vault was closed before the act ended");
  }

  @Test
  void aGrantOfAnotherVaultIsNoGrant() throws VaultException {
    try (var other = new TestVault(folder.resolve("other.kwv"), 0);
        Grant grant = other.create().grant(TestVault.ACT)) {
      assertThatThrownBy(
              () -> vault.keySets().create(grant, "x", Bytes.ofHex(SET_ID), 1, transport))
          .hasMessage("the grant is not of this vault");
    }
  }
}
