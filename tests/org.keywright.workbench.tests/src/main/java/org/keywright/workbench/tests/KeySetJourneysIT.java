// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.forms.editor.FormEditor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keywright.crypto.KeyState;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.model.Statement;

/** What a person does in the editor of a key set. */
@Timeout(180)
class KeySetJourneysIT {
  @RegisterExtension static final Window WINDOW = new Window();

  @SuppressWarnings("NullAway.Init") // where there is no screen no journey begins
  private static Screen screen;

  @BeforeEach
  void begin() throws Exception {
    screen = WINDOW.screen();
    screen.command("vault.demo");
  }

  private static FormEditor editor() {
    return (FormEditor) screen.window().getActivePage().getActiveEditor();
  }

  private static void page(String id) throws InterruptedException {
    screen.act(() -> editor().setActivePage(id));
    screen.settle();
  }

  private static ApplicationKey key(int ref) throws Exception {
    return screen.desk().vault().orElseThrow().keySets().requireKey("demo", ref);
  }

  private static void done(String... words) {
    assertThat(screen.desk().perform(new Statement(List.of(words))).message()).isNotEmpty();
  }

  @Test
  void whatIsTypedIsUndoneAndCheckedAndSavedTogether() throws Exception {
    page("keys");
    screen.type("Label", "depot key");
    assertThat(screen.ask(() -> editor().isDirty())).isTrue();
    screen.edit("undo");
    assertThat(screen.ask(() -> editor().isDirty())).isFalse();
    screen.edit("redo");

    screen.type("* Label", "data key of the depot");
    screen.type("Protects until", "2031-02-30");
    assertThat(message()).contains("'2031-02-30' is no moment");
    screen.picture("keyset-wrong");
    screen.type("* Protects until", "2031-02-28");
    screen.type("Opens until", "2033-02-28");
    assertThat(message()).contains("2 changes are not saved yet");
    screen.picture("unsaved");
    assertThat(key(1).label()).isEqualTo("data key");

    screen.file("save");

    assertThat(screen.ask(() -> editor().isDirty())).isFalse();
    assertThat(key(1).label()).isEqualTo("data key of the depot");
    assertThat(key(1).life().period().recipientUntil()).isPresent();
    assertThat(screen.desk().recording().script())
        .contains("key:label demo/1@1 \"data key of the depot\"")
        .contains("key:period demo/1@1 --protects-until 2031-02-28 --opens-until 2033-02-28");
    page("overview");
    screen.picture("keyset-overview");
  }

  @Test
  void theRowUnderThePointerIsDraggedThoughAnotherWasChosenBefore() throws Exception {
    page("keys");
    Table table = table("Diversified");
    choose(0);
    Rectangle second = screen.ask(() -> table.getItem(1).getBounds());

    assertThat(new Mouse(screen).drag(table, second, 0, () -> table.setSelection(1)))
        .asInstanceOf(InstanceOfAssertFactories.list(ApplicationKey.class))
        .extracting(ApplicationKey::ref)
        .containsExactly(2);
  }

  @Test
  void aKeyOfTheTreeIsDraggedThoughCtrlTakesItOutOfWhatIsChosen() throws Exception {
    Tree tree = screen.one(Tree.class, each -> true);
    TreeItem first = screen.ask(() -> tree.getItem(0).getItem(0).getItem(0));
    screen.act(() -> tree.setSelection(first));
    screen.act(() -> tree.notifyListeners(SWT.Selection, new Event()));
    Rectangle row = screen.ask(first::getBounds);

    assertThat(new Mouse(screen).drag(tree, row, SWT.MOD1, () -> tree.deselect(first)))
        .asInstanceOf(InstanceOfAssertFactories.list(ApplicationKey.class))
        .extracting(ApplicationKey::ref)
        .containsExactly(1);
  }

  @Test
  void aKeyThatIsClickedTwiceInTheTreeIsInFrontInItsEditor() throws Exception {
    screen.act(() -> screen.window().getActivePage().closeAllEditors(false));
    Tree tree = screen.one(Tree.class, each -> true);
    clickTwice(tree, 1);
    assertThat(screen.<String>ask(() -> editor().getTitle())).isEqualTo("demo");
    assertThat(screen.<String>ask(screen.field("Label")::getText)).isEqualTo("MAC key");
    page("overview");
    clickTwice(tree, 0);
    assertThat(screen.<String>ask(screen.field("Label")::getText)).isEqualTo("data key");
  }

  /** Clicks twice on a key of the first key set. */
  private static void clickTwice(Tree tree, int key) throws InterruptedException {
    screen.act(
        () -> {
          TreeItem keySet = tree.getItem(0).getItem(0);
          tree.setSelection(keySet.getItem(key));
          tree.notifyListeners(SWT.DefaultSelection, new Event());
        });
    screen.settle();
  }

