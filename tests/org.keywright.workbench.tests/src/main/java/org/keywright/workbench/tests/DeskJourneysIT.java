// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.Officer;
import org.keywright.vault.Role;
import org.keywright.workbench.model.FoundingPlan;
import org.keywright.workbench.model.FoundingPlan.Appointee;
import org.keywright.workbench.model.PeriodPlan;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;
import org.sqlite.JDBC;

/** Officers at the window: sign-in, periods, refusals, requests, the lock. */
@Timeout(180)
class DeskJourneysIT {
  @RegisterExtension static final Window WINDOW = new Window();

  @SuppressWarnings("NullAway.Init") // where there is no screen no journey begins
  private Screen screen;

  @TempDir Path folder;

  @BeforeEach
  void begin() {
    screen = WINDOW.screen();
  }

  private Path vault() {
    return folder.resolve("fuel.kwv");
  }

  private static String passphrase(String name) {
    return name + "'s long passphrase";
  }

  private static KeyMaterial secret(String text) {
    return KeyMaterial.consume(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A vault with officers, made as the wizard does; the first of them is signed in. */
  private void withOfficers() throws InterruptedException {
    var officers =
        List.of(
            new Appointee("anna", Role.SECURITY_OFFICER),
            new Appointee("bob", Role.SECURITY_OFFICER),
            new Appointee("olga", Role.OPERATOR));
    Map<String, KeyMaterial> secrets = new HashMap<>();
    for (Appointee each : officers) {
      secrets.put(Secrets.newPassphraseOf(each.name()), secret(passphrase(each.name())));
    }
    var plan = new FoundingPlan(vault().toString(), officers, 2, false, false);
    try (var answers = Secrets.named(secrets)) {
      assertThat(screen.desk().perform(plan.statement(), answers).message())
          .contains("fuel.kwv is open");
    }
    screen.settle();
  }

  private void signIn(String name) throws InterruptedException {
    screen.command("officer.sign-in");
    screen.choose("Officer:", name);
    screen.type("Passphrase:", passphrase(name));
    screen.press("Sign in");
  }

  @Test
  void twoOfficersMakeAVaultSignInTogetherAndCloseTheirPeriod() throws Exception {
    screen.picture("start-page");
    screen.command("vault.create");
    screen.type("Vault:", vault().toString());
    new Keyboard(screen).next();
    for (String name : List.of("anna", "bob")) {
      screen.type("Name", name);
      screen.press("Add");
    }
    screen.picture("founding-officers");
    new Keyboard(screen).next();
    for (String name : List.of("anna", "bob")) {
      assertThat(screen.shows(name + ", security officer: type your passphrase")).isTrue();
      screen.type("Passphrase:", passphrase(name));
      screen.type("Again:", passphrase(name));
      screen.picture("founding");
      screen.press("Keep");
    }
    screen.press("Make");
    assertThat(screen.title()).contains("fuel.kwv").contains("anna, security officer");
    screen.command("vault.close");

    screen.command("vault.open");
    screen.type("Vault:", vault().toString());
    screen.choose("Officer:", "anna");
    screen.type("Passphrase:", passphrase("anna"));
    screen.press("A second security officer");
    screen.type("Passphrase, second:", passphrase("bob"));
    assertThat(screen.copiedFromMaskedFields("nothing secret"))
        .isEqualTo("2 fields: nothing secret");
    screen.picture("sign-in");
    screen.press("Open");
    assertThat(screen.desk().vault().orElseThrow().periods().current())
        .hasValueSatisfying(period -> assertThat(period.officers()).containsExactly("anna", "bob"));
    assertThat(screen.shows("Period: 59 min left") || screen.shows("Period: 1:00 h left")).isTrue();
    screen.picture("period");
    screen.follow("End");
    screen.press("OK");
    assertThat(screen.desk().vault().orElseThrow().periods().current()).isEmpty();
    assertThat(screen.shows("No authorised period")).isTrue();
    screen.command("period.open");
    screen.picture("period-open");
    screen.press("Cancel");
    assertThat(screen.desk().recording().script()).doesNotContain("long passphrase");
  }

  private static boolean offered(String command) {
    return PlatformUI.getWorkbench()
        .getService(ICommandService.class)
        .getCommand("org.keywright.workbench." + command)
        .isEnabled();
  }

  @Test
  void aRefusedActSaysWhoCouldAndAnotherOfficerApprovesIt() throws Exception {
    withOfficers();
    signIn("olga");
    assertThat(screen.<Boolean>ask(() -> offered("keyset.create"))).isFalse();
    assertThat(screen.<Boolean>ask(() -> offered("load"))).isTrue();
    Link first = screen.one(Link.class, each -> each.getText().contains("Make the first"));
    assertThat(screen.<Boolean>ask(first::isEnabled)).isFalse();
    assertThat(screen.<String>ask(first::getToolTipText))
        .isEqualTo("Not for olga, operator: security officer may: anna, bob");
    signIn("anna");
    assertThat(screen.<Boolean>ask(first::isEnabled)).isTrue();
    assertThat(screen.<Boolean>ask(() -> offered("keyset.create"))).isTrue();
    screen.command("keyset.create");
    screen.type("Name:", "north");
    screen.type("What for:", "the new network");
    screen.picture("ask-for-approval");
    screen.press("Ask for approval");
    screen.press("OK");
    assertThat(chosenRequest("Another officer has to decide")).isTrue();
    signIn("bob");
    screen.view("console");
    screen.follow("1 request for you");
    assertThat(chosenRequest("keyset:create of north")).isTrue();
    screen.picture("requests");
    screen.press("Approve");
    assertThat(chosenRequest("anna can carry out exactly this now")).isTrue();
    assertThat(screen.all(Link.class, link -> link.getText().contains("for you"))).isEmpty();
    signIn("anna");
    assertThat(screen.all(Link.class, link -> link.getText().contains("for you"))).hasSize(1);
    openPeriod("*", "keyset:create");
    chosenRequest("keyset:create");
    screen.press("Carry out");
    screen.picture("carry-out");
    screen.press("Carry out");
    assertThat(screen.desk().vault().orElseThrow().keySets().find("north")).isPresent();
    assertThat(chosenRequest("It was carried out")).isTrue();
    screen.picture("requests-done");
  }

  private void openPeriod(String keySets, String acts) throws InterruptedException {
    var period = new PeriodPlan(List.of("anna", "bob"), 2, keySets, "", acts, 60);
    try (var answers =
        Secrets.named(
            Map.of(
                Secrets.passphraseOf("anna"), secret(passphrase("anna")),
                Secrets.passphraseOf("bob"), secret(passphrase("bob"))))) {
      assertThat(screen.desk().perform(period.statement(), answers).message()).contains("Until");
    }
    screen.settle();
  }

  @Test
  void officersAreAppointedReplacedAndTestedAtTheWindow() throws Exception {
    withOfficers();
    screen.command("officers");
    assertThat(screen.shows("2 of 2 security officers open the roots together")).isTrue();
    screen.press("Add");
    screen.type("Who comes:", "dora");
    screen.choose("Role:", "auditor");
    screen.masked(passphrase("dora"), passphrase("dora"), passphrase("anna"), passphrase("bob"));
    screen.picture("officer-add");
    screen.press("Appoint");
    assertThat(roles()).containsEntry("dora", Role.AUDITOR);
    chooseOfficer("olga");
    screen.press("Replace");
    screen.type("Who comes:", "pia");
    screen.masked(passphrase("pia"), passphrase("pia"), passphrase("anna"), passphrase("bob"));
    screen.press("Replace");
    assertThat(roles()).containsEntry("pia", Role.OPERATOR).doesNotContainKey("olga");
    screen.press("Test shares");
    screen.masked("not anna's passphrase");
    screen.press("Test");
    assertThat(screen.shows("the passphrase of anna is wrong")).isTrue();
    for (String name : List.of("anna", "bob")) {
      screen.masked(passphrase(name));
      screen.press("Test");
    }
    screen.picture("shares");
    screen.press("Close");
    screen.picture("officers");
    officersAreGivenRolesPassphrasesAndTheirLeave();
    signIn("dora");
    assertThat(screen.all(Button.class, each -> each.getText().startsWith("Add")))
        .hasSize(1)
        .noneMatch(each -> screen.<Boolean>ask(each::isEnabled));
    assertThat(screen.desk().recording().script())
        .contains("officer:add dora:auditor --by anna --by bob")
        .contains("officer:replace olga pia --by anna --by bob")
        .contains("officer:test bob")
        .contains("officer:role dora custodian --by anna --by bob")
        .contains("officer:recover dora --by anna --by bob")
        .contains("officer:unlock pia")
        .contains("officer:remove pia --by anna --by bob")
        .doesNotContain("long passphrase");
  }

  private void officersAreGivenRolesPassphrasesAndTheirLeave() throws Exception {
    chooseOfficer("dora");
    screen.press("Role");
    screen.choose("Role:", "custodian");
    screen.masked(passphrase("dora"), passphrase("anna"), passphrase("bob"));
    screen.picture("officer-role");
    screen.press("Change");
    assertThat(roles()).containsEntry("dora", Role.CUSTODIAN);
    chooseOfficer("dora");
    screen.press("Recover");
    screen.masked("short", "short", passphrase("anna"), passphrase("bob"));
    assertThat(screen.shows("at least 8")).isTrue();
    screen.masked(passphrase("dora"), passphrase("dora"));
    screen.picture("officer-recover");
    screen.press("Give another");
    chooseOfficer("bob");
    screen.press("Remove");
    assertThat(screen.shows("2 security officers have to be left")).isTrue();
    screen.press("Cancel");
    locked("pia");
    chooseOfficer("pia");
    screen.press("Unlock");
    screen.picture("officer-unlock");
    screen.press("Unlock");
    screen.press("Remove");
    screen.masked(passphrase("anna"), passphrase("bob"));
    screen.picture("officer-remove");
    screen.press("Dismiss");
    assertThat(roles()).containsOnlyKeys("anna", "bob", "dora");
  }

  /** Has an officer locked, as ten wrong passphrases do, between which one would have to wait. */
  private void locked(String name) throws Exception {
    screen.command("vault.close");
    try (var vault = new JDBC().connect("jdbc:sqlite:" + vault(), new Properties());
        var change =
            vault.prepareStatement("UPDATE officer_tries SET failures = 10 WHERE officer = ?")) {
      change.setString(1, name);
      assertThat(change.executeUpdate()).isEqualTo(1);
    }
    var open = Statement.of("vault:open").argument(vault()).option("--as", "anna");
    try (var answers = Secrets.of(secret(passphrase("anna")))) {
      assertThat(screen.desk().perform(open, answers).ok()).isTrue();
    }
    screen.settle();
    assertThat(officer(name).locked()).isTrue();
  }

  private Officer officer(String name) throws Exception {
    return screen.desk().vault().orElseThrow().officers().all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Role> roles() throws Exception {
    return screen.desk().vault().orElseThrow().officers().all().stream()
        .filter(Officer::active)
        .collect(Collectors.toMap(Officer::name, Officer::role));
  }

  private void chooseOfficer(String name) throws InterruptedException {
    Table table =
        screen.one(
            Table.class,
            each -> each.getColumnCount() > 5 && each.getColumn(0).getText().equals("Officer"));
    screen.act(
        () -> {
          for (TableItem item : table.getItems()) {
            if (item.getText().equals(name)) {
              table.setSelection(item);
            }
          }
          table.notifyListeners(SWT.Selection, new Event());
        });
    screen.settle();
  }

  /** Chooses the first request, and looks for words in what is said about it. */
  private boolean chosenRequest(String words) throws InterruptedException {
    Table table =
        screen.one(
            Table.class,
            each -> each.getColumnCount() > 5 && each.getColumn(2).getText().equals("Asked by"));
    screen.act(
        () -> {
          table.setSelection(0);
          table.notifyListeners(SWT.Selection, new Event());
        });
    screen.settle();
    return screen.shows(words);
  }

  @Test
  void leftAloneItLocksItselfShowsNothingAndComesBackWithThePassphrase() throws Exception {
    withOfficers();
    screen.view("console");
    Text input = screen.one(Text.class, each -> each.getMessage().startsWith("a command;"));
    screen.act(
        () -> {
          input.setText("officer:list");
          input.notifyListeners(SWT.DefaultSelection, new Event());
        });
    screen.settle();
    StyledText console = screen.one(StyledText.class, each -> each.getText().contains("olga"));
    leaveAlone();
    assertThat(screen.<String>ask(console::getText)).as("what was shown").isEmpty();
    assertThat(screen.desk().vault()).isEmpty();
    assertThat(screen.<Boolean>ask(() -> screen.window().getShell().isVisible())).isFalse();
    assertThat(screen.shows("Keywright is locked")).isTrue();
    assertThat(screen.desk().perform(Statement.of("vault:close")).ok())
        .as("while it is locked")
        .isFalse();
    screen.type("Passphrase:", "anna's wrong passphrase");
    screen.press("Unlock");
    assertThat(screen.shows("the passphrase of anna is wrong")).isTrue();
    screen.picture("lock");
    screen.choose("Officer:", "bob");
    screen.type("Passphrase:", passphrase("bob"));
    screen.press("Unlock");
    assertThat(screen.desk().vault().orElseThrow().officers().signedIn())
        .hasValueSatisfying(officer -> assertThat(officer.name()).isEqualTo("bob"));
    assertThat(screen.<Boolean>ask(() -> screen.window().getShell().isVisible())).isTrue();
    assertThat(screen.title()).contains("bob, security officer");
  }

  /** Touches nothing for as long as the preferences say, which is a moment. */
  private void leaveAlone() throws InterruptedException {
    screen.setting("lock.minutes", "0.005");
    try {
      screen.await("the lock", () -> screen.shows("Keywright is locked"));
    } finally {
      screen.setting("lock.minutes", "");
    }
    screen.settle();
  }

  @Test
  void aReceiverOutOfReachIsSaidInTheStatusBarAndTriedAgainFromTheProblems() throws Exception {
    withOfficers();
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var forward = Statement.of("audit:forward").argument("tcp://127.0.0.1:" + port);
    assertThat(screen.desk().perform(forward).ok()).isTrue();
    screen.await(
        "the outage",
        () ->
            !screen.all(Link.class, link -> link.getText().contains("Log not received")).isEmpty());
    screen.picture("outage");
    screen.follow("Log not received");
    Table problems =
        screen.one(
            Table.class,
            each -> each.getColumnCount() == 3 && each.getColumn(0).getText().equals("About"));
    screen.await("the problem", () -> problems.getItemCount() == 1);
    screen.act(
        () -> {
          problems.setSelection(0);
          problems.notifyListeners(SWT.Selection, new Event());
        });
    try (var receiver = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      screen.press("Try again now");
      screen.press("OK");
      screen.await("no outage", () -> problems.getItemCount() == 0);
      assertThat(receiver.isBound()).isTrue();
      assertThat(screen.desk().perform(Statement.of("audit:forward").argument("off")).ok())
          .isTrue();
    }
  }

  @Test
  void aCeremonyIsApprovedByAnotherAndEachShowsByHisPassphraseThatHeIsThere() throws Exception {
    withOfficers();
    Path script =
        Files.writeString(
            folder.resolve("north.ceremony"),
            """
            keywright-ceremony 1
            title "A generated network"
            person anna officer "Anna Berger"
            person bob officer "Bob Okafor"
            step present anna bob
            step keyset north 01 AES-256 generated
            """);
    prepare(script);
    screen.type("What for:", "the new network");
    screen.press("Ask for approval");
    screen.press("OK");
    signIn("bob");
    assertThat(chosenRequest("ceremony:run of 'A generated network'")).isTrue();
    screen.press("Approve");
    signIn("anna");
    openPeriod("north", "ceremony:*");
    chosenRequest("ceremony:run");
    screen.press("Carry out");
    screen.press("Begin");
    for (String name : List.of("anna", "bob")) {
      assertThat(screen.shows("Type your passphrase as " + name)).isTrue();
      screen.type("Passphrase:", passphrase(name));
      screen.press("I am here");
    }
    assertThat(screen.shows("The ceremony has ended")).isTrue();
    screen.picture("ceremony-officers");
    screen.press("Close");
    assertThat(screen.desk().vault().orElseThrow().keySets().require("north").name())
        .isEqualTo("north");
  }

  private void prepare(Path script) throws InterruptedException {
    screen.command("ceremony");
    screen.type("Script:", script.toString());
    screen.press("The ceremony, in the vault");
  }

  @Test
  void aDemonstrationWhosePassphraseNobodyKnowsIsNotLocked() throws Exception {
    screen.command("vault.demo");
    screen.command("lock");
    assertThat(screen.shows("nobody knows its passphrase")).isTrue();
    screen.press("OK");
    assertThat(screen.desk().locked()).isEmpty();
  }

  @Test
  void aVaultForOnePersonSaysSoAndItsPassphraseOpensTheLock() throws Exception {
    var create = Statement.of("vault:create").argument(vault()).flag("--test", true);
    try (var secrets = Secrets.of(secret("correct horse battery"))) {
      assertThat(screen.desk().perform(create, secrets).ok()).isTrue();
    }
    screen.settle();
    assertThat(screen.title()).contains("TEST").contains("FOR ONE PERSON");
    screen.view("console");
    screen.command("lock");
    screen.type("Passphrase:", "wrong horse battery");
    screen.press("Unlock");
    assertThat(screen.shows("the passphrase is wrong")).isTrue();
    assertThat(screen.desk().vault()).isEmpty();
    screen.type("Passphrase:", "correct horse battery");
    screen.press("Unlock");
    assertThat(screen.desk().vault()).isPresent();
  }
}
