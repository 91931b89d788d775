// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.dialogs.ElementListSelectionDialog;
import org.keywright.crypto.KeyMaterial;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.workbench.model.DemoFleet;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.VaultPlan;

/** What people do with vaults and what is in them, from wherever in a window they do it. */
public final class VaultActs {
  private static final int DEMO_PASSPHRASE = 32;

  private final IWorkbenchWindow window;
  private final Desk desk;
  private final Showing shown;

  /** Acts in a window. */
  public VaultActs(IWorkbenchWindow window) {
    this.window = window;
    this.desk = window.getService(Desk.class);
    this.shown = new Showing(window);
  }

  private Shell shell() {
    return window.getShell();
  }

  /** Asks for a vault and its passphrase. */
  public void open(String proposed) {
    leaving(
        () -> {
          var dialog = new VaultDialog(shell(), desk, proposed);
          if (dialog.open() == VaultDialog.OLDER) {
            acceptOlder(dialog.address());
          }
        });
  }

  /** Does what closes the vault that is open, if what is under way in it may end. */
  private void leaving(Runnable then) {
    new Leaving(window).vault(shell(), then);
  }

  /** Asks for a new vault. */
  public void make() {
    leaving(() -> FoundingWizard.open(shell(), desk));
  }

  /** Asks for a backup, and makes a vault of it. */
  public void restore() {
    var dialog = new RestoreDialog(shell(), desk);
    if (dialog.open() == Window.OK) {
      open(dialog.address());
    }
  }

  /** Asks for an older copy of a vault, which is to take the place of the newer one. */
  public void acceptOlder() {
    leaving(() -> acceptOlder(new Recents().older()));
  }

  private void acceptOlder(String proposed) {
    new OlderCopyDialog(shell(), desk, proposed).open();
  }

  /** Asks where a copy of the open vault goes. */
  public void backUp() {
    withVault(
        () ->
            Background.read(
                shell(),
                () ->
                    VaultPlan.backup(
                        desk.requireVault().info().address(),
                        LocalDate.now(ZoneId.systemDefault())),
                proposed -> new BackupDialog(shell(), desk, proposed).open(),
                this::failed));
  }

  /** Closes the vault and what shows it. */
  public void close() {
    leaving(this::closeNow);
  }

  private void closeNow() {
    if (window.getActivePage().closeAllEditors(true)) {
      Whereabouts.goToStart(window);
      Background.act(
          shell(),
          text("vault.close.title"),
          () -> desk.perform(Statement.of("vault:close")),
          done -> report(done, "vault.close.title"),
          this::failed);
    }
  }

  /** Makes a vault for trying things out, with a fleet, and shows it. */
  public void demo() {
    leaving(
        () ->
            Background.act(
                shell(), text("start.demo.title"), this::makeDemo, this::demoIs, this::failed));
  }

  private Performed makeDemo() throws IOException {
    Path vault = DemoFleet.place();
    byte[] random = new byte[DEMO_PASSPHRASE];
    new java.security.SecureRandom().nextBytes(random);
    try (Secrets passphrase = Secrets.of(KeyMaterial.consume(random))) {
      List<String> earlier =
          desk.engines().simulator().units().stream()
              .map(SimulatedUnit::name)
              .filter(DemoFleet::has)
              .toList();
      Performed last = desk.perform(Statement.of("vault:close"));
      for (Statement statement : DemoFleet.statements(vault, earlier)) {
        last = desk.perform(statement, passphrase);
        if (!last.ok()) {
          return last;
        }
      }
      return last;
    }
  }

  private void demoIs(Performed last) {
    if (last.ok()) {
      shown.edit(DemoFleet.KEY_SET);
    } else {
      report(last, "start.demo.title");
    }
  }

  /** Asks for a new key set, and shows it. */
  public void makeKeySet() {
    if (vaultIsOpen()) {
      var dialog = new KeySetDialog(shell(), desk);
      if (dialog.open() == Window.OK) {
        shown.edit(dialog.name());
      }
    }
  }

