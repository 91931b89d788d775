// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.WorkbenchException;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.Subject;

/** Shows in a window what has a name: in its editor, or in the view that has it in a row. */
public final class Showing {
  private final IWorkbenchWindow window;

  /** Shows in a window. */
  public Showing(IWorkbenchWindow window) {
    this.window = window;
  }

  /** Shows a key in the editor of its key set. */
  public void edit(ApplicationKey key) {
    edit(key.keySet());
    if (window.getActivePage().getActiveEditor() instanceof Revealing editor) {
      editor.reveal(KeySetTree.name(key));
    }
  }

  /** Shows a key set in its editor. */
  public void edit(String keySet) {
    try {
      Editors.open(window, new KeySetInput(keySet), Ids.KEY_SET_EDITOR, Ids.KEYS_PERSPECTIVE);
    } catch (WorkbenchException e) {
      failed(e);
    }
  }

  /** Shows something by its name: on a page of its own, or in the view that has it in a row. */
  public void show(Subject subject) {
    String name = subject.name();
    switch (subject.kind()) {
      case KEY_SET -> edit(name);
      case DEVICE -> Commands.begin(window, Ids.DEVICE_OPEN, Map.of(Ids.DEVICE_SERIAL, name));
      case JOB -> Commands.begin(window, Ids.JOB_SHOW, Map.of(Ids.JOB_NUMBER, name));
      case LINK, PLUGIN -> reveal(Ids.LINKS, name);
      case REQUEST -> reveal(Ids.REQUESTS, name);
      case PARTY -> reveal(Ids.PARTIES, name);
      case CERTIFICATES -> reveal(Ids.CERTIFICATES, name);
      case LOG -> show(Ids.AUDIT);
    }
  }

  private void reveal(String view, String name) {
    show(
        view,
        part -> {
          if (part instanceof Revealing rows) {
            rows.reveal(name);
          }
        });
  }

  /** Begins a command in the console, where the rest of it is typed. */
  public void type(Statement begun) {
    console(view -> view.begin(begun.text() + " "));
  }

  /** Carries a statement out in the console. */
  void run(Statement statement) {
    console(view -> view.run(statement.text()));
  }

  private void console(Consumer<ConsoleView> then) {
    show(
        Ids.CONSOLE,
        part -> {
          if (part instanceof ConsoleView view) {
            then.accept(view);
          }
        });
  }

  /** Shows a view in front. */
  public void show(String view) {
    show(view, part -> {});
  }

  private void show(String view, Consumer<IViewPart> then) {
    try {
      then.accept(window.getActivePage().showView(view));
    } catch (WorkbenchException e) {
      failed(e);
    }
  }

  private void failed(Exception failure) {
    MessageDialog.openError(window.getShell(), text("app.name"), Failures.line(failure));
  }
}
