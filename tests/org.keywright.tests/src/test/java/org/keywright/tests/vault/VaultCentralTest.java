// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyUsage;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.CentralModule;
import org.keywright.vault.Grant;
import org.keywright.vault.TransactionKey;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Modules that a central system has admitted, and the keys that they share. */
class VaultCentralTest {
  private static final KeyAttributes MACS =
      new KeyAttributes(new KeyUsage("M6"), KeyMode.GENERATE_VERIFY, Exportability.NON_EXPORTABLE);
  private static final Bytes CERTIFICATE = Bytes.ofHex("3000");
  private static final Bytes RECEIPT = Bytes.ofHex("A5A5");

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;
  private Grant grant;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    vault = test.create();
    grant = vault.grant(TestVault.ACT);
    vault.centralModules().admit(grant, "toll", "FU-1", CERTIFICATE);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private TransactionKey send(Key key) throws VaultException {
    return vault.centralModules().send(grant, "toll", "FU-1", key, MACS);
  }

  private TransactionKey hold(int version) throws VaultException {
    return vault.centralModules().hold(grant, "toll", "FU-1", version, RECEIPT);
  }

  @Test
  void eachAdmissionIsCountedAndTheLastCertificateKept() throws VaultException {
    var first = test.clock.instant();
    test.clock.turn(Duration.ofHours(1));

    CentralModule module = vault.centralModules().admit(grant, "toll", "FU-1", Bytes.ofHex("3001"));

    assertThat(module.admissions()).isEqualTo(2);
    assertThat(module.first()).isEqualTo(first);
    assertThat(module.last()).isEqualTo(test.clock.instant());
    assertThat(module.certificate()).isEqualTo(Bytes.ofHex("3001"));
    assertThat(module.key()).isEmpty();
    assertThat(vault.centralModules().find("toll", "FU-1")).contains(module);
    assertThat(vault.centralModules().page("toll", "fu", 0, 10)).containsExactly(module);
    assertThat(vault.centralModules().page("fuel", "", 0, 10)).isEmpty();
  }

  @Test
  void aKeyCountsAsHeldByProofOnlyAndThenReplacesTheOneBefore() throws VaultException {
    try (Key one = TestCrypto.aes("8F1C5A0E6B7D4939A2C4E6F80B1D2F3A");
        Key two = TestCrypto.aes("D3A1F07B5C9E2846E1B3C5D7F9081A2C")) {
      assertThat(send(one).keyVersion()).isEqualTo(1);
      assertThat(vault.centralModules().find("toll", "FU-1").orElseThrow().key()).isEmpty();
      hold(1);
      assertThat(send(two).keyVersion()).isEqualTo(2);
      try (Key still = grant.transactionKey("toll", "FU-1", 1)) {
        assertThat(still.sameKeyAs(one)).isTrue();
      }
      hold(2);
      vault = test.reopen();
      grant = vault.grant(TestVault.ACT);

      try (Key held = grant.transactionKey("toll", "FU-1", 2)) {
        assertThat(held.sameKeyAs(two)).isTrue();
      }
      assertThatThrownBy(() -> grant.transactionKey("toll", "FU-1", 1))
          .hasMessage("transaction key version 1 of FU-1 was wiped");
      assertThat(vault.centralModules().find("toll", "FU-1").orElseThrow().key().orElseThrow())
          .satisfies(
              key -> {
                assertThat(key.keyVersion()).isEqualTo(2);
                assertThat(key.receipt()).isEqualTo(RECEIPT);
                assertThat(key.attributes()).isEqualTo(MACS);
              });
      assertThatThrownBy(() -> hold(1)).hasMessageContaining("replaced by a newer one");
    }
  }

  @Test
  void aKeyThatDidNotArriveIsDroppedAndItsVersionNeverComesAgain() throws VaultException {
    try (Key one = TestCrypto.aes("8F1C5A0E6B7D4939A2C4E6F80B1D2F3A")) {
      send(one);
      vault.centralModules().drop(grant, "toll", "FU-1", 1);

      assertThatThrownBy(() -> grant.transactionKey("toll", "FU-1", 1))
          .hasMessageContaining("was wiped");
      assertThat(send(one).keyVersion()).isEqualTo(2);
      hold(2);
      assertThatThrownBy(() -> vault.centralModules().drop(grant, "toll", "FU-1", 2))
          .hasMessage("key version 2 is held by FU-1");
      assertThat(vault.centralModules().keys("toll", "FU-1"))
          .extracting(TransactionKey::state)
          .containsExactly(TransactionKey.State.HELD, TransactionKey.State.REPLACED);
    }
  }

  @Test
  void aModuleThatWasNeverAdmittedGetsNoKey() {
    try (Key one = TestCrypto.aes("8F1C5A0E6B7D4939A2C4E6F80B1D2F3A")) {
      assertThatThrownBy(() -> vault.centralModules().send(grant, "toll", "FU-2", one, MACS))
          .hasMessage("the central system toll has never admitted FU-2");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key_version = 9",
        "module = 'FU-2'",
        "key_usage = 'P0'",
        "key_mode = 'ENCRYPT'",
        "exportability = 'EXPORTABLE'",
        "kcv = x'0102030405'",
        "receipt = x'00'",
        "created = created + 1",
        "sealed = randomblob(length(sealed))"
      })
  void aKeyDoesNotOpenOnceItsRowWasChanged(String change) throws Exception {
    try (Key one = TestCrypto.aes("8F1C5A0E6B7D4939A2C4E6F80B1D2F3A")) {
      send(one);
    }
    vault.centralModules().admit(grant, "toll", "FU-2", CERTIFICATE);
    test.close();
    test.tamper("UPDATE transaction_key SET " + change);
    String module = change.startsWith("module") ? "FU-2" : "FU-1";
    int version = change.startsWith("key_version") ? 9 : 1;

    try (Grant again = test.open().grant(TestVault.ACT)) {
      assertThatThrownBy(() -> again.transactionKey("toll", module, version))
          .hasMessage(
              "transaction key version %d of %s is damaged or was changed outside Keywright: restore a backup"
                  .formatted(version, module));
    }
  }
}
