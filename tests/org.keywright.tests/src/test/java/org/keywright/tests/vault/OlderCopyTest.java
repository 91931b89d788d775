// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.vault.ActLog;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** An older copy of a vault is noticed, and taken by who knows why it is there, and nobody else. */
class OlderCopyTest {
  @TempDir Path folder;

  private void act(Vault vault) throws VaultException {
    vault.grant(TestVault.ACT).close();
  }

  private static void put(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aFileThatIsPutBackIsRefusedUntilItIsAccepted() throws Exception {
    Path old = folder.resolve("old");
    try (var test = new TestVault(folder)) {
      test.create();
      test.vaults.close();
      put(test.file, old);
      act(test.open());
      test.vaults.close();
      put(old, test.file);

      assertThatThrownBy(test::open)
          .hasMessage(
              "test.kwv is an older copy of this vault: it lacks the last 2 changes, which this"
                  + " computer saw by 2026-03-01T12:00:00Z; open the newer one, or have this one"
                  + " accepted by vault:accept-older test.kwv --reason TEXT");
      assertThat(test.vaults.current()).isEmpty();
      assertThatThrownBy(() -> accept(test, " ")).hasMessageContaining("says why: --reason");

      Vault vault = accept(test, "the disk broke");
      List<ActLog.Entry> log = vault.log().page(0, 2);
      assertThat(log.getFirst().act().actor()).isEqualTo("olga");
      assertThat(log.getFirst().act().verb()).isEqualTo("vault:accept-older");
      assertThat(log.getFirst().act().purpose()).isEqualTo("the disk broke");
      assertThat(log.getFirst().result())
          .isEqualTo(
              "done: accepted by olga, in a vault for one person: it lacks the last 2 changes,"
                  + " which this computer saw by 2026-03-01T12:00:00Z");
      assertThat(vault.upkeep().check()).isEmpty();
      act(test.reopen());
      assertThatThrownBy(() -> accept(test, "again"))
          .hasMessageStartingWith("test.kwv is no older copy than this computer has seen");
    }
  }

  private static Vault accept(TestVault test, String reason) throws VaultException {
    try (var passphrase = TestVault.secret(TestVault.PASSPHRASE)) {
      return test.vaults.acceptOlder(test.address, passphrase, "olga", reason);
    }
  }

  @Test
  void anotherComputerHasNotSeenIt() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("old.kwv");
    try (var test = new TestVault(folder);
        var other = new TestVault(elsewhere, 0)) {
      test.create();
      test.vaults.close();
      put(test.file, elsewhere);
      act(test.open());

      assertThat(other.open().upkeep().check()).isEmpty();
    }
  }

  @Test
  void notesThatCannotBeReadOrWrittenHinderNobody() throws Exception {
    try (var test = new TestVault(folder)) {
      String id = test.create().info().id();
      test.vaults.close();
      Path notes = folder.resolve(id + ".seen");
      Files.writeString(notes, "nonsense");
      act(test.open());
      test.vaults.close();
      Files.delete(notes);
      Files.createDirectory(notes);

      act(test.open());
    }
  }

  @Test
  void inAVaultWithOfficersTwoSecurityOfficersAcceptIt() throws Exception {
    Path old = folder.resolve("old");
    try (var bureau = new Bureau(folder)) {
      TestVault test = bureau.test;
      test.vaults.close();
      put(test.file, old);
      act(bureau.reopen("anna"));
      test.vaults.close();
      put(old, test.file);

      assertThatThrownBy(() -> bureau.reopen("bob"))
          .hasMessageContaining("vault:accept-older test.kwv --by NAME --by NAME --reason TEXT");
      refused(test, "two security officers accept an older copy", "anna");
      refused(test, "two security officers accept an older copy", "anna", "anna");
      refused(test, "olga is operator, and two security officers are needed", "anna", "olga");

      Vault vault = test.vaults.acceptOlder(test.address, Bureau.all("bob", "anna"), "a fire");
      assertThat(vault.officers().signedIn().orElseThrow().name()).isEqualTo("bob");
      assertThat(vault.log().page(0, 9))
          .anySatisfy(
              entry -> {
                assertThat(entry.act().verb()).isEqualTo("vault:accept-older");
                assertThat(entry.act().actor()).isEqualTo("bob");
                assertThat(entry.result()).startsWith("done: accepted by bob and anna: it lacks");
              });
      assertThat(bureau.reopen("carol").upkeep().check()).isEmpty();
    }
  }

  private static void refused(TestVault test, String why, String... officers) {
    assertThatThrownBy(() -> test.vaults.acceptOlder(test.address, Bureau.all(officers), "a fire"))
        .hasMessageContaining(why);
    assertThat(test.vaults.current()).isEmpty();
  }
}
