// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.ScrollBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.forms.editor.FormEditor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.KeyMaterial;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.ItemState;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.Subject;

/** What a person does in the window; each journey leaves pictures. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // the window is there before each journey
class JourneysIT {
  private static final String AWKWARD = "Anna's \"100 %\" key; or $5 #2";
  private static final String HINT = "a command; Tab completes, Up goes back, Esc interrupts";

  @RegisterExtension static final Window WINDOW = new Window();

  @SuppressWarnings("NullAway.Init") // where there is no screen no journey begins
  private static Screen screen;

  private Eyes eyes;

  @TempDir Path folder;

  @BeforeEach
  void begin() {
    screen = WINDOW.screen();
    eyes = new Eyes(screen);
  }

  private String tree() {
    return screen.ask(
        () ->
            Arrays.stream(screen.one(Tree.class, tree -> true).getItems())
                .flatMap(vault -> Arrays.stream(vault.getItems()))
                .map(TreeItem::getText)
                .toList()
                .toString());
  }

  @Test
  void aVaultAKeySetAndAKeyAreMade() throws Exception {
    screen.perspective("start");
    screen.picture("start");
    screen.command("vault.create");
    screen.type("Vault:", folder.resolve("depot.kwv").toString());
    screen.press("For one person");
    screen.picture("vault-create-place");
    new Keyboard(screen).next();
    screen.type("Passphrase:", "correct horse");
    screen.type("Again:", "correct hors");
    assertThat(screen.all(Button.class, button -> button.getText().equals("Keep")))
        .allMatch(button -> !screen.ask(button::isEnabled));
    screen.type("Again:", "correct horse");
    screen.picture("vault-create");
    screen.press("Keep");
    screen.press("Make");
    assertThat(screen.all(Link.class, link -> link.getText().contains("no key sets"))).hasSize(1);

    screen.command("keyset.create");
    screen.type("Name:", "depot");
    screen.picture("keyset-create");
    screen.press("Make");
    assertThat(tree()).contains("depot");

    screen.command("key.generate");
    screen.type("what people call it", "data key");
    screen.picture("key-generate");
    screen.press("Generate");
    assertThat(tree()).contains("depot  1 key");
    assertThat(screen.desk().recording().script())
        .contains("keyset:create depot")
        .contains("key:generate depot 1 --algorithm AES-128 --usage D0 --label \"data key\"")
        .doesNotContain("correct horse");
    screen.picture("keyset-editor");
  }

  @Test
  void aFleetIsLoadedAfterALookAtEachStep() throws Exception {
    stopFleets();
    String before = screen.desk().recording().script();
    screen.command("vault.demo");
    assertThat(tree()).contains("demo  2 keys");
    screen.picture("demo");
    screen.command("load");
    new Keyboard(screen).next();
    screen.act(
        () -> {
          Link all = screen.one(Link.class, link -> link.getText().contains("all simulated"));
          all.notifyListeners(SWT.Selection, new Event());
        });
    screen.settle();
    screen.picture("load-modules");
    new Keyboard(screen).next();
    screen.picture("preview");
    screen.press("Finish");
    var jobs = screen.desk().vault().orElseThrow().jobs();
    assertThat(jobs.counts(jobs.page(0, 1).getFirst().id()).get(ItemState.DONE)).isEqualTo(500);
    assertThat(screen.all(Button.class, button -> button.getText().equals("done: 500"))).hasSize(1);
    screen.act(
        () ->
            ((FormEditor) screen.window().getActivePage().getActiveEditor()).setActivePage("keys"));
    screen.picture("keys");
    assertThat(screen.all(Button.class, button -> button.getText().equals("refused: 0")))
        .as("no filter for what is not there")
        .noneMatch(button -> screen.<Boolean>ask(button::isEnabled));
    screen.press("done");
    assertThat(eyes.rows("Outcome")).isPositive();
    screen.press("done");
    // The table does not know yet whether there are more behind its first page.
    assertThat(eyes.rows("Outcome")).isBetween(500, 501);
    screen.command("key.generate");
    screen.type("what people call it", AWKWARD);
    screen.press("Generate");
    runsAgain(screen.desk().recording().script().substring(before.length()));
  }

  /** What was clicked does the same in another vault, as a script that asks for the passphrase. */
  private void runsAgain(String script) throws Exception {
    Path vault = folder.resolve("again.kwv");
    var created = Pattern.compile("vault:create (\\S+)").matcher(script);
    assertThat(created.find()).as(script).isTrue();
    Path clicked =
        Files.writeString(
            folder.resolve("clicked.gosh"), script.replace(created.group(1), vault.toString()));
    stopFleets();
    var passphrase = KeyMaterial.copyOf("correct horse".getBytes(StandardCharsets.US_ASCII));
    try (var secrets = Secrets.of(passphrase)) {
      Performed done = screen.desk().perform(Statement.of("run").argument(clicked), secrets);
      assertThat(done.ok()).as(done.message()).isTrue();
    }
    screen.settle();
    var again = screen.desk().vault().orElseThrow();
    assertThat(again.info().name()).isEqualTo("again.kwv");
    assertThat(again.keySets().keys("demo"))
        .extracting(ApplicationKey::label)
        .hasSize(3)
        .contains(AWKWARD);
    assertThat(again.jobs().counts(1).get(ItemState.DONE)).isEqualTo(500);
  }

  /**
   * A demonstration before this one has left its units, and a script would begin by stopping them.
   */
  private static void stopFleets() {
    Statement stop = Statement.of("sim:stop");
    List<SimulatedUnit> units = screen.desk().engines().simulator().units();
    for (SimulatedUnit unit : units) {
      stop = stop.argument(unit.name());
    }
    assertThat(units.isEmpty() || screen.desk().perform(stop).ok()).isTrue();
  }

  @Test
  void theDevicesOfAFleetScrollWithoutAStutter() throws Exception {
    screen.command("vault.demo");
    screen
        .desk()
        .perform(
            new org.keywright.workbench.model.Statement(
                java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                            "download:load", "--keyset", "demo", "--key", "1", "--place", "1"),
                        java.util.stream.IntStream.rangeClosed(1, 500)
                            .mapToObj(i -> "sim:demo-" + i))
                    .toList()));
    screen.view("devices");
    Table table = eyes.table("Last seen");
    ScrollBar bar = screen.ask(() -> table.getParent().getVerticalBar());
    assertThat(screen.ask(bar::getMaximum)).isEqualTo(500);
    screen.act(() -> screen.stalls().reset());
    for (int top = 0; top < 500; top += 25) {
      int row = top;
      screen.act(() -> bar.setSelection(row));
      screen.act(() -> bar.notifyListeners(SWT.Selection, new Event()));
      screen.settle();
    }
    screen.act(() -> screen.stalls().requireCalm());
    screen.type("Serial, key set, endpoint", "DEMO-17");
    screen.act(() -> table.setSelection(0));
    screen.act(() -> table.notifyListeners(SWT.Selection, new Event()));
    screen.picture("devices");
  }

  @Test
  void theConsoleCompletesRunsAndSaysWhatIsWrong() throws Exception {
    screen.command("vault.demo");
    screen.view("console");
    Text input = screen.one(Text.class, text -> text.getMessage().equals(HINT));
    screen.act(
        () -> {
          input.setText("key:gen");
          input.setSelection(7);
          var tab = new Event();
          tab.keyCode = SWT.TAB;
          input.notifyListeners(SWT.KeyDown, tab);
        });
    screen.settle();
    String completed = screen.ask(input::getText);
    assertThat(completed).isEqualTo("key:generate ");
    run(input, "key:list demo");
    run(input, "key:list nobody");
    StyledText output = screen.one(StyledText.class, text -> text.getText().contains("key:list"));
    String said = screen.ask(output::getText);
    assertThat(said).contains("data key").contains("keywright: there is no key set 'nobody'");
    screen.picture("console");

    run(input, "download:load --keyset demo --key 1 --place 1 sim:demo-17");
    run(input, "download:status sim:demo-17 --place 1");
    screen.settle();
    follow(output, new Subject(Subject.Kind.DEVICE, "DEMO-17"));
    assertThat(screen.ask(() -> screen.window().getActivePage().getActiveEditor().getTitle()))
        .isEqualTo("DEMO-17");
    screen.view("properties");
    screen.picture("properties");
  }

  /** Clicks a name in the output that leads somewhere. */
  private static void follow(StyledText output, Subject subject) throws InterruptedException {
    screen.act(
        () -> {
          int at =
              Arrays.stream(output.getStyleRanges())
                  .filter(range -> subject.equals(range.data))
                  .mapToInt(range -> range.start)
                  .max()
                  .orElseThrow();
          var place = output.getLocationAtOffset(at);
          var click = new Event();
          click.x = place.x + 2;
          click.y = place.y + 2;
          output.notifyListeners(SWT.MouseUp, click);
        });
    screen.settle();
  }

  private void run(Text input, String line) throws InterruptedException {
    screen.act(
        () -> {
          input.setText(line);
          input.notifyListeners(SWT.DefaultSelection, new Event());
        });
    screen.settle();
  }

  @Test
  void theLogIsReadAndFoundWhole() throws Exception {
    screen.command("vault.demo");
    screen.view("audit");
    screen.press("Verify");
    assertThat(screen.all(Label.class, label -> label.getText().startsWith("whole:"))).hasSize(1);
    screen.picture("audit");
  }

  @Test
  void theLogIsFoundByDaysAndAsItWasLeft() throws Exception {
    screen.command("vault.demo");
    screen.view("audit");
    eyes.sort("Result", "Act");
    assertThat(screen.ask(() -> eyes.table("Result").getItem(0).getText(3)))
        .isEqualTo("key:generate");
    int all = eyes.rows("Result");
    screen.type("From", "7d");
    screen.type("Until", "8d");
    screen.await("none of them", () -> eyes.rows("Result") == 0);
    assertThat(screen.shows("No act is like that.")).isTrue();
    screen.picture("audit-days");
    screen.type("Until", "today");
    screen.await("those of this week", () -> eyes.rows("Result") == all);

    TableColumn act = column("Act");
    int usual = screen.ask(act::getWidth);
    screen.act(() -> act.setWidth(usual + 60));
    var page = screen.ask(() -> screen.window().getActivePage());
    screen.act(() -> page.hideView(page.findView("org.keywright.workbench.view.audit")));
    screen.view("audit");
    assertThat(screen.ask(() -> column("Act").getWidth())).isEqualTo(usual + 60);
    assertThat(screen.ask(() -> eyes.table("Result").getSortColumn().getText())).isEqualTo("Act");
    screen.command("columns");
    assertThat(screen.ask(() -> column("Act").getWidth())).isEqualTo(usual);
    assertThat(screen.ask(() -> eyes.table("Result").getSortColumn())).isNull();
  }

  private TableColumn column(String title) {
    return screen.ask(
        () ->
            Arrays.stream(eyes.table(title).getColumns())
                .filter(each -> each.getText().equals(title))
                .findFirst()
                .orElseThrow());
  }
}
