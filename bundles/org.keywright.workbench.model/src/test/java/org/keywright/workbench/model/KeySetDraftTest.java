// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyState;
import org.keywright.crypto.KeyUsage;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeySet;
import org.keywright.workbench.model.KeySetDraft.Change;

/** What is typed about keys until it is saved. */
class KeySetDraftTest {
  private static final Kcv KCV = new Kcv(KcvMethod.CMAC, Bytes.ofHex("0102030405"));
  private static final String ONE = "north/1@1";
  private static final String TWO = "north/2@1";
  private static final String TRANSPORT = "north/T";

  private final KeySetDraft draft = new KeySetDraft();
  private final List<String> performed = new ArrayList<>();

  @BeforeAll
  static void language() {
    java.util.Locale.setDefault(java.util.Locale.ENGLISH);
  }

  @BeforeEach
  void read() throws Exception {
    draft.stored(set(), List.of(key(1, "data key"), key(2, "MAC key")));
  }

  private static KeySet set() {
    return new KeySet(
        "north",
        Bytes.ofHex("0000000000000001"),
        1,
        1,
        KCV,
        KeySpec.AES_128,
        life(KeyState.ACTIVE),
        Optional.empty(),
        Instant.EPOCH);
  }

  private static KeyLife life(KeyState state) {
    return KeyLife.begun(state, Instant.EPOCH, "tester", CryptoPeriod.OPEN);
  }

