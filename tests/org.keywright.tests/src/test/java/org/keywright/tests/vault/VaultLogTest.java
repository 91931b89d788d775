// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.vault.Act;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.ActLog.Entry;
import org.keywright.vault.Grant;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** The log of acts: written before the act, chained, sealed. */
class VaultLogTest {
  @TempDir Path folder;
  private TestVault test;
  private Vault vault;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    vault = test.create();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void tellsWhoAskedForWhatAndHowItEnded() throws VaultException {
    var act = new Act("anna", "key:generate", "fuel/3", "the new network");
    try (Grant grant = vault.grant(act)) {
      assertThat(vault.log().page(0, 10))
          .singleElement()
          .satisfies(entry -> assertThat(entry.result()).isEqualTo("asked"));
      grant.succeeded("KCV 61886B5CD4 (CMAC)");
    }
    try (Grant grant = vault.grant(act)) {
      grant.failed("no such key");
    }
    vault.grant(act).close();
    vault.grant(act);

    vault = test.reopen();
    assertThat(vault.log().page(0, 10).stream().map(Entry::result))
        .containsExactly(
            "failed: the vault was closed before the act ended",
            "asked",
            "failed: ended without a word",
            "asked",
            "failed: no such key",
            "asked",
            "done: KCV 61886B5CD4 (CMAC)",
            "asked");
    assertThat(vault.log().page(6, 10)).hasSize(2);
    assertThat(vault.log().page(0, 10)).allSatisfy(e -> assertThat(e.act()).isEqualTo(act));
    assertThat(vault.log().verify()).isEqualTo(8);
  }

  @Test
  void isSortedByAnyColumnPageByPage() throws VaultException {
    for (String subject : List.of("fuel/1", "water/1", "fuel/2")) {
      try (Grant grant = vault.grant(new Act("anna " + subject, "key:generate", subject, ""))) {
        grant.succeeded("");
      }
    }
    Paging.requireEveryOrder(
        ActLog.Column.class,
        vault.log().page(0, 100),
        (Sorting<ActLog.Column> sorting, Optional<Entry> after, int limit) ->
            vault.log().page(ActFilter.ALL, sorting, after, limit),
        (column, entry) ->
            switch (column) {
              case NUMBER -> entry.number();
              case ACTOR -> entry.act().actor();
              case VERB -> entry.act().verb();
              case SUBJECT -> entry.act().subject();
              case RESULT -> entry.result();
            });
    assertThat(
            Paging.all(
                (Sorting<ActLog.Column> sorting, Optional<Entry> after, int limit) ->
                    vault.log().page(ActFilter.on("fuel"), sorting, after, limit),
                ActLog.Column.SUBJECT,
                true))
        .extracting(Entry::number)
        .containsExactly(6L, 5L, 2L, 1L);
  }

  @Test
  void anActThatSaysNotWhoIsRefused() {
    assertThatThrownBy(() -> vault.grant(new Act(" ", "verb", "", "")))
        .isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> vault.grant(new Act("anna", "", "", "")))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void whatCannotBeLoggedDoesNotHappen() throws Exception {
    test.tamper("ALTER TABLE act_log RENAME TO deaf");

    assertThatThrownBy(() -> vault.grant(TestVault.ACT)).isInstanceOf(VaultException.class);

    test.tamper("ALTER TABLE deaf RENAME TO act_log");
    vault.grant(TestVault.ACT).close();
  }

  @Test
  void anEmptyLogHolds() throws VaultException {
    assertThat(vault.log().verify()).isZero();
  }

  @Test
  void findsAChangedEntry() throws Exception {
    for (String change :
        new String[] {
          "actor = 'eve'",
          "verb = 'x'",
          "subject = 'x'",
          "purpose = 'x'",
          "result = 'done: x'",
          "at = at + 1",
          "hash = randomblob(32)"
        }) {
      refill();
      test.tamper("UPDATE act_log SET " + change + " WHERE number = 3");
      assertThatThrownBy(() -> test.open().log().verify())
          .describedAs(change)
          .hasMessage("entry 3 of the log was changed");
    }
  }

