// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.forms.editor.FormEditor;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.OfferedSelection;
import org.keywright.workbench.internal.Revealing;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.KeyField;
import org.keywright.workbench.model.KeySetContents;
import org.keywright.workbench.model.KeySetDraft;
import org.keywright.workbench.model.SavedChanges;
import org.keywright.workbench.model.Watch;

/**
 * A key set: what it is, its keys, what rules make of them, how it differs from others, and what
 * was done with it. What is typed about keys is kept until it is saved, and can be undone until
 * then; all other acts are done when they are asked for. It is read anew at each change.
 */
@SuppressWarnings("NullAway.Init") // the platform makes the pages after the editor
public final class KeySetEditor extends FormEditor implements Revealing {
  private final KeySetDraft draft = new KeySetDraft();
  private final Action undo = new TextAction("edit.undo", () -> draft.undo());
  private final Action redo = new TextAction("edit.redo", () -> draft.redo());
  private final Action revert = new TextAction("edit.revert", () -> draft.revert());
  private final OfferedSelection offered = new OfferedSelection();
  private Desk desk;
  private List<KeySetPage> shownPages = List.of();
  private Optional<KeySetContents> contents = Optional.empty();
  private Watch watch = () -> {};
  private boolean saving;

  /** Made by the platform. */
  public KeySetEditor() {
    // the platform's way to make an editor
  }

  /** Takes what was typed back, or types it again. */
  private final class TextAction extends Action {
    private final Runnable act;

    TextAction(String key, Runnable act) {
      super(text(key));
      this.act = act;
    }

    @Override
    public void run() {
      act.run();
      edited();
    }
  }

  @Override
  public void init(IEditorSite site, IEditorInput input) throws PartInitException {
    super.init(site, input);
    setPartName(input.getName());
    desk = site.getService(Desk.class);
    // The platform listens to the one that is there when the editor opens, before its pages are.
    site.setSelectionProvider(offered);
    site.getActionBars().setGlobalActionHandler(ActionFactory.UNDO.getId(), undo);
    site.getActionBars().setGlobalActionHandler(ActionFactory.REDO.getId(), redo);
    site.getActionBars().setGlobalActionHandler(ActionFactory.REVERT.getId(), revert);
    offerUndo();
  }

  @Override
  public void reveal(String key) {
    if (setActivePage(KeysPage.ID) instanceof KeysPage keys) {
      keys.choose(key);
    }
  }

  /** Shows a key by its name, with the keyboard in its label. */
  void label(String key) {
    if (setActivePage(KeysPage.ID) instanceof KeysPage keys) {
      keys.label(key);
    }
  }

  /** The key set's name. */
  String keySet() {
    return getEditorInput().getName();
  }

  /** What is chosen in it, for other parts. */
  OfferedSelection offered() {
    return offered;
  }

  Desk desk() {
    return desk;
  }

  KeySetDraft draft() {
    return draft;
  }

  /** Asks where one of its keys is loaded. */
  void load(int ref) {
    Commands.load(getSite().getWorkbenchWindow(), keySet(), ref, List.of());
  }

  VaultActs acts() {
    return new VaultActs(getSite().getWorkbenchWindow());
  }

  @Override
  protected void addPages() {
    shownPages =
        List.of(
            new OverviewPage(this),
            new KeysPage(this),
            new DiversificationPage(this),
            new ComparisonPage(this),
            new HistoryPage(this));
    try {
      for (KeySetPage page : shownPages) {
        addPage(page);
      }
    } catch (PartInitException e) {
      throw new IllegalStateException("the key set cannot be shown", e);
    }
    Display display = getSite().getShell().getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    refresh();
  }

  private void refresh() {
    if (getContainer() == null || getContainer().isDisposed()) {
      return;
    }
    if (desk.vault().isEmpty()) {
      // A lock hides all of the window; what was typed is there again behind it.
      if (desk.locked().isEmpty() || !isDirty()) {
        close(false);
      }
      return;
    }
    Background.read(
        getContainer(),
        () -> KeySetContents.of(desk, keySet()),
        this::show,
        failure -> shownPages.forEach(page -> page.failed(Failures.line(failure))));
  }

  private void show(KeySetContents read) {
    contents = Optional.of(read);
    draft.stored(read.set(), read.keys());
    shownPages.forEach(KeySetPage::show);
    edited();
  }

  /** What was read last. */
  Optional<KeySetContents> contents() {
    return contents;
  }

  /** Somebody types into a field of a key. */
  void type(String key, KeyField field, String words) {
    if (!saving) {
      draft.type(key, field, words);
      edited();
    }
  }

  private void edited() {
    shownPages.forEach(KeySetPage::showDraft);
    offerUndo();
    editorDirtyStateChanged();
  }

  private void offerUndo() {
    undo.setEnabled(draft.canUndo());
    redo.setEnabled(draft.canRedo());
    revert.setEnabled(draft.isDirty());
  }

  @Override
  public boolean isDirty() {
    return draft.isDirty();
  }

  @Override
  public boolean isSaveAsAllowed() {
    return false;
  }

  /** Carries the changes out in the background, and comes back when that has ended. */
  @Override
  public void doSave(IProgressMonitor monitor) {
    Optional<String> problem = draft.problem();
    if (problem.isPresent()) {
      MessageDialog.openError(getSite().getShell(), text("draft.title"), problem.get());
      monitor.setCanceled(true);
      return;
    }
    if (saving || !confirmed()) {
      monitor.setCanceled(true);
      return;
    }
    saving = true;
    var changes = draft.changes();
    Background.act(
        getContainer(),
        text("draft.title"),
        () -> SavedChanges.of(changes, desk::perform),
        this::saved,
        failure -> {
          throw new IllegalStateException("a save ends in words", failure);
        });
    Display display = getSite().getShell().getDisplay();
    while (saving && !getContainer().isDisposed()) {
      if (!display.readAndDispatch()) {
        display.sleep();
      }
    }
    monitor.setCanceled(isDirty());
  }

  /** What another person has changed meanwhile is not written over by oversight. */
  private boolean confirmed() {
    List<String> overtaken = draft.overtaken();
    return overtaken.isEmpty()
        || MessageDialog.openQuestion(
            getSite().getShell(),
            text("draft.title"),
            text("draft.overtaken", String.join(", ", overtaken)));
  }

  private void saved(SavedChanges saved) {
    saving = false;
    draft.saved(saved);
    edited();
    if (!saved.ok()) {
      MessageDialog.openError(getSite().getShell(), text("draft.title"), saved.message());
    }
  }

  @Override
  public void doSaveAs() {
    // a key set has no other place
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
