// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Manufacturers, units and central systems, and their certificates from the first to the last. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // the window is there before each journey
class CertificateJourneysIT {
  private static final String PARTIES = "In operation";

  /** In so many days certificates run out, which is a problem already. */
  private static final String SOON = "20";

  @RegisterExtension static final Window WINDOW = new Window();

  @TempDir Path folder;
  private Screen screen;
  private Eyes eyes;

  @BeforeEach
  void begin() throws Exception {
    screen = WINDOW.screen();
    eyes = new Eyes(screen);
    eyes.vault(folder.resolve("north.kwv"));
    screen.perspective("personalization");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  /** Chooses a party, and an act from the menu of its row; its name is settled. */
  private void asks(String party, String menu) throws InterruptedException {
    eyes.choose(PARTIES, party);
    screen.menu(eyes.table(PARTIES), menu);
  }

  /** Fills the fields, has it done, and reads the answer. */
  private void does(String button, String... fields) throws InterruptedException {
    for (int i = 0; i < fields.length; i += 2) {
      screen.type(fields[i], fields[i + 1]);
    }
    screen.press(button);
    List<Text> said = screen.all(Text.class, text -> (text.getStyle() & SWT.READ_ONLY) != 0);
    assertThat(screen.all(Button.class, each -> each.getText().equals("OK")))
        .as(() -> screen.ask(() -> said.stream().map(Text::getText).toList()).toString())
        .isNotEmpty();
    screen.press("OK");
  }

  private String into(String name) {
    return file("w-" + name + ".pem");
  }

  @Test
  void allCertificatesAreMadeAndTakenByDialogs() throws Exception {
    screen.view("parties");
    screen.menu(eyes.table(PARTIES), "New manufacturer");
    screen.type("Manufacturer:", "best");
    screen.type("Organization:", "Best");
    screen.type("Into the file:", file("nowhere/root.pem"));
    assertThat(screen.shows("there is no folder " + folder.resolve("nowhere"))).isTrue();
    screen.picture("certificate-make");
    does("Make", "Into the file:", into("root"));
    asks("best", "New personalization unit");
    does("Make", "Unit:", "depot", "Organization:", "Depot", "Into the file:", file("w.csr"));
    asks("best", "New central system");
    does(
        "Make",
        "Central system:",
        "gate",
        "Organization:",
        "Depot",
        "Into the file:",
        file("g.csr"));
    asks("best", "Certify a unit");
    screen.type("Request:", file("w.csr"));
    screen.type("Days:", "some");
    assertThat(screen.shows("Days is a number")).isTrue();
    does("Certify", "Days:", SOON, "Into the file:", into("depot"));
    asks("depot", "Certificate for a unit");
    screen.type("Checking key:", file("none.pem"));
    screen.type("Certificate:", into("depot"));
    assertThat(screen.shows("there is no file " + file("none.pem"))).isTrue();
    does("Take", "Checking key:", into("root"));
    asks("depot", "Enrol a central system");
    does(
        "Enrol",
        "Request:",
        file("g.csr"),
        "Reached at:",
        "localhost:1",
        "Into the file:",
        into("gate"));
    asks("gate", "Admit the modules of a unit");
    does(
        "Admit",
        "Certificate:",
        into("gate"),
        "Checking key:",
        into("root"),
        "Into the file:",
        into("e"));
    asks("depot", "Endorsement of a unit");
    does("Take", "Endorsement:", into("e"));
    identified();
    problems();
    renewed();
    assertThat(screen.desk().recording().script())
        .contains("perso:manufacturer certify best --request " + file("w.csr") + " --days 20")
        .contains("perso:central enrol gate --certificate " + into("gate"))
        .contains("perso:unit endorsed depot --certificate " + into("e"));
  }

  /** Modules that are new get their identity, by a list. */
  private void identified() throws Exception {
    screen.desk().perform(Eyes.statement("sim:stop", "NEW-1", "NEW-2"));
    eyes.perform("sim:create", "sm", "--count", "2", "--name", "NEW");
    Path list = Files.writeString(folder.resolve("new.csv"), "serial\nNEW-1\nNEW-2\n");
    asks("best", "Give modules their identity");
    screen.type("Device list:", list.toString());
    screen.type("Endpoints:", "sim:{serial}");
    screen.type("Organization:", "Depot");
    screen.picture("certificate-identify");
    does("Begin");
    var certificates = screen.desk().vault().orElseThrow().certificates();
    assertThat(certificates.of("NEW-1")).hasSize(1);
    assertThat(certificates.of("NEW-2")).hasSize(1);
  }

  /** What runs out is listed, and its quick action is the act that is due. */
  private void problems() throws Exception {
    screen.view("problems");
    eyes.remedy("depot, for depot", "Request of a unit…");
    does("Write", "Into the file:", file("w3.csr"));
    eyes.remedy("depot, by best", "Certify a unit…");
    screen.picture("problem-certify");
    does("Certify", "Request:", file("w3.csr"), "Into the file:", into("again"));
    another();
    screen.view("parties");
  }

  /** The key of a manufacturer has no end: nothing reminds of it, and another is made at will. */
  private void another() throws Exception {
    screen.command("perso.party", Map.of("act", "MANUFACTURER_MAKE", "party", ""));
    does("Make", "Manufacturer:", "next", "Organization:", "Best", "Into the file:", into("next"));
  }

  /** Lists are written and taken, requests are written once more, and a unit is cut off. */
  private void renewed() throws Exception {
    asks("best", "Revocations of a manufacturer");
    does("Write", "Into the file:", into("best-crl"));
    asks("depot", "Have a unit go by a list");
    does("Take", "List:", into("best-crl"));
    asks("gate", "Have a central system go by a list");
    does("Take", "List:", into("best-crl"));
    asks("best", "Checking key of a manufacturer");
    screen.type("Into the file:", into("root"));
    screen.press("Write");
    assertThat(screen.shows("is there already")).as("it asks before it overwrites").isTrue();
    screen.picture("overwrite");
    screen.press("Replace");
    screen.press("OK");
    asks("depot", "Request of a unit");
    does("Write", "Into the file:", file("w2.csr"));
    asks("gate", "Request of a central system");
    does("Write", "Into the file:", file("g2.csr"));
    asks("gate", "Admit a unit no more");
    does("Remove", "Unit:", "depot");
    screen.picture("parties");
  }
}
