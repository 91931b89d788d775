// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.workbench.model.Statement;

/** Where a day begins: the start page, the recent vaults, a vault that comes from its backup. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // the window is there before each journey
class StartJourneysIT {
  private static final Pattern VAULT = Pattern.compile("<a>(.*\\.kwv)</a>");
  private static final String PASSPHRASE = "correct horse";
  private static final String START = "Start";
  private static final String PERSPECTIVE = "org.keywright.workbench.perspective.";

  @RegisterExtension static final Window WINDOW = new Window();

  @TempDir Path folder;
  private Screen screen;
  private Eyes eyes;
  private Keyboard keyboard;

  @BeforeEach
  void begin() {
    screen = WINDOW.screen();
    eyes = new Eyes(screen);
    keyboard = new Keyboard(screen);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** The vaults that the start page offers, in its order. */
  private List<String> recent() {
    return screen.all(Link.class, link -> true).stream()
        .map(link -> VAULT.matcher(screen.ask(link::getText)))
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void aVaultThatTheConsoleOpensIsAmongTheRecentOnesAndIsOpenedFromThere() throws Exception {
    eyes.vault(file("north.kwv"));
    eyes.vault(file("south.kwv"));
    screen.view("console");
    Text input = screen.one(Text.class, each -> each.getMessage().startsWith("a command;"));
    Path secret = Files.writeString(file("secret.txt"), PASSPHRASE + "\n");
    screen.act(
        () -> {
          input.setText("vault:open " + file("north.kwv") + " --secret-file " + secret);
          input.notifyListeners(SWT.DefaultSelection, new Event());
        });
    screen.settle();
    assertThat(screen.desk().requireVault().info().name()).isEqualTo("north.kwv");
    screen.command("vault.demo");
    screen.command("vault.close");
    assertThat(recent())
        .as("the newest first, no demonstration")
        .containsExactly(names("north", "south"));

    screen.follow("south.kwv");
    assertThat(screen.<String>ask(screen.field("Vault:")::getText))
        .isEqualTo(file("south.kwv").toString());
    assertThat(keyboard.place()).isEqualTo(screen.field("Passphrase:"));
    screen.type("Passphrase:", PASSPHRASE);
    screen.press("Open");
    assertThat(screen.title()).contains("south.kwv");
    assertThat(recent()).containsExactly(names("south", "north"));
    keyboard.press(SWT.MOD1, 'k');
    screen.type("Name:", "depot");
    screen.press("Make");
    assertThat(screen.desk().requireVault().keySets().find("depot")).isPresent();
  }

  private static String[] names(String... vaults) {
    return List.of(vaults).stream().map(vault -> vault + ".kwv").toArray(String[]::new);
  }

  @Test
  void theStartPageIsThereInEachPerspectiveThatOneBeginsIn() throws Exception {
    IWorkbenchWindow devices = window("devices");
    assertThat(inFront(devices)).isEqualTo(START);
    screen.act(devices::close);
    IWorkbenchWindow jobs = window("jobs");
    for (String narrow : List.of("personalization", "pairing", "jobs")) {
      goTo(jobs, narrow);
      assertThat(screen.<Boolean>ask(() -> jobs.getActivePage().isEditorAreaVisible()))
          .as("%s has room for it", narrow)
          .isFalse();
    }
    goTo(jobs, "keys");
    assertThat(inFront(jobs)).isEqualTo(START);
    screen.act(jobs::close);
  }

  @Test
  void aVaultThatIsOpenedLeadsFromTheStartPageToWhereOneWorkedLastAndBack() throws Exception {
    screen.perspective("jobs");
    screen.perspective("start");
    assertThat(screen.<Integer>ask(() -> page().getViewReferences().length)).isZero();
    assertThat(inFront(screen.window())).isEqualTo(START);
    eyes.vault(file("north.kwv"));
    screen.settle();
    assertThat(perspective()).isEqualTo(PERSPECTIVE + "jobs");

    screen.perspective("start");
    screen.desk().perform(Statement.of("keyset:create").argument("depot"));
    screen.settle();
    assertThat(perspective()).as("whoever comes back to it stays").isEqualTo(PERSPECTIVE + "start");
    goTo(screen.window(), "devices");
    screen.command("vault.close");
    assertThat(perspective()).isEqualTo(PERSPECTIVE + "start");
    assertThat(inFront(screen.window())).isEqualTo(START);
    assertThat(screen.desk().vault()).isEmpty();
  }

  private IWorkbenchPage page() {
    return screen.window().getActivePage();
  }

  private String perspective() {
    return screen.ask(() -> page().getPerspective().getId());
  }

  private void goTo(IWorkbenchWindow window, String perspective) throws InterruptedException {
    screen.ask(() -> PlatformUI.getWorkbench().showPerspective(PERSPECTIVE + perspective, window));
    screen.settle();
  }

  private IWorkbenchWindow window(String perspective) throws InterruptedException {
    IWorkbenchWindow begun =
        screen.ask(
            () -> PlatformUI.getWorkbench().openWorkbenchWindow(PERSPECTIVE + perspective, null));
    screen.settle();
    return begun;
  }

  private String inFront(IWorkbenchWindow window) {
    return screen.ask(
        () -> {
          IEditorPart editor = window.getActivePage().getActiveEditor();
          return editor == null ? "nothing" : editor.getTitle();
        });
  }

  @Test
  void aVaultIsBackedUpAndMadeAnewFromThat() throws Exception {
    eyes.vault(file("north.kwv"));
    eyes.perform("keyset:create", "depot");
    screen.command("vault.backup");
    screen.type("Backup:", file("north.kwv").toString());
    assertThat(screen.shows("exists already")).as("a backup takes no other's place").isTrue();
    screen.type("Backup:", file("copy.kwv").toString());
    screen.picture("backup");
    screen.press("Back up");
    screen.press("OK");
    assertThat(file("copy.kwv")).isNotEmptyFile();
    assertThat(screen.title()).as("work goes on").contains("north.kwv");

    screen.command("vault.restore");
    screen.type("Backup:", file("none.kwv").toString());
    assertThat(screen.shows("there is no file " + file("none.kwv"))).isTrue();
    screen.type("Backup:", file("copy.kwv").toString());
    screen.type("Vault:", file("again.kwv").toString());
    screen.picture("restore");
    screen.press("Restore");
    screen.type("Passphrase:", PASSPHRASE);
    screen.press("Open");
    assertThat(screen.shows("is an older copy of this vault")).as("it lacks its backup").isTrue();
    assertThat(screen.shows("accepted by File > Accept an older copy…")).isTrue();
    screen.picture("older-refused");
    screen.press("Cancel");
    screen.command("vault.older");
    assertThat(screen.<String>ask(screen.field("Vault:")::getText))
        .as("the copy that was refused")
        .isEqualTo(file("again.kwv").toString());
    screen.press("Cancel");
    screen.command("vault.open");
    screen.type("Vault:", file("again.kwv").toString());
    screen.type("Passphrase:", PASSPHRASE);
    screen.press("Open");
    screen.press("Accept the older copy…");
    screen.type("Why:", "the disk of the newer one is lost");
    screen.type("Passphrase:", PASSPHRASE);
    screen.picture("older-accept");
    screen.press("Accept and open");
    assertThat(screen.title()).contains("again.kwv");
    assertThat(screen.desk().requireVault().keySets().find("depot")).isPresent();
    assertThat(screen.desk().recording().script())
        .contains("vault:backup " + file("copy.kwv"))
        .contains("vault:restore " + file("copy.kwv") + " " + file("again.kwv"))
        .doesNotContain(PASSPHRASE);
  }
}
