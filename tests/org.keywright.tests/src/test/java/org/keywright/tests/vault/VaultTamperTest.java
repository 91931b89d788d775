// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.TlsRecord;
import org.keywright.vault.VaultException;

/** What somebody with the file and a database tool can do, and what he cannot. */
class VaultTamperTest {
  private static final String T_HEX = "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";
  private static final String TA_HEX = "D3A1F07B5C9E2846E1B3C5D7F9081A2C";
  private static final String OTHER_HEX = "17C2B86E05F94D3A8BA1907E6C5D4F32";

  @TempDir Path folder;
  private TestVault test;

  @BeforeEach
  void make() throws VaultException {
    test = new TestVault(folder);
    var vault = test.create();
    TestVault.addKeySet(vault, "fuel", "4B57000000000001", TestCrypto.aes(T_HEX));
    TestVault.addKeySet(vault, "toll", "4B57000000000002", TestCrypto.aes(OTHER_HEX));
    TestVault.addKey(vault, "fuel", 3, TestCrypto.aes(TA_HEX), false);
    TestVault.addKey(vault, "fuel", 4, TestCrypto.aes(OTHER_HEX), false);
    test.close();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set_id = x'4B57000000000009'",
        "suite = 16",
        "key_version = 2",
        "algorithm = 'HMAC'",
        "bits = 192",
        "kcv_method = 'CMAC', kcv = x'0102030405'",
        "kcv_method = 'AES_ZERO_BLOCK', kcv = x'010203'",
        "well_known = 'harmless'",
        "created = created + 1",
        "state_since = state_since - 1",
        "state_actor = 'another'",
        "state_reason = 'another'",
        "originator_until = 9000000000000000000",
        "recipient_until = 9000000000000000000",
        "id = 77",
        "sealed = x'00'",
        "sealed = randomblob(length(sealed))",
        "sealed = substr(sealed, 1, length(sealed) - 1)",
        "sealed = (SELECT sealed FROM key_set WHERE name = 'toll')",
        "sealed = (SELECT sealed FROM application_key WHERE ref = 3)",
        "sealed = (SELECT data_key FROM vault)"
      })
  void aTransportKeyDoesNotOpenOnceItsRowWasChanged(String change) throws Exception {
    TestVault.tamper(test.file, "UPDATE key_set SET " + change + " WHERE name = 'fuel'");

    try (Grant grant = test.open().grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.transportKey("fuel"))
          .hasMessage(
              "the transport key of fuel is damaged or was changed outside Keywright: restore a"
                  + " backup");
      grant.transportKey("toll").close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key_version = 2",
        "label = 'another'",
        "algorithm = 'HMAC'",
        "bits = 256",
        "key_usage = 'P0'",
        "key_mode = 'ENCRYPT'",
        "exportability = 'EXPORTABLE'",
        "diversify = 0",
        "kcv_method = 'CMAC', kcv = x'0102030405'",
        "origin = 'elsewhere'",
        "well_known = 'harmless'",
        "created = created + 1",
        "state = 'PRE_ACTIVE'",
        "state_since = state_since - 1",
        "state_actor = 'another'",
        "state_reason = 'another'",
        "originator_until = 9000000000000000000",
        "recipient_until = 9000000000000000000",
        "state_since = NULL, state_actor = NULL, state_reason = NULL",
        "sealed = x''",
        "sealed = randomblob(length(sealed))",
        "sealed = (SELECT sealed FROM application_key WHERE ref = 4)"
      })
  void anApplicationKeyDoesNotOpenOnceItsRowWasChanged(String change) throws Exception {
    TestVault.tamper(test.file, "UPDATE application_key SET " + change + " WHERE ref = 3");

    try (Grant grant = test.open().grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.open(KeyName.of("fuel", 3), KeyOperation.CONFIRM))
          .hasMessage("key fuel/3 is damaged or was changed outside Keywright: restore a backup");
      grant.applicationKey("fuel", 4).close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind = 'AUTHORITY'",
        "name = 'stranger'",
        "content = x'30'",
        "actor = 'another'",
        "since = since + 1",
        "mark = x''"
      })
  void aTlsRecordIsNotReadOnceItsRowWasChanged(String change) throws Exception {
    var vault = test.open();
    try (Grant grant = vault.grant(TestVault.ACT)) {
      var content = Bytes.ofHex("3000");
      vault.tls().save(grant, TlsRecord.Kind.AUTHORITY_WITHOUT_LISTS, "lab", content);
    }
    test.vaults.close();
    TestVault.tamper(test.file, "UPDATE tls_record SET " + change);

    var records = test.open().tls();
    assertThatThrownBy(
            () -> {
              records.all(TlsRecord.Kind.AUTHORITY);
              records.all(TlsRecord.Kind.AUTHORITY_WITHOUT_LISTS);
            })
        .hasMessageContaining("was changed outside Keywright");
  }

  @Test
  void aRowMovedToAnotherPlaceDoesNotOpen() throws Exception {
    TestVault.tamper(test.file, "UPDATE application_key SET ref = ref + 100");
    TestVault.tamper(test.file, "UPDATE application_key SET ref = 107 - ref WHERE ref > 100");
    try (Grant grant = test.open().grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.applicationKey("fuel", 3)).hasMessageContaining("was changed");
      assertThatThrownBy(() -> grant.applicationKey("fuel", 4)).hasMessageContaining("was changed");
    }
    test.close();
    TestVault.tamper(
        test.file,
        "UPDATE application_key SET key_set = (SELECT id FROM key_set WHERE name = 'toll')");
    try (Grant grant = test.open().grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.applicationKey("toll", 3)).hasMessageContaining("was changed");
    }
  }

  @Test
  void renamedKeySetsDoNotOpen() throws Exception {
    TestVault.tamper(test.file, "UPDATE key_set SET name = name || '-x'");
    TestVault.tamper(test.file, "UPDATE key_set SET name = 'fuel' WHERE name = 'toll-x'");

    try (Grant grant = test.open().grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.transportKey("fuel")).hasMessageContaining("was changed");
    }
  }

  @Test
  void whatNoKeyCanBeIsDamage() throws Exception {
    TestVault.tamper(test.file, "UPDATE application_key SET state = 'ACTVE' WHERE ref = 3");
    TestVault.tamper(test.file, "UPDATE key_set SET bits = 7 WHERE name = 'toll'");
    var vault = test.open();

    assertThatThrownBy(() -> vault.keySets().keys("fuel"))
        .hasMessage("the vault is damaged or was changed: table application_key, column state");
    assertThatThrownBy(() -> vault.keySets().all())
        .hasMessage("the vault is damaged or was changed: table key_set, column bits");
  }

  @Test
  void aRowOfAnotherVaultDoesNotOpen() throws Exception {
    try (var other = new TestVault(folder.resolve("other.kwv"), 0)) {
      TestVault.addKeySet(other.create(), "fuel", "4B57000000000001", TestCrypto.aes(OTHER_HEX));
    }
    TestVault.tamper(test.file, "DELETE FROM key_set WHERE name = 'fuel'");
    try (var connection = TestVault.behind(test.file);
        var statement = connection.createStatement()) {
      statement.execute("ATTACH '" + folder.resolve("other.kwv") + "' AS o");
      statement.execute("INSERT INTO key_set SELECT * FROM o.key_set");
    }

    try (Grant grant = test.open().grant(TestVault.ACT)) {
      assertThatThrownBy(() -> grant.transportKey("fuel")).hasMessageContaining("was changed");
    }
  }

  @Test
  void neitherFileNorLogHoldsAKeyOrThePassphrase() throws Exception {
    var vault = test.open();
    TestVault.addKey(vault, "fuel", 3, TestCrypto.aes(OTHER_HEX), true);
    try (Grant grant = vault.grant(TestVault.ACT);
        Key opened = grant.applicationKey("fuel", 3)) {
      assertThat(opened.toString()).doesNotContain(OTHER_HEX);
    }
    assertThat(Files.size(folder.resolve("test.kwv-wal"))).isPositive();
    for (String hex : List.of(T_HEX, TA_HEX, OTHER_HEX)) {
      assertThat(hits(HexFormat.of().parseHex(hex))).isEmpty();
    }
    assertThat(hits(TestVault.PASSPHRASE.getBytes(StandardCharsets.UTF_8))).isEmpty();

    long job = TestVault.beginJob(vault);
    try (var connection = TestVault.behind(test.file);
        var planted = connection.prepareStatement("UPDATE job SET title = ? WHERE id = " + job)) {
      planted.setBytes(1, HexFormat.of().parseHex(TA_HEX));
      planted.executeUpdate();
    }
    assertThat(hits(HexFormat.of().parseHex(TA_HEX))).isNotEmpty();
  }

  /** Where in the vault's files a secret is found, as bytes, hex of both cases, or UTF-16. */
  private List<String> hits(byte[] secret) throws Exception {
    var forms = new ArrayList<byte[]>();
    forms.add(secret);
    var backwards = new ByteArrayOutputStream();
    for (int i = secret.length - 1; i >= 0; i--) {
      backwards.write(secret[i]);
    }
    forms.add(backwards.toByteArray());
    String hex = HexFormat.of().formatHex(secret);
    forms.add(hex.getBytes(StandardCharsets.US_ASCII));
    forms.add(hex.toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    forms.add(hex.getBytes(StandardCharsets.UTF_16LE));
    forms.add(java.util.Base64.getEncoder().withoutPadding().encode(secret));
    var found = new ArrayList<String>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (byte[] form : forms) {
          if (content.contains(new String(form, StandardCharsets.ISO_8859_1))) {
            found.add(file.getFileName().toString());
          }
        }
      }
    }
    return found;
  }
}