  @Test
  void aKeyStaysChosenInTheTreeWhenItIsCalledSomethingElse() throws Exception {
    screen.view("keysets");
    Tree tree = screen.one(Tree.class, each -> true);
    screen.act(() -> tree.setSelection(tree.getItem(0).getItem(0).getItem(1)));
    screen.act(() -> tree.notifyListeners(SWT.Selection, new Event()));
    screen.edit("rename");
    // The words are marked where the keyboard is, so that they are typed over.
    assertThat(screen.<String>ask(screen.field("Label")::getSelectionText)).isEqualTo("MAC key");
    screen.type("Label", "the officers' key");
    screen.file("save");
    assertThat(screen.<List<String>>ask(() -> chosen(tree)))
        .singleElement()
        .asString()
        .contains("the officers' key");
    List<Text> searches = screen.all(Text.class, text -> text.getMessage().equals("Search"));
    screen.act(() -> searches.forEach(text -> text.setText("key")));
    screen.settle();
    assertThat(screen.<List<String>>ask(() -> marked(searches))).doesNotContain("key");
    screen.edit("findReplace");
    assertThat(screen.<List<String>>ask(() -> marked(searches))).containsOnlyOnce("key");
    screen.act(() -> searches.forEach(text -> text.setText("")));
  }

  private static List<String> marked(List<Text> fields) {
    return fields.stream().map(Text::getSelectionText).toList();
  }

  private static List<String> chosen(Tree tree) {
    return Arrays.stream(tree.getSelection()).map(TreeItem::getText).toList();
  }

  /** What is said of the page in front, beside its title or below. */
  private static String message() {
    return screen.ask(
        () -> {
          var form = editor().getActivePageInstance().getManagedForm().getForm();
          Control head = form.getForm().getHead();
          return Stream.concat(
                  Stream.ofNullable(form.getMessage()),
                  screen.all(Label.class, each -> isWithin(head, each)).stream()
                      .map(Label::getText))
              .collect(Collectors.joining());
        });
  }

  private static boolean isWithin(Control whole, Control each) {
    return each != null && (each.equals(whole) || isWithin(whole, each.getParent()));
  }

  @Test
  void aKeyIsSuspendedForAReasonAndDestroyedWithItsCheckValue() throws Exception {
    page("keys");
    screen.press("Suspend…");
    assertThat(enabled("Suspend")).isFalse();
    screen.type("Reason:", "a terminal is missing");
    screen.picture("key-suspend");
    screen.press("Suspend");
    assertThat(key(1).state()).isEqualTo(KeyState.SUSPENDED);

    screen.press("Destroy…");
    screen.type("Reason:", "nobody has it");
    assertThat(enabled("Destroy")).isFalse();
    screen.type("KCV:", key(1).kcv().value().hex());
    screen.press("Destroy");
    assertThat(key(1).state()).isEqualTo(KeyState.DESTROYED);
    assertThat(screen.all(Button.class, named("Compromised…"))).isEmpty();
  }

  private static java.util.function.Predicate<Button> named(String words) {
    return button -> button.getText().equals(words);
  }

  private static boolean enabled(String words) {
    return screen.all(Button.class, named(words)).stream()
        .anyMatch(each -> screen.ask(each::isEnabled));
  }

  @Test
  void aRuleIsFollowedStepByStep() throws Exception {
    done("key:generate", "demo", "3", "--usage", "B3", "--label", "card master");
    page("diversification");
    screen.choose("Rule:", "AN10922");
    screen.type("Input:", "04782E");
    screen.type("Input:", "04782E21801D80");
    screen.press("Show");
    assertThat(rows("KCV by zeros")).isGreaterThan(1);
    screen.picture("diversification");
  }

  @Test
  void twoKeySetsAreComparedAndTheDifferencesAreFiltered() throws Exception {
    done("keyset:create", "depot");
    done("key:generate", "depot", "1", "--label", "data key");
    done("key:generate", "depot", "7", "--label", "spare");
    page("comparison");
    screen.press("Compare");
    assertThat(rows("KCV there")).isEqualTo(3);
    screen.press("missing there: 1");
    assertThat(rows("KCV there")).isEqualTo(2);
    screen.picture("comparison");
  }

  private static int rows(String column) {
    return screen.ask(() -> table(column).getItemCount());
  }

  private static Table table(String column) {
    return screen.one(
        Table.class,
        table -> Arrays.stream(table.getColumns()).anyMatch(each -> each.getText().equals(column)));
  }

  @Test
  void theKeyThatIsChosenIsTheOneInProperties() throws Exception {
    page("keys");
    screen.view("properties");
    screen.act(() -> screen.window().getActivePage().activate(editor()));
    choose(1);
    assertThat(screen.all(Label.class, title -> title.getText().equals("demo/2"))).hasSize(1);
    choose(0);
    assertThat(screen.all(Label.class, title -> title.getText().equals("demo/1"))).hasSize(1);
    screen.file("close");
    assertThat(screen.all(Label.class, title -> title.getText().equals("demo/1"))).isEmpty();
  }

  private static void choose(int row) throws InterruptedException {
    screen.act(
        () -> {
          table("Algorithm").setSelection(row);
          table("Algorithm").notifyListeners(SWT.Selection, new Event());
        });
    screen.settle();
  }

  @Test
  void aPassphraseOfAnotherVaultIsWipedWhenItIsWrong() throws Exception {
    page("comparison");
    screen.press("Another vault…");
    screen.type("Vault:", "/nowhere.kwv");
    screen.type("Passphrase:", "correct horse");
    screen.picture("keyset-compare-vault");
    screen.press("Compare");
    assertThat(screen.ask(() -> screen.field("Passphrase:").getText())).isEmpty();
    screen.press("Cancel");
    assertThat(screen.all(Text.class, text -> (text.getStyle() & SWT.PASSWORD) != 0)).isEmpty();
  }
}