  /** Asks for a new key of a key set. */
  public void generate(String keySet) {
    withKeys(keySet, node -> KeyDialog.generating(shell(), desk, keySet, node.keys()).open());
  }

  /** Asks for a key block with a key for a key set. */
  public void importKey(String keySet) {
    importKey(keySet, "");
  }

  /** Asks about a key block, of which the file may be known already. */
  void importKey(String keySet, String block) {
    withKeys(keySet, node -> KeyDialog.importing(shell(), desk, keySet, node.keys(), block).open());
  }

  private void withKeys(String keySet, Consumer<KeySetTree.Node> then) {
    if (vaultIsOpen()) {
      Background.read(
          shell(),
          () ->
              new KeySetTree.Node(
                  desk.requireVault().keySets().require(keySet),
                  desk.requireVault().keySets().keys(keySet)),
          then,
          this::failed);
    }
  }

  /** Asks for a plug-in that is to be installed. */
  void installPlugin(String file) {
    if (new PluginDialog(shell(), desk, file).open() == Window.OK) {
      shown.show(Ids.LINKS);
    }
  }

  /** Does something with the key set that is chosen, else with one that is asked for. */
  void withKeySet(ISelection selection, Consumer<String> then) {
    Selections.keySets(window, selection).stream()
        .findFirst()
        .ifPresentOrElse(then, () -> withKeySets(tree -> chooseSet(tree).ifPresent(then)));
  }

  /** Asks about a key block for the key set that is chosen, else for one that is asked for. */
  void importBlock(String file) {
    var selection = window.getSelectionService().getSelection();
    withKeySet(
        selection == null ? StructuredSelection.EMPTY : selection,
        keySet -> importKey(keySet, file));
  }

  private Optional<String> chooseSet(KeySetTree tree) {
    if (tree.sets().size() == 1) {
      return Optional.of(tree.sets().getFirst().set().name());
    }
    var dialog = new ElementListSelectionDialog(shell(), new LabelProvider());
    dialog.setTitle(text("keyset.identity"));
    dialog.setMessage(text("keyset.which"));
    dialog.setElements(tree.sets().stream().map(node -> node.set().name()).toArray());
    return dialog.open() == Window.OK && dialog.getFirstResult() instanceof String name
        ? Optional.of(name)
        : Optional.empty();
  }

  /** Does something with the key sets of the open vault, which are read in the background. */
  public void withKeySets(Consumer<KeySetTree> then) {
    withVault(
        () ->
            Background.read(shell(), () -> KeySetTree.of(desk.requireVault()), then, this::failed));
  }

  /** Does something with the open vault; where none is open, asks for one before. */
  public void withVault(Runnable then) {
    if (vaultIsOpen()) {
      then.run();
    }
  }

  private boolean vaultIsOpen() {
    if (desk.vault().isEmpty()) {
      open(new Recents().vaults().newest().orElse(""));
    }
    return desk.vault().isPresent();
  }

  /** Asks for a script, and runs it in the console. */
  void runScript() {
    new FileChooser(false, "script.run", ".gosh").choose(shell(), "").ifPresent(this::runScript);
  }

  /** Runs a script in the console, where what it shows can be followed. */
  void runScript(String file) {
    shown.run(Statement.of("run").argument(file));
  }

  /** Writes what was done here into a script. */
  public void saveScript() {
    new FileChooser(true, "script.choose", ".gosh")
        .target(shell(), text("script.save.name"))
        .ifPresent(
            file ->
                Background.act(
                    shell(),
                    text("script.choose"),
                    () -> Files.writeString(file, desk.recording().script()),
                    written -> {},
                    this::failed));
  }

  /** Tells what went wrong, if something did. */
  public void report(Performed done, String title) {
    if (!done.ok() && !done.endedJob()) {
      MessageDialog.openError(shell(), text(title), done.message());
    }
  }

  private void failed(Exception failure) {
    MessageDialog.openError(shell(), text("app.name"), Failures.line(failure));
  }
}
