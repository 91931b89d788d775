// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyState;
import org.keywright.crypto.KeyUsage;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyMatrix;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** What a key is for gets narrower, and never wider. */
class NarrowingTest {
  private static final String HEX = "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;
  private int ref;

  @BeforeEach
  void make() throws VaultException {
    test = new TestVault(folder);
    vault = test.create();
    TestVault.addKeySet(vault, "fuel", "4B57000000000001", TestCrypto.aes(HEX));
  }

  @AfterEach
  void close() {
    test.close();
  }

  private KeyName added(Grant grant, KeyMode mode, Exportability exportability)
      throws VaultException {
    ref++;
    var attributes = new KeyAttributes(new KeyUsage("D0"), mode, exportability);
    var description = new NewKey(ref, "key " + ref, attributes, false, "generated");
    vault.keySets().addKey(grant, "fuel", description, TestCrypto.aes(HEX), false);
    return KeyName.of("fuel", ref);
  }

  private ApplicationKey restrict(Grant grant, KeyName key, KeyMode mode) throws VaultException {
    return vault.lives().restrict(grant, key, Optional.of(mode), Optional.empty());
  }

  @Test
  void aModeLeadsToThoseThatAllowLessAndToNoOther() throws Exception {
    var ways = new HashSet<String>();
    try (Grant grant = vault.grant(TestVault.ACT)) {
      for (KeyMode from : KeyMode.values()) {
        for (KeyMode to : KeyMode.values()) {
          KeyName key = added(grant, from, Exportability.EXPORTABLE);
          try {
            assertThat(restrict(grant, key, to).attributes().mode()).isEqualTo(to);
            ways.add("" + from.letter() + to.letter());
            opensAs(grant, key, to);
          } catch (VaultException refused) {
            assertThat(refused).hasMessageMatching(".*(is not narrower|nothing is narrowed).*");
            opensAs(grant, key, from);
          }
        }
      }
    }
    assertThat(ways)
        .containsExactlyInAnyOrder(
            "NB", "NC", "ND", "NE", "NG", "NS", "NT", "NV", "NX", "NY", "BD", "BE", "CG", "CV",
            "TS");
  }

  private static void opensAs(Grant grant, KeyName key, KeyMode mode) {
    for (KeyOperation operation : Set.of(KeyOperation.ENCRYPT, KeyOperation.DECRYPT)) {
      boolean opens;
      try {
        grant.open(key, operation).close();
        opens = true;
      } catch (VaultException refused) {
        opens = false;
      }
      assertThat(opens)
          .as("%s %s", mode, operation)
          .isEqualTo(KeyMatrix.of(mode).contains(operation));
    }
  }

  @Test
  void anExportabilityLeadsToThoseThatLetItGoToFewer() throws Exception {
    var ways = new HashSet<String>();
    try (Grant grant = vault.grant(TestVault.ACT)) {
      for (Exportability from : Exportability.values()) {
        for (Exportability to : Exportability.values()) {
          KeyName key = added(grant, KeyMode.ENCRYPT_DECRYPT, from);
          try {
            vault.lives().restrict(grant, key, Optional.empty(), Optional.of(to));
            ways.add("" + from.letter() + to.letter());
          } catch (VaultException refused) {
            assertThat(refused).hasMessageMatching(".*(is not narrower|nothing is narrowed).*");
          }
        }
      }
    }
    assertThat(ways).containsExactlyInAnyOrder("SE", "SN", "EN");
  }

  @Test
  void allElseOfTheKeyStaysAlsoWhenTheVaultIsOpenedAgain() throws Exception {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      KeyName key = added(grant, KeyMode.ENCRYPT_DECRYPT, Exportability.SENSITIVE);
      ApplicationKey before = vault.keySets().requireKey("fuel", ref);

      ApplicationKey after =
          vault
              .lives()
              .restrict(
                  grant,
                  key,
                  Optional.of(KeyMode.DECRYPT),
                  Optional.of(Exportability.NON_EXPORTABLE));

      assertThat(after)
          .isEqualTo(
              before.restricted(
                  new KeyAttributes(
                      new KeyUsage("D0"), KeyMode.DECRYPT, Exportability.NON_EXPORTABLE)));
      grant.succeeded("");
      vault = test.reopen();
      assertThat(vault.keySets().requireKey("fuel", ref)).isEqualTo(after);
      try (Grant again = vault.grant(TestVault.ACT)) {
        again.open(key, KeyOperation.DECRYPT).close();
      }
    }
  }

  @Test
  void rootsAndWhatIsGoneAreNotNarrowed() throws Exception {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      assertThatThrownBy(() -> restrict(grant, new KeyName.Transport("fuel"), KeyMode.DERIVE))
          .hasMessageContaining("fuel/T is for its purpose alone");
      KeyName key = added(grant, KeyMode.ANY, Exportability.EXPORTABLE);
      vault.lives().change(grant, key, KeyState.DEACTIVATED, "to try it");
      vault.lives().destroy(grant, key, "to try it");
      assertThatThrownBy(() -> restrict(grant, key, KeyMode.DECRYPT))
          .hasMessageContaining("is destroyed");
    }
  }
}
