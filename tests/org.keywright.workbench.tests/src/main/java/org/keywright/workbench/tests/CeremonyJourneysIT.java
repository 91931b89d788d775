// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/** A key ceremony at the window: rehearsed, then held, with one component that was mistyped. */
@Timeout(180)
class CeremonyJourneysIT {
  private static final List<String> CUSTODIANS =
      List.of("Clara Diaz", "Dora Lindqvist", "Emil Novak");

  private static final String SCRIPT =
      """
      keywright-ceremony 1
      title "Keys of the north network"
      person anna   officer    "Anna Berger"
      person clara  custodian  "Clara Diaz"
      person dora   custodian  "Dora Lindqvist"
      person emil   custodian  "Emil Novak"
      step present   anna clara dora emil
      step confirm   anna   "The bags of the three components were whole; their numbers are"
      step keyset    north 01 AES-256 components clara dora emil
      step generate  north/1 AES-128 D0 "data key"
      step give      north/1 components clara dora
      """;

  /** Components that everybody may know, each with its check value. */
  private static final List<String> COMPONENTS =
      List.of(
          "1-1B2D3F4150627385A6B7C8D9EAFB0C1D2E3F4051627384950617283940516273,4611700EEC",
          "2-9F8E7D6C5B4A39281706F5E4D3C2B1A09F8E7D6C5B4A39281706F5E4D3C2B1A1,0112D6502D",
          "3-0123456789ABCDEF0011223344556677FEDCBA98765432108899AABBCCDDEEFF,81205AC8EF");

  @RegisterExtension static final Window WINDOW = new Window();

  @SuppressWarnings("NullAway.Init") // where there is no screen no journey begins
  private Screen screen;

  @TempDir Path folder;

  @BeforeEach
  void begin() {
    screen = WINDOW.screen();
  }

  @Test
  void aCeremonyIsRehearsedAndThenHeldWithOneComponentMistyped() throws Exception {
    Path script = Files.writeString(folder.resolve("north.ceremony"), SCRIPT);
    Path rehearsed = folder.resolve("rehearsal.jsonl");
    rehearse(script, rehearsed);
    vault();
    hold(script, rehearsed);
    assertThat(screen.desk().vault().orElseThrow().keySets().require("north").name())
        .isEqualTo("north");
    assertThat(screen.desk().recording().script()).doesNotContain("1B2D3F41");
  }

  private void vault() throws InterruptedException {
    var create =
        Statement.of("vault:create").argument(folder.resolve("north.kwv")).flag("--test", true);
    KeyMaterial passphrase =
        KeyMaterial.consume("correct horse battery".getBytes(StandardCharsets.UTF_8));
    try (var secrets = Secrets.of(passphrase)) {
      assertThat(screen.desk().perform(create, secrets).ok()).isTrue();
    }
    screen.settle();
  }

  private void rehearse(Path script, Path minutes) throws InterruptedException {
    screen.command("ceremony");
    assertThat(screen.<Boolean>ask(screen.field("Script:")::isFocusControl)).isTrue();
    screen.type("Script:", script.toString());
    screen.picture("ceremony-prepare");
    screen.press("Begin");
    here();
    assertThat(screen.shows("Alone at the keyboard")).isTrue();
    screen.type("Line 1:", "1B2D 3F41 5062 7385 00");
    assertThat(screen.shows("mistyped")).isTrue();
    assertThat(screen.copiedFromMaskedFields("nothing secret"))
        .isEqualTo("4 fields: nothing secret");
    screen.picture("ceremony-rehearsal");
    for (String custodian : CUSTODIANS) {
      assertThat(screen.shows(custodian)).isTrue();
      screen.press("Enter the throw-away part");
    }
    screen.press("Confirm");
    screen.picture("ceremony-letter");
    screen.press("Pass over");
    screen.press("Pass over");
    assertThat(screen.shows("The rehearsal has ended")).isTrue();
    screen.type("For programs:", minutes.toString());
    screen.press("Save and verify");
    assertThat(screen.shows("Saved, read again, and whole")).isTrue();
    screen.press("Close");
  }

  /** Everybody says that he is there, and the bags were whole. */
  private void here() throws InterruptedException {
    for (int person = 0; person < 4; person++) {
      screen.press("Confirm");
    }
    screen.type("For the minutes:", "bags 17, 18, 19");
    screen.press("Confirm");
  }

  private void hold(Path script, Path rehearsed) throws InterruptedException {
    screen.command("ceremony");
    screen.type("Script:", script.toString());
    screen.press("The ceremony, in the vault");
    screen.type("Minutes of the rehearsal:", rehearsed.toString());
    screen.press("Begin");
    here();
    scan(COMPONENTS.get(0));
    scan(COMPONENTS.get(1).replaceFirst("-.", "-0"));
    assertThat(screen.shows("Dora Lindqvist")).as("she alone is asked again").isTrue();
    screen.picture("ceremony-wrong");
    scan(COMPONENTS.get(1));
    scan(COMPONENTS.get(2));
    screen.press("Confirm");
    goOn(rehearsed);
    for (String name : List.of("clara", "dora")) {
      screen.type("Or a new file (PDF):", folder.resolve(name + ".pdf").toString());
      screen.press("Save");
      assertThat(folder.resolve(name + ".pdf")).exists();
    }
    assertThat(screen.shows("The ceremony has ended")).isTrue();
    assertThat(screen.shows("Unlike its rehearsal")).as("a fault was noticed").isTrue();
    screen.type("For people (PDF):", folder.resolve("minutes.pdf").toString());
    screen.type("For programs:", folder.resolve("minutes.jsonl").toString());
    screen.press("Save and verify");
    assertThat(screen.shows("Saved, read again, and whole")).isTrue();
    screen.picture("ceremony-minutes");
    screen.press("Close");
  }

  /** It is broken off before the first letter, and goes on there; it is compared all the same. */
  private void goOn(Path rehearsed) throws InterruptedException {
    screen.press("Break off…");
    screen.press("Go on");
    assertThat(screen.shows("Clara Diaz")).as("nothing was broken off").isTrue();
    screen.press("Break off…");
    screen.press("Break off");
    screen.command("ceremony");
    screen.press("Go on with a ceremony");
    assertThat(screen.shows("SHA-256 of the script")).as("what goes on").isTrue();
    screen.type("Minutes of the rehearsal:", rehearsed.toString());
    screen.picture("ceremony-go-on");
    screen.press("Begin");
    for (int person = 0; person < 4; person++) {
      screen.press("Confirm");
    }
  }

  private void scan(String component) throws InterruptedException {
    Button scanner =
        screen.one(Button.class, button -> button.getText().startsWith("A scanner reads"));
    assertThat(screen.<Boolean>ask(scanner::getSelection)).as("each begins anew").isFalse();
    screen.press("A scanner reads");
    screen.type("Whole part:", component);
    // A scanner ends with Enter.
    var field = screen.field("Whole part:");
    screen.act(() -> field.notifyListeners(SWT.DefaultSelection, new Event()));
    screen.settle();
  }
}
