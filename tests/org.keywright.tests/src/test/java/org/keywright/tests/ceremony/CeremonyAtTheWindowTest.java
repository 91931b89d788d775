// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.ceremony.Question;
import org.keywright.console.CommandLine;
import org.keywright.console.CommandScreen;
import org.keywright.console.Consoles;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sharing;
import org.keywright.workbench.model.CeremonyTable;
import org.keywright.workbench.model.CeremonyView;
import org.keywright.workbench.model.TypedPart;
import org.keywright.workbench.model.VaultWatch;

/** What the window does with what is typed in a ceremony, and with its letters and minutes. */
class CeremonyAtTheWindowTest {
  private static final String SCRIPT =
      """
      keywright-ceremony 1
      title "One key"
      person clara custodian "Clara Diaz"
      person dora custodian "Dora Lindqvist"
      step present clara dora
      step keyset north 01 AES-256 components clara dora
      step generate north/1 AES-128 D0 "data key"
      step give north/1 components clara dora
      """;

  /** A line of a letter, without its line feed. */
  private static final int LINE = 22;

  @TempDir private Path folder;

  private CeremonyRoom room;
  private List<KeyPart> parts;
  private CeremonyTable table;

  private static final class NoConsoles implements Consoles {
    @Override
    public CommandLine open(CommandScreen screen) {
      throw new IllegalStateException("nothing is run here");
    }

    @Override
    public String actor() {
      return "otto";
    }
  }

  @BeforeEach
  void begin() throws Exception {
    room = new CeremonyRoom(folder);
    room.vault.create();
    try (Key key = room.crypto.keys.generate(KeySpec.AES_256)) {
      parts = room.parts.part(key, Sharing.components(2));
    }
    var window =
        new org.keywright.workbench.model.CeremonyRoom(
            room.ceremonies,
            room.parts,
            room.letters,
            new NoConsoles(),
            room.vault.vaults,
            new VaultWatch());
    Path script = Files.writeString(folder.resolve("north.ceremony"), SCRIPT);
    table = window.begin(window.read(script), Optional.empty());
    table.begun();
    table.confirm("");
    table.confirm("");
  }

  @AfterEach
  void end() throws Exception {
    table.close();
    parts.forEach(KeyPart::close);
    room.close();
  }

  private List<KeyMaterial> lines(KeyPart part) throws Exception {
    var lines = new ArrayList<KeyMaterial>();
    try (KeyMaterial all = room.parts.lines(part)) {
      for (int at = 0; at < all.length(); at += LINE + 1) {
        lines.add(all.slice(at, at + LINE));
      }
    }
    return lines;
  }

  private CeremonyView enter(KeyPart part, String checkValue) throws Exception {
    List<KeyMaterial> typed = lines(part);
    CeremonyView view = table.enter(new TypedPart(typed, false, OptionalInt.empty(), checkValue));
    assertThat(typed).as("what was typed is wiped").allMatch(KeyMaterial::wiped);
    return view;
  }

  private static String asked(CeremonyView view) {
    return view.question().map(question -> question.person().id()).orElse("nobody");
  }

  private String checkValue(KeyPart part) throws Exception {
    return room.parts.checkValue(part).value().hex();
  }

  private CeremonyView enterAll() throws Exception {
    enter(parts.get(0), checkValue(parts.get(0)));
    return enter(parts.get(1), checkValue(parts.get(1)));
  }

  @Test
  void aComponentWithAnotherCheckValueIsAskedForAgainAndNoOther() throws Exception {
    assertThat(asked(enter(parts.get(0), checkValue(parts.get(0))))).isEqualTo("dora");
    CeremonyView wrong = enter(parts.get(1), checkValue(parts.get(0)));
    assertThat(wrong.said()).hasValueSatisfying(said -> assertThat(said.accepted()).isFalse());
    assertThat(wrong.faults()).isOne();
    assertThat(asked(wrong)).isEqualTo("dora");
    CeremonyView right = enter(parts.get(1), checkValue(parts.get(1)));
    assertThat(right.question().orElse(null)).isNotInstanceOf(Question.Part.class);
  }

  @Test
  void aLineIsLookedAtWhileItIsTyped() throws Exception {
    List<KeyMaterial> typed = lines(parts.get(0));
    assertThat(table.lineProblem(typed.get(0), 1)).isFalse();
    assertThat(table.lineProblem(typed.get(0), 2)).as("in another line's place").isTrue();
    typed.forEach(KeyMaterial::close);
  }

  @Test
  void aLetterIsANewFileThatNobodyElseCanRead() throws Exception {
    CeremonyView view = enterAll();
    while (!(view.question().orElseThrow() instanceof Question.Handover)) {
      view = table.confirm("");
    }
    Path there = Files.writeString(folder.resolve("there.pdf"), "somebody's");
    CeremonyView refused = table.save(there);
    assertThat(refused.said()).hasValueSatisfying(said -> assertThat(said.accepted()).isFalse());
    assertThat(there).hasContent("somebody's");
    Path letter = folder.resolve("clara.pdf");
    assertThat(asked(table.save(letter))).isEqualTo("dora");
    assertThat(letter).exists();
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(letter)))
          .isEqualTo("rw-------");
    }
    assertThatThrownBy(table::passOver).hasMessage("only in a rehearsal a letter is passed over");
  }

  @Test
  void minutesAreSavedAsNewFilesAndProveTheirSignature() throws Exception {
    CeremonyView view = enterAll();
    for (int letter = 1; !view.ended(); ) {
      view =
          view.question().orElseThrow() instanceof Question.Handover
              ? table.save(folder.resolve("letter-" + letter++ + ".pdf"))
              : table.confirm("");
    }
    assertThat(view.done()).isEqualTo(4);
    Path pdf = folder.resolve("minutes.pdf");
    Path json = folder.resolve("minutes.jsonl");
    var key = table.saveMinutes(Optional.of(pdf), Optional.of(json));
    assertThat(room.ceremonies.check(Bytes.of(Files.readAllBytes(json)), Optional.of(key)).record())
        .isPresent();
    Path another = folder.resolve("another.jsonl");
    assertThatThrownBy(() -> table.saveMinutes(Optional.of(pdf), Optional.of(another)))
        .hasMessageContaining("exists already");
    assertThat(another).as("both or none").doesNotExist();
  }
}
