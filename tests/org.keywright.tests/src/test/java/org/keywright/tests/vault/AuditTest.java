// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.audit.Audit;
import org.keywright.audit.AuditException;
import org.keywright.audit.SignedCheckpoint;
import org.keywright.audit.Verdict;
import org.keywright.audit.internal.VaultAudit;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.tests.TestCurves;
import org.keywright.vault.Act;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.ActLog.Entry;
import org.keywright.vault.Checkpoint;
import org.keywright.vault.Grant;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** What checkpoints and exports of the log show of whatever was done to it. */
class AuditTest {
  @TempDir Path folder;
  private TestVault test;
  private Vault vault;
  private Audit audit;

  @BeforeEach
  void make() throws VaultException {
    test = new TestVault(folder);
    vault = test.create();
    audit = new VaultAudit(test.vaults, TestCurves.ecKeys(), test.clock);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void anExportHoldsWithItsCheckpointsAndSaysWhatEachProves() throws Exception {
    acts(3);
    SignedCheckpoint first = checkpoint();
    acts(2);
    SignedCheckpoint second = checkpoint();
    acts(1);
    SignedCheckpoint third = checkpoint();

    Verdict verdict = check(export(third), first, second);

    assertThat(first.checkpoint().entries()).isEqualTo(7);
    assertThat(verdict.vault()).isEqualTo(vault.info().id());
    assertThat(verdict.entries()).isEqualTo(third.checkpoint().entries());
    assertThat(verdict.ranges())
        .containsExactly(
            new Verdict.Range(1, 7, Optional.of(first.checkpoint().at())),
            new Verdict.Range(8, 13, Optional.of(second.checkpoint().at())),
            new Verdict.Range(14, 17, Optional.empty()));
    assertThat(audit.verify(List.of(second)).ranges()).hasSize(4);
    assertThat(audit.checkpoints()).containsExactly(first, second, third);
  }

  /** The values of docs/audit.md. */
  @Test
  void theHashesAreThoseThatAreDocumented() {
    Bytes beginning = ActLog.beginning("00000000-0000-0000-0000-000000000001");
    var act = new Act("anna", "key:generate", "fuel/3", "");
    var entry = new Entry(1, Instant.parse("2026-01-01T00:00:00Z"), act, "asked", Bytes.of());
    assertThat(beginning.hex())
        .isEqualTo("43CD6CEC127C4D9DDE8A2043BD238C78A8EFF6BB530E2E2EAD38996BFBF02787");
    assertThat(entry.hashAfter(beginning).hex())
        .isEqualTo("EBD26BCAD9EEA6A1F9927FB14198F7E3699DD0257B80C8F656B9A19018491E34");
  }

  /** The export and the checkpoint of docs/audit.md. */
  @Test
  void theCheckpointThatIsDocumentedHolds() throws Exception {
    var export =
        List.of(
            "{\"format\":\"keywright-log 1\",\"vault\":\"00000000-0000-0000-0000-000000000001\"}",
            "{\"number\":1,\"at\":\"2026-01-01T00:00:00Z\",\"actor\":\"anna\",\"act\":\"key:generate\","
                + "\"subject\":\"fuel/3\",\"purpose\":\"\",\"result\":\"asked\",\"hash\":"
                + "\"EBD26BCAD9EEA6A1F9927FB14198F7E3699DD0257B80C8F656B9A19018491E34\"}");
    var documented =
        SignedCheckpoint.parse(
            """
            keywright-checkpoint 2
            vault 00000000-0000-0000-0000-000000000001
            entries 1
            root A8B6DF9A6E4AA36A5FF5769B957CE3A39DD3ACD3807FBC363805687C310D8106
            commits 3
            at 2026-01-01T00:00:01Z
            key 04E0A18952580BAB3EB30960441B8B910FF3226550AB06643824B6D87BF461FBAC38CD\
            91208AA2633F08E6C6EB03A356841C764A749233D24B405EFD8D45CAB495
            signature EE3A7ABB0EDECF2AECD31357026510CE6B4543D249CEA268E5A9D0DAB2D0A36C\
            3B408E2147713B5F7A6455EE1361CFF2D77C21A111F51D32BC6BB82D20412651
            """);
    var fingerprint =
        Bytes.ofHex("3E690C19662686BC2703E44BD6BE74D54A3F0CA5381A6AA48426A8852664EBE9");

    assertThat(audit.check(reader(export), List.of(documented), Optional.of(fingerprint)).ranges())
        .containsExactly(
            new Verdict.Range(1, 1, Optional.of(Instant.parse("2026-01-01T00:00:01Z"))));
    assertThat(documented.checkpoint().commits()).hasValue(3);
  }

  @Test
  void aCheckpointIsReadBackFromItsText() throws Exception {
    SignedCheckpoint signed = checkpoint();
    assertThat(SignedCheckpoint.parse(signed.text())).isEqualTo(signed);
    assertThat(signed.text()).startsWith("keywright-checkpoint 2\nvault ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"actor\":\"tester\" | \"actor\":\"nobody\" | entry 4 was changed, or the hash of entry 3",
        "\"act\":\"test\" | \"act\":\"toast\" | entry 4 was changed, or the hash of entry 3",
        "\"subject\":\"a vault\" | \"subject\":\"\" | entry 4 was changed, or the hash of entry 3",
        "to see | to hide | entry 4 was changed, or the hash of entry 3",
        "done: act 2 | done: nothing | entry 4 was changed, or the hash of entry 3",
        "\"number\":4 | \"number\":5 | entry 4 is missing",
        "\"number\":4 | \"number\":3 | entry 3 stands behind entry 3: it was doubled or moved",
        "\"number\" | \"count\" | line 5: the field 'number' is awaited here",
        "} | | line 5 cannot be read",
        "} | }{} | line 5 cannot be read"
      })
  void aChangedEntryIsNamed(String what, String by, String message) throws Exception {
    acts(3);
    SignedCheckpoint signed = checkpoint();
    List<String> lines = export(signed);
    String changed = lines.get(4).replace(what, by == null ? "" : by);
    assertThat(changed).isNotEqualTo(lines.get(4));
    lines.set(4, changed);
    assertRefused(lines, message, signed);
  }

  @Test
  void entriesThatAreDroppedSwappedOrDoubledAreNamed() throws Exception {
    acts(4);
    SignedCheckpoint signed = checkpoint();
    List<String> lines = export(signed);

    var dropped = new ArrayList<>(lines);
    dropped.remove(3);
    assertRefused(dropped, "entry 3 is missing", signed);
    dropped.remove(3);
    assertRefused(dropped, "entries 3 to 4 are missing", signed);
    var swapped = new ArrayList<>(lines);
    Collections.swap(swapped, 3, 4);
    assertRefused(swapped, "entry 3 is missing", signed);
    var doubled = new ArrayList<>(lines);
    doubled.add(4, lines.get(3));
    assertRefused(doubled, "entry 3 stands behind entry 3", signed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9})
  void whatIsCutOffAtTheEndIsFoundByTheCheckpointAlone(int left) throws Exception {
    acts(4);
    SignedCheckpoint signed = checkpoint();
    List<String> cut = export(signed).subList(0, left);
    assertThat(check(cut).entries()).isEqualTo(left - 1);
    assertRefused(cut, "at the end: they were signed on " + signed.checkpoint().at(), signed);
  }

  @Test
  void aLogThatWasWrittenAnewWithAllItsHashesIsFoundByTheRange() throws Exception {
    acts(2);
    SignedCheckpoint first = checkpoint();
    acts(2);
    SignedCheckpoint second = checkpoint();
    List<String> forged = forged(second, entry -> entry.number() == 8 ? blamed(entry) : entry);

    assertThat(check(forged, first).entries()).isEqualTo(second.checkpoint().entries());
    assertRefused(
        forged,
        "entries 6 to 11 are not those that were signed on " + second.checkpoint().at(),
        first,
        second);
  }

  private static Entry blamed(Entry entry) {
    Act act = entry.act();
    return new Entry(
        entry.number(),
        entry.at(),
        new Act("somebody else", act.verb(), act.subject(), act.purpose()),
        entry.result(),
        entry.hash());
  }

  /** An export in which every hash fits. */
  private List<String> forged(SignedCheckpoint upTo, UnaryOperator<Entry> change) throws Exception {
    List<String> lines = export(upTo);
    Bytes before = ActLog.beginning(vault.info().id());
    for (Entry entry : vault.log().from(1, (int) upTo.checkpoint().entries())) {
      Entry made = change.apply(entry).after(before);
      lines.set(
          (int) entry.number(),
          lines
              .get((int) entry.number())
              .replace(entry.hash().hex(), made.hash().hex())
              .replace("\"actor\":\"" + entry.act().actor(), "\"actor\":\"" + made.act().actor()));
      before = made.hash();
    }
    return lines;
  }

  @Test
  void aChangedCheckpointDoesNotHold() throws Exception {
    acts(2);
    SignedCheckpoint signed = checkpoint();
    List<String> lines = export(signed);
    for (String line : List.of("entries 5", "at 20", "commits ")) {
      var changed = SignedCheckpoint.parse(signed.text().replace(line, other(line)));
      assertRefused(lines, "was changed: its signature does not hold", changed);
    }
    assertThatThrownBy(() -> SignedCheckpoint.parse(signed.text().replace("root ", "Root ")))
        .isInstanceOf(AuditException.class)
        .hasMessage("line 4 of the checkpoint has no 'root '");
    assertThatThrownBy(() -> SignedCheckpoint.parse(signed.text() + "more"))
        .isInstanceOf(AuditException.class)
        .hasMessage("a checkpoint has 8 lines, this one 9");
    assertThatThrownBy(() -> SignedCheckpoint.parse("hello"))
        .isInstanceOf(AuditException.class)
        .hasMessage("this is no checkpoint: one begins with 'keywright-checkpoint 2'");
  }

  private static String other(String line) {
    return switch (line) {
      case "entries 5" -> "entries 4";
      case "at 20" -> "at 19";
      default -> line + "1";
    };
  }

  @Test
  void aCheckpointOfAnotherVaultOrKeyIsRefused() throws Exception {
    SignedCheckpoint signed = checkpoint();
    List<String> lines = export(signed);
    assertThatThrownBy(
            () ->
                audit.check(
                    reader(lines), List.of(signed), Optional.of(Bytes.ofHex("00".repeat(32)))))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("is signed by another key: " + signed.fingerprint());
    assertThat(audit.check(reader(lines), List.of(signed), Optional.of(signed.fingerprint())))
        .isEqualTo(check(lines, signed));

    try (var other = new TestVault(Files.createDirectory(folder.resolve("other")))) {
      other.create();
      var otherAudit = new VaultAudit(other.vaults, TestCurves.ecKeys(), other.clock);
      SignedCheckpoint foreign;
      try (Grant grant = other.vaults.require().grant(TestVault.ACT)) {
        foreign = otherAudit.checkpoint(grant);
      }
      assertRefused(lines, "is of the vault " + foreign.vault(), foreign);
      assertThatThrownBy(() -> audit.verify(List.of(foreign)))
          .isInstanceOf(AuditException.class)
          .hasMessageContaining("is signed by a key that is not this vault's");
    }
  }

  @Test
  void anOlderCopyOfTheVaultIsFoundByACheckpointThatWasKept() throws Exception {
    acts(2);
    checkpoint();
    test.vaults.close();
    Path copy = Files.copy(test.file, folder.resolve("older.kwv"));
    vault = test.open();
    acts(2);
    SignedCheckpoint kept = checkpoint();

    test.vaults.close();
    Files.move(copy, test.file, StandardCopyOption.REPLACE_EXISTING);
    forgetWhatThisComputerSaw();
    vault = test.open();

    assertThat(audit.verify(List.of()).entries()).isEqualTo(6);
    assertThatThrownBy(() -> audit.verify(List.of(kept)))
        .isInstanceOf(AuditException.class)
        .hasMessageStartingWith("entries 7 to 11 are missing at the end: they were signed on ")
        .hasMessageEndingWith(
            "; this is an older copy of the vault: it lacks 5 changes that the checkpoint of"
                + " 2026-03-01T12:00:00Z knows of, and is opened here again only after"
                + " vault:accept-older");
    test.vaults.close();
    assertThatThrownBy(test::open)
        .hasMessageContaining("it lacks the last 5 changes")
        .hasMessageContaining("vault:accept-older test.kwv");
    vault = test.openOlder();
    assertThatThrownBy(() -> audit.verify(List.of(kept)))
        .hasMessageContaining("entries 9 to 11 are missing at the end")
        .hasMessageNotContaining("older copy");
    vault = test.reopen();
    test.clock.turn(Duration.ofHours(1));
    assertThatThrownBy(() -> audit.verify(List.of(later(kept.checkpoint()))))
        .hasMessageContaining("this is an older copy of the vault: it lacks a change that");
  }

  /** As when something was changed behind the last entry, which the log does not show. */
  @Test
  void anOlderCopyIsFoundThoughItHasAllEntries() throws Exception {
    SignedCheckpoint later = later(checkpoint().checkpoint());

    assertThatThrownBy(() -> audit.verify(List.of(later)))
        .isInstanceOf(AuditException.class)
        .hasMessageStartingWith("this is an older copy of the vault: it lacks a change that");
  }

  /** A checkpoint of now over the same entries, and of one commit more than there are by then. */
  private SignedCheckpoint later(Checkpoint known) throws Exception {
    Instant now = test.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    // The signing is two of them.
    long more = vault.checkpoints().commits() + 3;
    return signed(
        new Checkpoint(known.entries(), now, known.root(), OptionalLong.of(more), Bytes.of()));
  }

  /** A checkpoint that the vault's key has signed. */
  private SignedCheckpoint signed(Checkpoint checkpoint) throws Exception {
    SignedCheckpoint own = audit.checkpoints().getFirst();
    var unsigned = new SignedCheckpoint(own.vault(), own.key(), checkpoint);
    try (Grant grant = vault.grant(TestVault.ACT);
        Key key = grant.root(RootPurpose.AUDIT, "checkpoints", 1)) {
      byte[] text = unsigned.signedText().getBytes(StandardCharsets.UTF_8);
      var complete =
          new Checkpoint(
              checkpoint.entries(),
              checkpoint.at(),
              checkpoint.root(),
              checkpoint.commits(),
              Bytes.of(TestCurves.ecKeys().sign(key, text)));
      return new SignedCheckpoint(own.vault(), own.key(), complete);
    }
  }

  @Test
  void aCheckpointThatIsOfLessThanOneBeforeItIsNoneOfThisHistory() throws Exception {
    SignedCheckpoint first = checkpoint();
    SignedCheckpoint second = checkpoint();
    Checkpoint known = second.checkpoint();
    SignedCheckpoint less =
        signed(
            new Checkpoint(
                known.entries(), known.at(), known.root(), OptionalLong.of(2), Bytes.of()));

    assertRefused(export(second), "is of commit 2, and one before it is of commit", first, less);
  }

  @Test
  void aCheckpointOfTheOlderFormIsReadAndHolds() throws Exception {
    SignedCheckpoint signed = checkpoint();
    Checkpoint known = signed.checkpoint();
    SignedCheckpoint older =
        signed(new Checkpoint(known.entries(), known.at(), known.root(), Bytes.of()));

    assertThat(older.text()).startsWith("keywright-checkpoint 1\n").doesNotContain("commits");
    assertThat(SignedCheckpoint.parse(older.text())).isEqualTo(older);
    assertThat(check(export(signed), older).ranges()).hasSize(1);
    assertThat(audit.verify(List.of(older)).ranges()).hasSize(2);
  }

  /** As on a computer that has not seen the newer vault, and so opens the older one. */
  private void forgetWhatThisComputerSaw() throws IOException {
    try (var notes = Files.newDirectoryStream(folder, "*.seen")) {
      for (Path note : notes) {
        Files.delete(note);
      }
    }
  }

  @Test
  void theLogIsSearchedByWhoWhatWhenAndHow() throws Exception {
    acts(3);
    try (Grant grant = vault.grant(new Act("bob", "key:destroy", "fuel/3", ""))) {
      grant.failed("100% no_such key");
    }
    assertThat(found(filter("bob", "", "", ""))).hasSize(2);
    assertThat(found(filter("", "KEY:", "", ""))).hasSize(2);
    assertThat(found(filter("", "", "FUEL", ""))).hasSize(2);
    assertThat(found(filter("", "", "", "100% no_such"))).hasSize(1);
    assertThat(found(filter("", "", "", "%"))).hasSize(1);
    assertThat(found(filter("tester", "", "", "done"))).hasSize(3);
    var last = vault.log().page(0, 1).getFirst();
    var upToLast =
        new ActFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(last.at()));
    assertThat(found(upToLast)).doesNotContain(last);
  }

