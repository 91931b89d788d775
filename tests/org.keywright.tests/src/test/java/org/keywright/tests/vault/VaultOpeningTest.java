// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Making and opening vaults, and all that can stand in the way of it. */
class VaultOpeningTest {
  @TempDir Path folder;
  private TestVault test;

  @BeforeEach
  void prepare() {
    test = new TestVault(folder);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aNewVaultIsOpenAndEmpty() throws Exception {
    Vault vault = test.create();

    assertThat(test.vaults.current()).contains(vault);
    assertThat(test.vaults.require()).isSameAs(vault);
    var info = vault.info();
    assertThat(info.address()).isEqualTo(test.file.toRealPath().toString());
    assertThat(info.created()).isEqualTo(test.clock.instant());
    assertThat(info.schema()).isGreaterThan(1);
    assertThat(info.keySets() + info.keys() + info.devices() + info.jobs()).isZero();
    test.vaults.close();
    test.vaults.close();
    assertThat(test.vaults.current()).isEmpty();
    assertThatThrownBy(test.vaults::require).hasMessageContaining("vault:open");
  }

  @Test
  void leavesOneFileAndItsLockBehind() throws Exception {
    test.create();
    test.close();

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.endsWith(".seen"))
          .containsExactlyInAnyOrder("test.kwv", "test.kwv.lock");
    }
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(test.file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void takesPathsWithOddCharacters() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a b#c?d=e%41&ü"));
    try (var other = new TestVault(odd.resolve("v?cache=shared#1 %.kwv"), 0)) {
      other.create();
      other.reopen();
      assertThat(other.file).exists();
    }
  }

  @Test
  void openingAnotherClosesTheFirst() throws Exception {
    Vault first = test.create();
    try (var other = new TestVault(folder.resolve("other.kwv"), 0)) {
      other.create();
    }
    try (var passphrase = TestVault.secret(TestVault.PASSPHRASE)) {
      Vault second = test.vaults.open(folder.resolve("other.kwv"), passphrase);

      assertThat(test.vaults.current()).contains(second);
      assertThatThrownBy(() -> first.grant(TestVault.ACT)).isInstanceOf(VaultException.class);
    }
  }

  @Test
  void whatCannotBeOpenedLeavesTheOpenVaultOpen() throws Exception {
    Vault vault = test.create();
    Path garbage = Files.write(folder.resolve("garbage"), new byte[5_000]);
    try (var passphrase = TestVault.secret(TestVault.PASSPHRASE)) {
      assertThatThrownBy(() -> test.vaults.open(garbage, passphrase))
          .isInstanceOf(VaultException.class);
    }
    assertThat(test.vaults.current()).contains(vault);
    vault.grant(TestVault.ACT).close();
  }

  @Test
  void opensTheOpenVaultAnew() throws Exception {
    test.create();
    Vault again = test.open();

    assertThat(test.vaults.current()).contains(again);
  }

  @Test
  void refusesToMakeWhatItMustNot() throws Exception {
    try (var tooShort = TestVault.secret("1234567");
        var enough = TestVault.secret("12345678")) {
      assertThatThrownBy(() -> test.vaults.create(test.file, tooShort))
          .hasMessageContaining("at least 8");
      Path lost = folder.resolve("no/such/vault.kwv");
      assertThatThrownBy(() -> test.vaults.create(lost, enough))
          .hasMessageContaining("there is no folder");
      Files.writeString(test.file, "mine");
      assertThatThrownBy(() -> test.vaults.create(test.file, enough))
          .hasMessageContaining("exists already");
      assertThat(test.file).hasContent("mine");
    }
  }

