// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.Question;
import org.keywright.crypto.KeyPart;
import org.keywright.vault.Act;
import org.keywright.vault.Request;
import org.keywright.vault.VaultException;

/** Ceremonies in a vault with officers: who has to approve, be there, and open a period. */
class OfficersCeremonyTest {
  private static final int PEOPLE = 5;

  @TempDir private Path folder;
  private OfficersRoom officers;

  @BeforeEach
  void found() throws Exception {
    officers = new OfficersRoom(folder);
  }

  @AfterEach
  void close() {
    officers.close();
  }

  private static List<String> words(CeremonyRecord record, String what) {
    return record.events().stream()
        .filter(event -> event.what().equals(what))
        .map(CeremonyRecord.Event::words)
        .toList();
  }

  @Test
  void theMinutesSayWhoApprovedAndHowEachWasPresent() throws Exception {
    try (Ceremony ceremony = officers.begun()) {
      officers.lead(ceremony, Integer.MAX_VALUE);
      CeremonyRecord record = ceremony.record();
      assertThat(record.state()).isEqualTo(CeremonyRecord.State.DONE);
      assertThat(record.faults()).isZero();
      assertThat(words(record, "approved"))
          .containsExactly("request 1: asked for by anna, 'a test'; approved by ben");
      assertThat(words(record, "present"))
          .hasSize(PEOPLE)
          .startsWith("is present, shown by passphrase")
          .endsWith("is present");
      var page = new ReadPage(ceremony.minutes().pdf().toArray());
      assertThat(page.text())
          .contains("request 1: asked for by anna", "approved by ben")
          .containsPattern("Clara Diaz\\s+custodian\\s+passphrase, entry \\d+")
          .containsPattern("Wilma Roth\\s+witness\\s+own word, entry \\d+");
    }
    assertThat(officers.room.stored(OfficersRoom.TRANSPORT)).isPresent();
    assertThat(officers.vault().log().verify()).isPositive();
  }

  @Test
  void withoutAnothersApprovalNothingBegins() throws Exception {
    officers.openPeriod();
    assertThatThrownBy(officers::begin)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(
            "ceremony:run of 'Keys of the north network' needs another officer's");
    Request request =
        officers
            .vault()
            .requests()
            .ask("a test", java.time.Duration.ofDays(1), () -> officers.begin().close());
    assertThat(request.act().purpose())
        .contains(
            officers.script().digest().hex(),
            "keyset north 01 AES-256 generated; give north/T components clara dora; prove north/T");
    assertThatThrownBy(() -> officers.vault().requests().approve(request.number()))
        .hasMessageContaining("is anna's own");
    assertThat(officers.room.ceremonies.all()).isEmpty();
  }

  @Test
  void anotherScriptIsNotTheOneThatWasApproved() throws Exception {
    officers.approved(() -> officers.begin().close());
    officers.openPeriod();
    var other =
        officers.room.ceremonies.read(
            OfficersRoom.SCRIPT.replace("components clara dora", "components dora clara"));
    assertThatThrownBy(() -> officers.room.ceremonies.begin(other, "whoever", Optional.empty()))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("request 1 is for ceremony:run");
  }

  @Test
  void anApprovalIsGoodForOneCeremonyThatHasBegunAndStillForOneThatHasNot() throws Exception {
    officers.approved(() -> officers.begin().close());
    assertThatThrownBy(officers::begin)
        .isInstanceOf(CeremonyException.class)
        .hasMessageContaining("period:open --keyset north --act 'ceremony:*'");
    officers.openPeriod();
    officers.begin().close();
    assertThatThrownBy(officers::begin).hasMessageContaining("needs another officer's approval");
  }

  @Test
  void whoIsNoOfficerOfHisRoleIsNamedBeforeAnythingIsAsked() throws Exception {
    for (var wrong :
        List.of(
            List.of("person dora custodian", "person dora auditor", "dora is custodian in this"),
            List.of("felix", "fritz", "fritz is no officer of this vault"))) {
      String text = OfficersRoom.SCRIPT.replace(wrong.get(0), wrong.get(1));
      if (text.contains("dora auditor")) {
        text =
            text.lines()
                .filter(line -> !line.contains("components"))
                .reduce("", (a, b) -> a + b + "\n");
      }
      var script = officers.room.ceremonies.read(text);
      assertThatThrownBy(() -> officers.room.ceremonies.begin(script, "whoever", Optional.empty()))
          .isInstanceOf(CeremonyException.class)
          .hasMessageContaining(wrong.get(2));
    }
  }

