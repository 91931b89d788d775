// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.vault.SignIn;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/** Wrong passphrases: counted before they are compared, slowed down, told apart by nothing. */
class VaultPassphraseTest {
  @TempDir Path folder;
  private TestVault test;

  @BeforeEach
  void make() throws VaultException {
    test = new TestVault(folder);
    test.create();
    test.close();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void countsAndForgetsWithTheRightOne() throws Exception {
    for (int i = 1; i <= 3; i++) {
      String count = i + " wrong in a row";
      assertThatThrownBy(() -> test.open("wrong horse battery")).hasMessageContaining(count);
    }
    assertThat(failures()).isEqualTo(3);

    assertThat(test.open().info().failedOpenings()).isEqualTo(3);
    assertThat(test.reopen().info().failedOpenings()).isZero();
  }

  @Test
  void everyFurtherTryWaitsLongerAfterFive() throws Exception {
    fail(5);
    long wait = 1;
    for (int failures = 5; failures < 20; failures++) {
      assertThatThrownBy(test::open)
          .hasMessage(
              "after %d wrong passphrases in a row this vault can be tried again in %d s"
                  .formatted(failures, wait));
      test.clock.turn(Duration.ofSeconds(wait).minusNanos(1));
      assertThatThrownBy(test::open).hasMessageContaining("tried again in 1 s");
      assertThat(failures()).describedAs("a refused try is none").isEqualTo(failures);
      test.clock.turn(Duration.ofNanos(1));
      String next = "the next can be tried in " + Math.min(2 * wait, 900) + " s";
      assertThatThrownBy(() -> test.open("wrong horse battery")).hasMessageEndingWith(next);
      wait = Math.min(2 * wait, 900);
    }
    test.clock.turn(Duration.ofSeconds(wait));

    assertThat(test.open().info().failedOpenings()).isEqualTo(20);
    test.reopen();
  }

  @Test
  void aClockPutBackMakesOneMoreWaitAndNoLonger() throws Exception {
    fail(6);
    test.clock.turn(Duration.ofDays(-365));

    assertThatThrownBy(test::open).hasMessageContaining("tried again in 2 s");
    test.clock.turn(Duration.ofSeconds(2));
    test.open();
  }

  @Test
  void theCountIsOnTheDiskBeforeTheComparison() throws Exception {
    var dying =
        JdbcVaults.with(
            test.crypto.sealing,
            (passphrase, salt, cost) -> {
              throw new IllegalStateException("power cut");
            },
            test.crypto.keys,
            new Settings(test.clock, TestVault.CHEAP, 0));
    try (var passphrase = TestVault.secret(TestVault.PASSPHRASE)) {
      assertThatThrownBy(() -> dying.open(test.file, passphrase)).hasMessage("power cut");
    }

    assertThat(failures()).isEqualTo(1);
  }

  @Test
  void whoIsAtAnOpenVaultIsAskedAgainAndWrongAnswersCount() throws Exception {
    Vault vault = test.open();
    for (int i = 1; i <= 5; i++) {
      String count = i + " wrong in a row";
      assertThatThrownBy(() -> confirm(vault, "wrong horse battery")).hasMessageContaining(count);
    }
    assertThatThrownBy(() -> confirm(vault, TestVault.PASSPHRASE))
        .hasMessageContaining("can be tried again in 1 s");
    test.clock.turn(Duration.ofSeconds(1));

    confirm(vault, TestVault.PASSPHRASE);
    assertThat(vault.log().page(0, 2))
        .extracting(entry -> entry.act().verb() + " " + entry.act().actor())
        .contains("vault:confirm tester");
    assertThat(test.reopen().info().failedOpenings()).isZero();
  }

  private static void confirm(Vault vault, String typed) throws VaultException {
    try (var passphrase = TestVault.secret(typed)) {
      vault.officers().confirm(new SignIn("tester", passphrase));
    }
  }

  @Test
  void nothingTellsWhatDidNotFit() throws Exception {
    var messages = new HashSet<String>();
    for (String wrong :
        List.of(
            "", "x", "correct horse batterz", TestVault.PASSPHRASE + "!", "\u0000".repeat(99))) {
      TestVault.tamper(test.file, "UPDATE vault SET failures = 0");
      assertThatThrownBy(() -> test.open(wrong)).satisfies(e -> messages.add(e.getMessage()));
    }
    for (String change :
        List.of(
            "UPDATE vault SET created = created + 1",
            "UPDATE vault SET salt = randomblob(32)",
            "UPDATE vault SET salt = x'01'",
            "UPDATE vault SET iterations = 2",
            "UPDATE vault SET memory_kib = 2000000000",
            "UPDATE vault SET data_key = x'00'",
            "UPDATE vault SET id = 'another'")) {
      TestVault.tamper(test.file, "UPDATE vault SET failures = 0");
      TestVault.tamper(test.file, change);
      assertThatThrownBy(test::open).satisfies(e -> messages.add(e.getMessage()));
    }

    assertThat(messages).containsExactly("the passphrase is wrong: 1 wrong in a row");
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(() -> test.open("wrong horse battery"))
          .hasMessageContaining("the passphrase is wrong");
      if (i >= 4 && i < times - 1) {
        test.clock.turn(Duration.ofSeconds(1L << (i - 4)));
      }
    }
  }

  private int failures() throws SQLException {
    try (var connection = TestVault.behind(test.file);
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT failures FROM vault")) {
      assertThat(row.next()).isTrue();
      return row.getInt(1);
    }
  }
}