  @Test
  void anUnfinishedVaultIsNoneAndIsMadeAnew() throws Exception {
    Files.write(folder.resolve("test.kwv.new"), new byte[4_096]);

    assertThatThrownBy(test::open).hasMessageContaining("there is no vault");
    test.create();
    assertThat(folder.resolve("test.kwv.new")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWritten() {
    Path unwritable = Path.of("/proc");
    assumeTrue(Files.isDirectory(unwritable), "only Linux has a folder that root cannot write");
    try (var passphrase = TestVault.secret(TestVault.PASSPHRASE)) {
      assertThatThrownBy(() -> test.vaults.create(unwritable.resolve("x.kwv"), passphrase))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("cannot be written");
    }
  }

  @Test
  void aReadOnlyFile() throws Exception {
    assumeFalse(
        System.getProperty("user.name").equals("root"), "rights do not keep root from writing");
    test.create();
    test.close();
    assertThat(test.file.toFile().setReadOnly()).isTrue();

    assertThatThrownBy(test::open).hasMessageContaining("is read-only");
  }

  @Test
  void whatIsNotThere() {
    assertThatThrownBy(test::open)
        .hasMessageContaining("there is no vault")
        .hasMessageContaining("vault:create");
    try (var passphrase = TestVault.secret(TestVault.PASSPHRASE)) {
      assertThatThrownBy(() -> test.vaults.open(folder.resolve("no/v.kwv"), passphrase))
          .hasMessageContaining("there is no folder");
      assertThatThrownBy(() -> test.vaults.open(folder, passphrase))
          .hasMessageContaining("is a folder");
    }
  }

  @Test
  void whatIsNoVault() throws Exception {
    Files.createFile(test.file);
    assertThatThrownBy(test::open).hasMessageContaining("is not a Keywright vault");
    Files.writeString(test.file, "SQLite it is not. ".repeat(100));
    assertThatThrownBy(test::open).hasMessageContaining("is not a Keywright vault");
    assertThat(test.file).hasContent("SQLite it is not. ".repeat(100));
    assertThat(folder.resolve("test.kwv.lock")).doesNotExist();
  }

  @Test
  void theDatabaseOfAnotherProgram() throws Exception {
    TestVault.tamper(test.file, "CREATE TABLE bookmarks (url TEXT)");

    assertThatThrownBy(test::open).hasMessageContaining("SQLite database of another program");
  }

  @Test
  void aVaultOfANewerKeywright() throws Exception {
    test.create();
    test.close();
    TestVault.tamper(test.file, "INSERT INTO schema_version (version, applied) VALUES (99, 0)");
    byte[] before = Files.readAllBytes(test.file);

    assertThatThrownBy(test::open)
        .hasMessageStartingWith(
            "the vault test.kwv has layout 99, and this Keywright knows layouts")
        .hasMessageEndingWith(": use a newer one");
    assertThat(test.file).hasBinaryContent(before);
  }

  @Test
  void aTruncatedVault() throws Exception {
    test.create();
    test.close();
    byte[] whole = Files.readAllBytes(test.file);
    for (int length : new int[] {0, 50, 100, 4_096, whole.length / 2, whole.length - 1}) {
      Files.write(test.file, Arrays.copyOf(whole, length));
      assertThatThrownBy(test::open)
          .describedAs("%d bytes", length)
          .isInstanceOf(VaultException.class)
          .hasMessageMatching("(?s).*(is damaged|is not a Keywright vault).*");
    }
    Files.write(test.file, whole);
    test.open();
  }

  @Test
  void aVaultWithDestroyedPages() throws Exception {
    test.create();
    test.close();
    byte[] whole = Files.readAllBytes(test.file);
    for (int page = 0; page < whole.length / 4_096; page++) {
      byte[] damaged = whole.clone();
      int from = page == 0 ? 100 : page * 4_096;
      Arrays.fill(damaged, from, (page + 1) * 4_096, (byte) 0xA5);
      Files.write(test.file, damaged);
      assertThatThrownBy(test::open)
          .describedAs("page %d", page)
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("is damaged");
    }
    Files.write(test.file, whole);
    test.open();
  }

  @Test
  void aVaultLockedByAnotherProgram() throws Exception {
    test.create();
    test.close();
    try (var connection = TestVault.behind(test.file);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      assertThatThrownBy(test::open).hasMessageContaining("is locked by another program");
      statement.execute("ROLLBACK");
    }
    test.open();
  }

  @Test
  void aVaultInUseByAnotherProcessAndFreeAgainWhenThatIsKilled() throws Exception {
    test.create();
    test.close();
    try (var other = VaultProcess.start(test.file, "hold")) {
      assertThat(other.line()).isEqualTo("open");
      assertThatThrownBy(test::open)
          .hasMessageContaining(
              "is in use by another Keywright process (process " + other.pid() + ")");
      other.kill();
      test.open();
    }
  }

  @Test
  void nothingSavedIsLostWhenTheProcessIsKilled() throws Exception {
    TestVault.addKeySet(
        test.create(),
        "fuel",
        "4B57000000000001",
        TestCrypto.aes("8F1C5A0E6B7D4939A2C4E6F80B1D2F3A"));
    test.close();
    long saved = 0;
    for (int round = 1; round <= 3; round++) {
      try (var other = VaultProcess.start(test.file, "save")) {
        assertThat(other.line()).isEqualTo("open");
        for (int i = 0; i < 200; i++) {
          saved = Long.parseLong(other.line());
        }
        other.kill();
      }
      Vault vault = test.open();
      assertThat(vault.jobs().find(round)).isPresent();
      assertThat(vault.jobs().item(round, "SN%07d".formatted(saved), "1")).isPresent();
      assertThat(vault.jobs().reserve("seq", 1)).isGreaterThan(saved);
      vault.log().verify();
      try (Grant grant = vault.grant(TestVault.ACT)) {
        grant.transportKey("fuel").close();
      }
      test.close();
    }
  }

  @Test
  void aChangedByteOfTheHeadIsNeverTakenForAnotherVault() throws Exception {
    test.create();
    test.close();
    byte[] whole = Files.readAllBytes(test.file);
    for (int at = 0; at < 100; at++) {
      try (var raw = new RandomAccessFile(test.file.toFile(), "rw")) {
        raw.seek(at);
        raw.write(whole[at] ^ 0x55);
      }
      try {
        test.open().log().verify();
      } catch (VaultException e) {
        assertThat(e).hasMessageContaining("vault");
      }
      test.close();
      Files.deleteIfExists(folder.resolve("test.kwv-wal"));
      Files.deleteIfExists(folder.resolve("test.kwv-shm"));
      Files.write(test.file, whole);
    }
  }
}