  @Test
  void aWrongPassphraseIsCountedOnRecordAndAskedForAgain() throws Exception {
    try (Ceremony ceremony = officers.begun();
        var wrong = OfficersRoom.passphrase("eve")) {
      assertThat(ceremony.question().orElseThrow())
          .isInstanceOfSatisfying(
              Question.Presence.class, asked -> assertThat(asked.byPassphrase()).isTrue());
      assertThatThrownBy(() -> ceremony.confirm("I am Anna"))
          .isInstanceOf(CeremonyException.class)
          .hasMessageContaining("by his passphrase");
      assertThat(ceremony.present(wrong).accepted()).isFalse();
      assertThat(ceremony.question().orElseThrow().person().id()).isEqualTo("anna");
      assertThat(officers.vault().officers().all().getFirst().failures()).isEqualTo(1);
      officers.lead(ceremony, PEOPLE);
      assertThat(ceremony.record().faults()).isEqualTo(1);
      assertThat(words(ceremony.record(), "present").getFirst())
          .startsWith("the passphrase of anna is wrong");
    }
  }

  @Test
  void itGoesOnInAnotherPeriodWithAnotherApprovalOnly() throws Exception {
    String id;
    try (Ceremony ceremony = officers.begun()) {
      id = ceremony.id();
      officers.lead(ceremony, PEOPLE + 1);
      assertThat(ceremony.question().orElseThrow()).isInstanceOf(Question.Handover.class);
      officers.vault().periods().close();
      assertThatThrownBy(ceremony::question)
          .isInstanceOf(CeremonyException.class)
          .hasMessageStartingWith(
              "the authorised period has ended, it was closed by anna, and ceremony");
      assertThatThrownBy(() -> ceremony.give((letter, part) -> "nobody"))
          .isInstanceOf(CeremonyException.class);
    }
    assertThatThrownBy(() -> officers.resume(id))
        .hasMessageContaining("another officer's approval");
    officers.approved(() -> officers.resume(id).close());
    assertThatThrownBy(() -> officers.resume(id)).hasMessageContaining("period:open");
    officers.openPeriod();
    try (Ceremony ceremony = officers.resume(id)) {
      officers.lead(ceremony, Integer.MAX_VALUE);
      assertThat(ceremony.record().state()).isEqualTo(CeremonyRecord.State.DONE);
      assertThat(words(ceremony.record(), "approved")).hasSize(2);
    }
  }

  @Test
  void thePartsOfARootAreWipedWhenThePeriodEndsWhileTheyLieThere() throws Exception {
    try (Ceremony ceremony = officers.begun()) {
      officers.lead(ceremony, PEOPLE);
      var seen = new KeyPart[1];
      ceremony.give(
          (letter, part) -> {
            seen[0] = part;
            return "printer north";
          });
      assertThat(seen[0].value().material().wiped()).isFalse();
      officers.vault().periods().close();
      assertThat(seen[0].value().material().wiped()).isTrue();
    }
  }

  @Test
  void aPeriodThatEndsWhileALetterIsPrintedIsWaitedForByNobody() throws Exception {
    try (Ceremony ceremony = officers.begun()) {
      officers.lead(ceremony, PEOPLE);
      var seen = new KeyPart[1];
      assertThatThrownBy(
              () ->
                  ceremony.give(
                      (letter, part) -> {
                        seen[0] = part;
                        closePeriodElsewhere();
                        assertThat(part.value().material().wiped()).isFalse();
                        return "printer north";
                      }))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("the leave to ceremony:run was withdrawn");
      assertThat(seen[0].value().material().wiped()).isTrue();
    }
  }

  private void closePeriodElsewhere() {
    var closing =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    officers.vault().periods().close();
                  } catch (VaultException e) {
                    throw new AssertionError(e);
                  }
                });
    try {
      closing.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nobodyWritesMinutesPastTheCeremony() throws Exception {
    for (String verb : List.of("ceremony:present", "ceremony:take", "ceremony:end")) {
      assertThatThrownBy(
              () -> officers.vault().grant(new Act("anna", verb, "ceremony 4F2A81C3", "")))
          .hasMessage(
              verb + " is not for anna, who is security officer: only a ceremony that is held may");
    }
  }
}
