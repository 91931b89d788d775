// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.vault.Pairing;
import org.keywright.workbench.model.Desk;

/** The management centre: units are made, paired by a wizard, a code is asked for at the desk. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // the window is there before each journey
class PairingJourneysIT {
  @RegisterExtension static final Window WINDOW = new Window();

  @TempDir Path folder;
  private Screen screen;
  private Eyes eyes;

  @BeforeEach
  void begin() throws Exception {
    screen = WINDOW.screen();
    eyes = new Eyes(screen);
    eyes.vault(folder.resolve("tv.kwv"));
    screen.perspective("pairing");
  }

  @Test
  void aModuleIsPairedByTheWizardAndTheDeskGivesACode() throws Exception {
    Desk desk = screen.desk();
    desk.perform(Eyes.statement("sim:stop", "MS-1", "MH-1", "MH-2", "MH-3", "MH-4"));
    screen.command("pair.estate");
    screen.type("Name:", "pay-tv");
    screen.picture("estate");
    screen.press("Make");
    eyes.perform("sim:create", "ms", "--name", "MS-1");
    eyes.perform("sim:create", "mh", "--name", "MH", "--count", "4");
    eyes.perform("pair:produce", "--estate", "pay-tv", "sim:MS-1");
    eyes.perform(
        "pair:produce", "--estate", "pay-tv", "sim:MH-1", "sim:MH-2", "sim:MH-3", "sim:MH-4");

    screen.command("pair.contact");
    eyes.put("Module:", "sim:MS-1");
    eyes.put("Host:", "sim:MH-1");
    screen.picture("contact");
    new Keyboard(screen).next();
    screen.picture("contact-preview");
    screen.press("Finish");
    assertThat(screen.all(Label.class, label -> label.getText().contains("is paired with MH-1")))
        .isNotEmpty();
    screen.press("OK");
    for (int contact = 0; contact < 3; contact++) {
      eyes.perform("pair:contact", "sim:MS-1", "sim:MH-1");
    }
    eyes.perform("pair:contact", "sim:MS-1", "sim:MH-2");
    eyes.perform("pair:contact", "sim:MS-1", "sim:MH-2");
    screen.settle();
    whatIsChosenOnATabIsInProperties();
    eyes.choose("Places", 0);
    var rows = desk.vault().orElseThrow().pairings().pairings("MS-1");
    assertThat(rows).allMatch(row -> row.state() == Pairing.State.SEEN).hasSize(2);
    assertThat(eyes.rows("Activity")).isEqualTo(2);
    assertThat(rows.stream().map(row -> row.activity().orElse(0)))
        .containsExactlyInAnyOrder(4L, 6L);
    eyes.put("Module:", "MS-1");
    eyes.put("Host:", "MH-3");
    screen.type("Index:", Long.toString(rows.getFirst().index() + 1));
    screen.type("What for:", "ticket 4711");
    screen.press("Ask for the code");
    assertThat(screen.all(Label.class, label -> label.getText().matches("\\d{4} \\d{4}")))
        .hasSize(1);
    assertThat(desk.recording().script())
        .contains("pair:contact sim:MS-1 sim:MH-1")
        .contains("pair:code --module MS-1 --host MH-3");
    screen.picture("pairing");
    screen.command("vault.close");
    assertThat(screen.all(Label.class, label -> label.getText().matches("\\d{4} \\d{4}")))
        .isEmpty();
  }

  private void whatIsChosenOnATabIsInProperties() throws InterruptedException {
    screen.view("properties");
    screen.view("pairedunits");
    eyes.choose("Places", "MS-1");
    assertThat(screen.all(Label.class, title -> title.getText().equals("MS-1"))).hasSize(1);
    tab(1);
    eyes.choose("Key generation", "MH-2");
    assertThat(screen.all(Label.class, title -> title.getText().equals("MH-2"))).hasSize(1);
    tab(0);
    assertThat(screen.all(Label.class, title -> title.getText().equals("MS-1"))).hasSize(1);
  }

  private void tab(int index) throws InterruptedException {
    screen.act(
        () -> {
          var tabs = (CTabFolder) eyes.table("Generation").getParent();
          tabs.setSelection(index);
          tabs.notifyListeners(SWT.Selection, new Event());
        });
    screen.settle();
  }
}