  private List<Entry> found(ActFilter filter) throws VaultException {
    return vault.log().page(filter, 0, 100);
  }

  private static ActFilter filter(String actor, String verb, String subject, String result) {
    return new ActFilter(
        given(actor),
        given(verb),
        given(subject),
        given(result),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty());
  }

  private void acts(int count) throws VaultException {
    for (int i = 1; i <= count; i++) {
      try (Grant grant = vault.grant(TestVault.ACT)) {
        grant.succeeded("act " + i);
      }
    }
  }

  private SignedCheckpoint checkpoint() throws VaultException, KeyException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      SignedCheckpoint signed = audit.checkpoint(grant);
      grant.succeeded("signed");
      return signed;
    }
  }

  private List<String> export(SignedCheckpoint upTo) throws VaultException, IOException {
    var text = new StringWriter();
    audit.export(upTo, text);
    return text.toString().lines().collect(Collectors.toCollection(ArrayList::new));
  }

  private static StringReader reader(List<String> lines) {
    return new StringReader(String.join("\n", lines) + "\n");
  }

  private Verdict check(List<String> export, SignedCheckpoint... checkpoints)
      throws IOException, AuditException {
    return audit.check(reader(export), List.of(checkpoints), Optional.empty());
  }

  private void assertRefused(List<String> export, String message, SignedCheckpoint... checkpoints) {
    assertThatThrownBy(() -> check(export, checkpoints))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining(message);
  }
}
