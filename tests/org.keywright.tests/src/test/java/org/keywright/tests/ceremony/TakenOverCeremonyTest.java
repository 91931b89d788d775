// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord.State;
import org.keywright.ceremony.Question;
import org.keywright.crypto.KeyPart;

/** A ceremony that somebody else gives up, or goes on with, while it is at work. */
class TakenOverCeremonyTest {
  private static final String SCRIPT =
      """
      keywright-ceremony 1
      title "One key"
      person anna officer "Anna Berger"
      person clara custodian "Clara Diaz"
      person dora custodian "Dora Lindqvist"
      step present anna clara dora
      step keyset north 01 AES-256 generated
      step generate north/1 AES-128 D0 "data key"
      step give north/1 components clara dora
      """;

  @TempDir private Path folder;
  private CeremonyRoom room;

  @BeforeEach
  void create() throws Exception {
    room = new CeremonyRoom(folder);
    room.vault.create();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private Ceremony begun(int answers) throws Exception {
    var ceremony = room.ceremonies.begin(room.ceremonies.read(SCRIPT), "otto", Optional.empty());
    for (int i = 0; i < answers; i++) {
      assertThat(ceremony.question()).isPresent();
      ceremony.confirm("");
    }
    return ceremony;
  }

  @Test
  void oneThatWasGivenUpWritesNothingMoreAndSaysByWhom() throws Exception {
    try (Ceremony ceremony = begun(2)) {
      room.ceremonies.abandon(ceremony.id(), "eve", "it is late");
      var abandoned = ceremony.record();
      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(() -> ceremony.confirm(""))
            .isInstanceOf(CeremonyException.class)
            .hasMessage(
                "eve has given ceremony %s up meanwhile (before step 1, the steps before it stay"
                        .formatted(ceremony.id())
                    + " done: it is late): nothing more of it is done");
        assertThatThrownBy(ceremony::question).isInstanceOf(CeremonyException.class);
      }
      assertThat(room.ceremonies.require(ceremony.id())).isEqualTo(abandoned);
      assertThat(abandoned.state()).isEqualTo(State.ABANDONED);
    }
    assertThat(room.count()).isZero();
  }

  @Test
  void oneThatGoesOnElsewhereStopsHere() throws Exception {
    try (Ceremony ceremony = begun(2)) {
      try (Ceremony elsewhere = room.ceremonies.resume(ceremony.id(), "eve")) {
        assertThatThrownBy(() -> ceremony.confirm(""))
            .isInstanceOf(CeremonyException.class)
            .hasMessage(
                "eve goes on with ceremony %s elsewhere: nothing more of it is done here"
                    .formatted(ceremony.id()));
        assertThat(elsewhere.question()).isPresent();
      }
    }
  }

  @Test
  void thePartsOfOneThatWasGivenUpAreWipedWhenItNotices() throws Exception {
    try (Ceremony ceremony = begun(3)) {
      assertThat(ceremony.question().orElseThrow()).isInstanceOf(Question.Handover.class);
      var seen = new KeyPart[1];
      assertThatThrownBy(
              () ->
                  ceremony.give(
                      (letter, part) -> {
                        seen[0] = part;
                        giveUp(ceremony.id());
                        return "printer north";
                      }))
          .isInstanceOf(CeremonyException.class)
          .hasMessageContaining("eve has given ceremony");
      assertThat(seen[0].value().material().wiped()).isTrue();
      assertThat(ceremony.record().events()).noneMatch(event -> event.what().equals("letter"));
      assertThat(ceremony.record().state()).isEqualTo(State.ABANDONED);
    }
  }

  private void giveUp(String id) {
    try {
      room.ceremonies.abandon(id, "eve", "it is late");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
