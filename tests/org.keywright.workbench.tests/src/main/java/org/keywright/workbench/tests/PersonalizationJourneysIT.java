// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.swt.widgets.Table;
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
        "--days",
        SOON,
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
    renewedByProblem();
    assertThat(screen.desk().recording().script())
        .contains("perso:order bureau --devices " + list)
        .contains("perso:campaign --unit bureau --devices " + list)
        .contains("perso:central start toll --port 0")
        .contains("perso:central stop toll");
  }

  /** The certificate of a module runs out with that of its unit: an order renews it. */
  private void renewedByProblem() throws Exception {
    screen.view("problems");
    eyes.remedy("PAD-3, by bureau", "Renew PAD-3…");
    assertThat(screen.<String>ask(screen.field("Modules:")::getText)).isEqualTo("PAD-3");
    screen.picture("problem-renew");
    screen.press("Make");
    assertThat(screen.desk().recording().statements().getLast().text())
        .isEqualTo("perso:order bureau PAD-3 --renewal --hours 24");
  }

  /** A certificate is exported and revoked, and its unit says so by a list. */
  private void certificates() throws Exception {
    screen.view("certificates");
    // By its name: modules are personalized at a time, and any of them may be the last.
    eyes.choose("Issued by", "PAD-1");
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
