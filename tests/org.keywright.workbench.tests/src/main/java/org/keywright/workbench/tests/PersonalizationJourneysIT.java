// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.vault.ItemState;
import org.keywright.vault.OrderState;
import org.keywright.vault.WorkOrders;

/** Simulated modules come into operation and connect; a transaction number is shown once. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // the window is there before each journey
class PersonalizationJourneysIT {
  private static final int MODULES = 6;

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
    parties();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static List<String> pads() {
    return IntStream.rangeClosed(1, MODULES).mapToObj(i -> "PAD-" + i).toList();
  }

  /** A manufacturer, a unit and a central system that know each other, and modules of theirs. */
  private void parties() {
    String north = "North Pay";
    eyes.perform(
        "perso:manufacturer", "make", "acme", "--organization", "Acme", "--out", file("root.pem"));
    eyes.perform(
        "perso:unit", "make", "bureau", "--organization", north, "--out", file("bureau.csr"));
    eyes.perform(
        "perso:manufacturer",
        "certify",
        "acme",
        "--request",
        file("bureau.csr"),
        "--out",
        file("bureau.pem"));
    eyes.perform(
        "perso:unit",
        "install",
        "bureau",
        "--certificate",
        file("bureau.pem"),
        "--root",
        file("root.pem"));
    eyes.perform("perso:central", "make", "toll", "--organization", north, "--out", file("t.csr"));
    eyes.perform(
        "perso:unit",
        "enrol",
        "bureau",
        "--request",
        file("t.csr"),
        "--address",
        "localhost:1",
        "--out",
        file("toll.pem"));
    eyes.perform(
        "perso:central",
        "enrol",
        "toll",
        "--certificate",
        file("toll.pem"),
        "--root",
        file("root.pem"),
        "--out",
        file("endorsement.pem"));
    eyes.perform("perso:unit", "endorsed", "bureau", "--certificate", file("endorsement.pem"));
    screen.desk().perform(Eyes.statement("sim:stop", pads().toArray(String[]::new)));
    eyes.perform("sim:create", "sm", "--count", Integer.toString(MODULES), "--name", "PAD");
    var identify = new ArrayList<>(List.of("identify", "acme"));
    pads().forEach(pad -> identify.add("sim:" + pad));
    identify.addAll(List.of("--organization", north));
    eyes.perform("perso:manufacturer", identify.toArray(String[]::new));
  }

  @Test
  void modulesComeIntoOperationAndConnect() throws Exception {
    Path list =
        Files.writeString(
            folder.resolve("pads.csv"),
            pads().stream().collect(Collectors.joining("\n", "serial\n", "\n")));
    screen.command("perso.campaign");
    screen.picture("personalize-unit");
    new Keyboard(screen).next();
    screen.type("Device list:", list.toString());
    screen.type("Endpoints:", "sim:{serial}");
    new Keyboard(screen).next();
    screen.picture("personalize-preview");
    screen.press("Finish");
    var vault = screen.desk().vault().orElseThrow();
    assertThat(vault.jobs().counts(1)).containsEntry(ItemState.DONE, (long) MODULES);
    assertThat(vault.workOrders().page(WorkOrders.Query.ALL, 0, 100))
        .hasSize(MODULES)
        .allMatch(order -> order.state() == OrderState.DONE);

    screen.view("parties");
    eyes.choose("In operation", 2);
    screen.press("Start…");
    screen.picture("listen");
    screen.press("Start");
    CentralServer toll =
        screen.ask(
            () -> PlatformUI.getWorkbench().getService(CentralSystems.class).servers().getFirst());
    var connect = new ArrayList<>(pads());
    connect.addAll(List.of("--central", "localhost:" + toll.address().getPort()));
    eyes.perform("sim:connect", connect.toArray(String[]::new));
    screen.await("all modules connected", () -> rows("Connected module") == MODULES);
    screen.picture("personalization");
    screen.press("Stop");
    assertThat(rows("Connected module")).isZero();
    certificates();
    assertThat(screen.desk().recording().script())
        .contains("perso:order bureau --devices " + list)
        .contains("perso:campaign --unit bureau --devices " + list)
        .contains("perso:central start toll --port 0")
        .contains("perso:central stop toll");
  }

  /** A certificate is exported and revoked, and its unit says so by a list. */
  private void certificates() throws Exception {
    screen.view("certificates");
    eyes.choose("Issued by", 0);
    screen.press("Export");
    screen.type("Into the file:", file("module.pem"));
    screen.press("Export");
    assertThat(Path.of(file("module.pem"))).content().contains("BEGIN CERTIFICATE");
    screen.press("Revoke");
    screen.choose("Why:", "the key may be known");
    screen.picture("certificate-revoke");
    screen.press("Revoke");
    screen.picture("certificates");
    screen.view("parties");
    eyes.choose("In operation", 1);
    screen.menu(eyes.table("In operation"), "Revocations of a unit");
    screen.picture("certificate-unit");
    screen.type("Into the file:", file("revoked.pem"));
    screen.press("Write");
    screen.press("OK");
    assertThat(Path.of(file("revoked.pem"))).content().contains("BEGIN X509 CRL");
  }

  /** Chooses a party, and an act from the menu of its row; its name is settled. */
  private void asks(String party, String menu) throws InterruptedException {
    screen.act(
        () -> {
          Table table = eyes.table("In operation");
          for (int row = 0; row < table.getItemCount(); row++) {
            if (table.getItem(row).getText().equals(party)) {
              table.setSelection(row);
            }
          }
          table.notifyListeners(SWT.Selection, new Event());
        });
    screen.menu(eyes.table("In operation"), menu);
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
    asks("acme", "New manufacturer");
    screen.type("Manufacturer:", "best");
    screen.type("Organization:", "Best");
    screen.type("Into the file:", file("nowhere/root.pem"));
    assertThat(screen.shows("there is no folder " + folder.resolve("nowhere"))).isTrue();
    screen.picture("certificate-make");
    does("Make", "Into the file:", into("root"));
    asks("acme", "New personalization unit");
    does("Make", "Unit:", "depot", "Organization:", "Depot", "Into the file:", file("w.csr"));
    asks("acme", "New central system");
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
    does("Certify", "Days:", "30", "Into the file:", into("depot"));
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
    renewed();
    assertThat(screen.desk().recording().script())
        .contains("perso:manufacturer certify best --request " + file("w.csr") + " --days 30")
        .contains("perso:central enrol gate --certificate " + into("gate"))
        .contains("perso:unit endorsed depot --certificate " + into("e"));
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

  private int rows(String column) {
    return eyes.rows(column);
  }

  @Test
  void aTransactionNumberIsShownOnceBehindDots() throws Exception {
    screen.command("perso.order");
    screen.type("Modules:", "PAD-1");
    screen.press("The module has to bring");
    screen.picture("order");
    screen.press("Make");
    Table labels =
        screen.one(
            Table.class,
            table -> table.getItemCount() == 1 && table.getItem(0).getText().equals("PAD-1"));
    screen.picture("numbers");
    screen.press("Show");
    screen.picture("numbers-shown");
    screen.press("Done");
    assertThat(screen.<Boolean>ask(labels::isDisposed)).isTrue();
    var order =
        screen
            .desk()
            .vault()
            .orElseThrow()
            .workOrders()
            .page(WorkOrders.Query.ALL, 0, 1)
            .getFirst();
    assertThat(order.numbered()).isTrue();
    assertThat(screen.desk().recording().statements().getLast().text())
        .isEqualTo("perso:order bureau PAD-1 --tan --hours 24");
    eyes.choose("TAN", 0);
    screen.press("Withdraw");
    assertThat(screen.desk().vault().orElseThrow().workOrders().require(order.id()).state())
        .isEqualTo(OrderState.CANCELLED);
  }
}