  @Test
  void findsAChangedSeal() throws Exception {
    refill();
    test.tamper("UPDATE act_log SET seal = randomblob(29) WHERE number = 3");
    assertThatThrownBy(() -> test.open().log().verify())
        .hasMessage("entry 3 of the log was not written by this vault");
  }

  @Test
  void findsARemovedEntry() throws Exception {
    refill();
    test.tamper("DELETE FROM act_log WHERE number = 4");
    assertThatThrownBy(() -> test.open().log().verify())
        .hasMessage("entry 4 of the log is missing");
    refill();
    test.tamper("DELETE FROM act_log WHERE number = 1");
    assertThatThrownBy(() -> test.open().log().verify())
        .hasMessage("entry 1 of the log is missing");
  }

  @Test
  void findsAClosedGap() throws Exception {
    refill();
    test.tamper("DELETE FROM act_log WHERE number = 4");
    test.tamper("UPDATE act_log SET number = number - 1 WHERE number > 4");
    assertThatThrownBy(() -> test.open().log().verify())
        .hasMessage("entry 4 of the log was changed");
  }

  @Test
  void findsAnInsertedEntry() throws Exception {
    refill();
    test.tamper(
        "INSERT INTO act_log SELECT number + 1, at, actor, verb, subject, purpose, result, hash,"
            + " seal FROM act_log ORDER BY number DESC LIMIT 1");
    assertThatThrownBy(() -> test.open().log().verify())
        .hasMessage("entry 7 of the log was changed");
  }

  @Test
  void findsSwappedEntries() throws Exception {
    refill();
    test.tamper("UPDATE act_log SET number = 102 WHERE number = 2");
    test.tamper("UPDATE act_log SET number = 2 WHERE number = 3");
    test.tamper("UPDATE act_log SET number = 3 WHERE number = 102");
    assertThatThrownBy(() -> test.open().log().verify())
        .hasMessage("entry 2 of the log was changed");
  }

  @Test
  void findsACutOffEndAlsoAfterNewEntries() throws Exception {
    refill();
    test.tamper("DELETE FROM act_log WHERE number >= 5");
    vault = test.open();
    assertThatThrownBy(() -> vault.log().verify())
        .hasMessage("entry 5 of the log is missing: the newest written was 6");

    vault.grant(TestVault.ACT).close();
    assertThatThrownBy(() -> vault.log().verify())
        .hasMessage("entries 5 to 6 of the log are missing");
  }

  @Test
  void aHeadThatWasTurnedBackStopsEveryAct() throws Exception {
    refill();
    test.tamper("DELETE FROM act_log WHERE number >= 5");
    test.tamper(
        "UPDATE act_log_head SET number = 4, hash = (SELECT hash FROM act_log WHERE number = 4),"
            + " seal = (SELECT seal FROM act_log WHERE number = 4)");
    vault = test.open();
    assertThatThrownBy(() -> vault.log().verify())
        .hasMessage("the head of the log of acts was not written by this vault");
    assertThatThrownBy(() -> vault.grant(TestVault.ACT))
        .hasMessage("the head of the log of acts was not written by this vault");
    test.tamper("DELETE FROM act_log_head");
    assertThatThrownBy(() -> vault.grant(TestVault.ACT))
        .hasMessage("the head of the log of acts is missing");
  }

  /** Three acts of two entries in a new vault, which is closed. */
  private void refill() throws Exception {
    test.discard();
    vault = test.create();
    for (int i = 0; i < 3; i++) {
      try (Grant grant = vault.grant(TestVault.ACT)) {
        grant.succeeded("act " + i);
      }
    }
    assertThat(vault.log().verify()).isEqualTo(6);
    test.close();
  }
}
