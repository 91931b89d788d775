// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Root keys: kept, opened for their purpose, retired, and what tampering does to them. */
class VaultRootsTest {
  private static final String ONE =
      "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A8F1C5A0E6B7D4939A2C4E6F80B1D2F3B";
  private static final String OTHER =
      "D3A1F07B5C9E2846E1B3C5D7F9081A2CD3A1F07B5C9E2846E1B3C5D7F9081A2D";
  private static final Bytes PUBLIC = Bytes.ofHex("04AABB");

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;
  private final Key one = TestCrypto.aes(ONE);
  private final Key other = TestCrypto.aes(OTHER);

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    vault = test.create();
    add(RootPurpose.HOST_ROOT, "north", 1, one, Bytes.of());
    add(RootPurpose.HOST_ROOT, "north", 2, other, PUBLIC);
    add(RootPurpose.CY_KEY, "north", 1, other, Bytes.of());
  }

  @AfterEach
  void close() {
    test.close();
  }

  private RootKey add(RootPurpose purpose, String name, int generation, Key key, Bytes publicPart)
      throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      RootKey made = vault.roots().create(grant, purpose, name, generation, key, publicPart);
      grant.succeeded("");
      return made;
    }
  }

  @Test
  void keepsRootKeysOverReopening() throws VaultException {
    var before = vault.roots().all();

    vault = test.reopen();

    assertThat(vault.roots().all()).isEqualTo(before).hasSize(3);
    assertThat(vault.roots().generations(RootPurpose.HOST_ROOT, "north"))
        .extracting(RootKey::generation)
        .containsExactly(1, 2);
    RootKey second = vault.roots().require(RootPurpose.HOST_ROOT, "north", 2);
    assertThat(second.publicPart()).isEqualTo(PUBLIC);
    assertThat(second.created()).isEqualTo(test.clock.instant());
    assertThat(second.kcv()).isPresent();
    try (Grant grant = vault.grant(TestVault.ACT);
        Key first = grant.root(RootPurpose.HOST_ROOT, "north", 1);
        Key cy = grant.root(RootPurpose.CY_KEY, "north", 1)) {
      assertThat(first.sameKeyAs(one)).isTrue();
      assertThat(cy.sameKeyAs(other)).isTrue();
    }
  }

  @Test
  void opensARootForItsOwnPurposeOnly() throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.root(RootPurpose.PAIRING_MODULE_ROOT, "north", 1))
          .hasMessage("there is no pairing module root 'north/1': there is none at all");
      assertThatThrownBy(() -> grant.root(RootPurpose.HOST_ROOT, "north", 3))
          .hasMessageStartingWith("there is no host root 'north/3'; did you mean 'north/1'?");
    }
    assertThat(vault.roots().find(RootPurpose.CY_KEY, "north", 2)).isEmpty();
  }

  @Test
  void aRetiredRootIsKeptAndOpensNoMore() throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      RootKey retired = vault.roots().retire(grant, RootPurpose.HOST_ROOT, "north", 1);
      assertThat(retired.state()).isEqualTo(KeyState.DEACTIVATED);
      assertThatThrownBy(() -> grant.root(RootPurpose.HOST_ROOT, "north", 1))
          .hasMessage("the host root north/1 is deactivated, not active");
      assertThatThrownBy(() -> vault.roots().retire(grant, RootPurpose.HOST_ROOT, "north", 1))
          .hasMessageContaining("not active");
      grant.root(RootPurpose.HOST_ROOT, "north", 2).close();
    }
  }

  @Test
  void refusesWhatIsTakenOrMalformed() throws VaultException {
    assertThatThrownBy(() -> add(RootPurpose.HOST_ROOT, "north", 2, one, Bytes.of()))
        .hasMessage("the host root north/2 is there already: take the next generation");
    for (int generation : new int[] {0, -1, 65_536}) {
      assertThatThrownBy(() -> add(RootPurpose.HOST_ROOT, "south", generation, one, Bytes.of()))
          .hasMessage("a generation is a number from 1 to 65535");
    }
    assertThatThrownBy(() -> add(RootPurpose.HOST_ROOT, "a b", 1, one, Bytes.of()))
        .hasMessageContaining("1 to 64 letters");
    assertThat(vault.roots().all()).hasSize(3);
  }

  @Test
  void changesOnlyUnderAGrantThatLasts() throws VaultException {
    Grant ended = vault.grant(TestVault.ACT);
    ended.close();

    assertThatThrownBy(
            () -> vault.roots().create(ended, RootPurpose.CY_KEY, "x", 1, one, Bytes.of()))
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> vault.roots().retire(ended, RootPurpose.CY_KEY, "north", 1))
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> ended.root(RootPurpose.CY_KEY, "north", 1))
        .hasMessageContaining("has ended");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "purpose = 'CENTRE_DESK'",
        "name = 'south'",
        "generation = 7",
        "algorithm = 'HMAC'",
        "bits = 192",
        "kcv = x'0102030405'",
        "kcv_method = NULL, kcv = NULL",
        "public_part = x'04AABC'",
        "well_known = 'harmless'",
        "created = created + 1",
        "state_since = state_since - 1",
        "state_actor = 'another'",
        "state_reason = 'another'",
        "originator_until = 9000000000000000000",
        "recipient_until = 9000000000000000000",
        "sealed = x''",
        "sealed = (SELECT sealed FROM root_key WHERE purpose = 'CY_KEY')"
      })
  void aRootDoesNotOpenOnceItsRowWasChanged(String change) throws Exception {
    test.close();
    test.tamper(
        "UPDATE root_key SET " + change + " WHERE purpose = 'HOST_ROOT' AND generation = 2");
    vault = test.open();

    try (Grant grant = vault.grant(TestVault.ACT)) {
      RootKey changed =
          vault.roots().all().stream()
              .filter(r -> r.purpose() != RootPurpose.CY_KEY && r.generation() != 1)
              .findFirst()
              .orElseThrow();
      assertThatThrownBy(() -> grant.root(changed.purpose(), changed.name(), changed.generation()))
          .hasMessageEndingWith("is damaged or was changed outside Keywright: restore a backup");
      grant.root(RootPurpose.HOST_ROOT, "north", 1).close();
    }
  }

  @Test
  void aRetiredRootIsNotPutBackIntoUseByHand() throws Exception {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      vault.roots().retire(grant, RootPurpose.HOST_ROOT, "north", 1);
    }
    test.close();
    test.tamper("UPDATE root_key SET state = 'ACTIVE'");
    vault = test.open();

    try (Grant grant = vault.grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.root(RootPurpose.HOST_ROOT, "north", 1))
          .hasMessageContaining("was changed outside Keywright");
    }
  }
}