  private static ApplicationKey key(int ref, String label) throws Exception {
    return new ApplicationKey(
        "north",
        ref,
        label,
        KeySpec.AES_128,
        new KeyAttributes(KeyUsage.of("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE),
        1,
        false,
        KCV,
        life(KeyState.ACTIVE),
        "generated",
        Optional.empty(),
        Instant.EPOCH);
  }

  private Performed performs(Statement statement) {
    performed.add(statement.text());
    boolean refused = statement.text().contains("refused");
    return new Performed(
        statement, refused ? 1 : 0, List.of(), refused ? List.of("keywright: no") : List.of());
  }

  private List<String> statements() {
    return draft.changes().stream().map(change -> change.statement().text()).toList();
  }

  @Test
  void whatIsTypedBecomesOneStatementForEachThingThatChanges() {
    draft.type(ONE, KeyField.LABEL, "depot key");
    draft.type(ONE, KeyField.PROTECTS_UNTIL, "2030-01-01");
    draft.type(ONE, KeyField.OPENS_UNTIL, "2031-01-01T12:00Z");
    draft.type(TRANSPORT, KeyField.PROTECTS_UNTIL, "2032-01-01");

    assertThat(statements())
        .containsExactly(
            "key:period north/T --protects-until 2032-01-01",
            "key:label north/1@1 \"depot key\"",
            "key:period north/1@1 --protects-until 2030-01-01 --opens-until 2031-01-01T12:00:00Z");
    assertThat(draft.isDirty(ONE)).isTrue();
    assertThat(draft.isDirty(ONE, KeyField.LABEL)).isTrue();
    assertThat(draft.isDirty(TWO)).isFalse();
  }

  @Test
  void lettersOfOneFieldAreUndoneTogetherAndCanBeTypedAgain() {
    draft.type(ONE, KeyField.LABEL, "d");
    draft.type(ONE, KeyField.LABEL, "de");
    draft.type(TWO, KeyField.LABEL, "x");

    assertThat(draft.undo()).contains(TWO);
    assertThat(draft.undo()).contains(ONE);
    assertThat(draft.value(ONE, KeyField.LABEL)).isEqualTo("data key");
    assertThat(draft.isDirty()).isFalse();
    assertThat(draft.canUndo()).isFalse();

    assertThat(draft.redo()).contains(ONE);
    assertThat(draft.value(ONE, KeyField.LABEL)).isEqualTo("de");
    draft.type(ONE, KeyField.LABEL, "another way");
    assertThat(draft.canRedo()).isFalse();
  }

  @Test
  void whatIsTypedBackIsNotDirty() {
    draft.type(ONE, KeyField.LABEL, "depot key");
    draft.type(ONE, KeyField.LABEL, "data key");
    assertThat(draft.isDirty()).isFalse();
  }

  @Test
  void whatIsWrongIsSaidAtItsFieldAndForAll() {
    draft.type(ONE, KeyField.PROTECTS_UNTIL, "next year");
    assertThat(draft.problem(ONE, KeyField.PROTECTS_UNTIL).orElseThrow())
        .contains("'next year' is no moment");
    assertThat(draft.problem().orElseThrow()).startsWith("north/1@1: ");

    draft.type(ONE, KeyField.PROTECTS_UNTIL, "2030-01-01");
    draft.type(ONE, KeyField.OPENS_UNTIL, "2029-01-01");
    assertThat(draft.problem(ONE, KeyField.OPENS_UNTIL).orElseThrow()).contains("at least as long");
    draft.type(ONE, KeyField.OPENS_UNTIL, "2030-01-01");
    assertThat(draft.problem()).isEmpty();
    draft.type(ONE, KeyField.LABEL, "--x");
    assertThat(draft.problem(ONE, KeyField.LABEL)).isPresent();
  }

  @Test
  void aSaveStopsAtTheFirstRefusalAndSaysWhatWasDone() {
    draft.type(TRANSPORT, KeyField.PROTECTS_UNTIL, "2032-01-01");
    draft.type(ONE, KeyField.LABEL, "refused");
    draft.type(TWO, KeyField.LABEL, "other");

    SavedChanges saved = SavedChanges.of(draft.changes(), this::performs);
    draft.saved(saved);

    assertThat(performed).hasSize(2);
    assertThat(saved.message())
        .contains("Refused: key:label north/1@1 refused", "no", "1 change before it", "key:period")
        .contains("1 change behind it was not begun", "key:label north/2@1 other");
    assertThat(draft.isDirty(TRANSPORT)).isFalse();
    assertThat(draft.isDirty(ONE)).isTrue();
    assertThat(draft.isDirty(TWO)).isTrue();
    assertThat(draft.value(TRANSPORT, KeyField.PROTECTS_UNTIL)).isEqualTo("2032-01-01");
    assertThat(statements()).hasSize(2);
  }

  @Test
  void aSaveThatEndsWellLeavesNothingDirtyNorToUndo() {
    List<Change> changes;
    draft.type(ONE, KeyField.LABEL, " depot key ");
    changes = draft.changes();
    draft.saved(SavedChanges.of(changes, this::performs));
    assertThat(performed).containsExactly("key:label north/1@1 \"depot key\"");
    assertThat(draft.isDirty()).isFalse();
    assertThat(draft.canUndo()).isFalse();
  }

  @Test
  void whatSomebodyElseChangesMeanwhileIsNamedAndKeepsWhatIsTyped() throws Exception {
    draft.type(ONE, KeyField.LABEL, "mine");
    draft.stored(set(), List.of(key(1, "theirs"), key(2, "also theirs")));

    assertThat(draft.overtaken()).containsExactly(ONE);
    assertThat(draft.value(ONE, KeyField.LABEL)).isEqualTo("mine");
    assertThat(draft.value(TWO, KeyField.LABEL)).isEqualTo("also theirs");

    draft.stored(set(), List.of(key(2, "MAC key")));
    assertThat(draft.isDirty()).as("the key is gone").isFalse();
  }

  @Test
  void aDestroyedKeyIsNotEditedAndATransportKeyHasNoLabel() throws Exception {
    draft.stored(set(), List.of(key(1, "data key").at(life(KeyState.DESTROYED))));
    draft.type(ONE, KeyField.LABEL, "x");
    draft.type(TRANSPORT, KeyField.LABEL, "x");
    assertThat(draft.isDirty()).isFalse();
    assertThat(draft.isEditable(ONE, KeyField.LABEL)).isFalse();
    assertThat(draft.isEditable(TRANSPORT, KeyField.PROTECTS_UNTIL)).isTrue();
  }

  @Test
  void aTableShowsKeysAsTheyWouldBe() throws Exception {
    draft.type(ONE, KeyField.LABEL, "depot key");
    draft.type(ONE, KeyField.PROTECTS_UNTIL, "2030-01-01");
    ApplicationKey shown = draft.shown(key(1, "data key"));
    assertThat(shown.label()).isEqualTo("depot key");
    assertThat(shown.life().period().originatorUntil())
        .contains(Instant.parse("2030-01-01T00:00:00Z"));
    draft.type(ONE, KeyField.PROTECTS_UNTIL, "20");
    assertThat(draft.shown(key(1, "data key")).life().period()).isEqualTo(CryptoPeriod.OPEN);
  }

  @Test
  void aKeyIsOfferedTheStepsOfItsStateOnly() {
    assertThat(LifeStep.from(KeyState.ACTIVE))
        .containsExactly(LifeStep.SUSPEND, LifeStep.DEACTIVATE, LifeStep.COMPROMISE);
    assertThat(LifeStep.from(KeyState.DESTROYED)).isEmpty();
    assertThat(LifeStep.DESTROY.statement(ONE, "all have another").text())
        .isEqualTo("key:destroy north/1@1 --reason \"all have another\"");
  }
}
