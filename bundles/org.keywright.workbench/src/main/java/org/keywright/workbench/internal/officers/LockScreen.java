// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.MaskedFields;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.LockedVault;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Secrets;

/**
 * Locks the workbench: dialogs close, the windows are hidden, what they show is emptied, and a
 * window of its own asks for a passphrase.
 */
@SuppressWarnings("NullAway.Init") // the fields are made when it is shown
final class LockScreen {
  private static final int WIDTH = 400;
  private static final int BUTTON = 110;

  private final IWorkbenchWindow window;
  private final Desk desk;
  private final List<Shell> hidden = new ArrayList<>();
  private Shell shell;
  private Optional<Combo> officer = Optional.empty();
  private Text passphrase;
  private Label message;
  private Button open;
  private Button leave;

  LockScreen(IWorkbenchWindow window) {
    this.window = window;
    this.desk = window.getService(Desk.class);
  }

  /**
   * Locks, unless it is locked or no vault is open.
   *
   * @param otherwise is told if nobody could open the lock
   */
  void lock(Runnable otherwise) {
    if (desk.locked().isEmpty() && desk.vault().isPresent()) {
      Background.act(
          window.getShell(),
          text("lock.title"),
          desk::lock,
          locked -> desk.locked().ifPresentOrElse(this::show, otherwise),
          failure ->
              MessageDialog.openError(
                  window.getShell(), text("lock.title"), Failures.line(failure)));
    }
  }

  private void show(LockedVault behind) {
    var display = window.getShell().getDisplay();
    for (Shell each : display.getShells()) {
      if (!each.isDisposed() && each.getData() instanceof Dialog) {
        each.close();
      }
    }
    shell = new Shell(display, SWT.TITLE | SWT.MIN | SWT.RESIZE);
    shell.setText(text("lock.window"));
    shell.setImages(window.getShell().getImages());
    shell.setBounds(window.getShell().getBounds());
    // It is not left by closing it: what is behind it would be open then.
    shell.addListener(SWT.Close, event -> event.doit = false);
    GridLayoutFactory.fillDefaults().applyTo(shell);
    var middle = new Composite(shell, SWT.NONE);
    GridLayoutFactory.swtDefaults().spacing(8, 8).margins(24, 24).applyTo(middle);
    GridDataFactory.fillDefaults().grab(true, true).align(SWT.CENTER, SWT.CENTER).applyTo(middle);
    fields(middle, behind);
    shell.setDefaultButton(open);
    // Windows, views in windows of their own, and dialogs that would not close now.
    for (Shell each : display.getShells()) {
      if (!each.equals(shell) && each.isVisible()) {
        hidden.add(each);
        each.setVisible(false);
      }
    }
    forget();
    shell.open();
    passphrase.setFocus();
  }

  /** What was copied here is not to be pasted any more. */
  private void forget() {
    var clipboard = new Clipboard(shell.getDisplay());
    clipboard.clearContents();
    clipboard.dispose();
  }

  private void fields(Composite middle, LockedVault behind) {
    var head = new Composite(middle, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(head);
    new Label(head, SWT.NONE).setImage(Icons.image("lock"));
    var title = new Label(head, SWT.NONE);
    title.setText(text("lock.head", behind.vault()));
    title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
    var words = new Label(middle, SWT.WRAP);
    words.setText(text(behind.officers().isEmpty() ? "lock.person" : "lock.officers"));
    Colours.faint(words);
    GridDataFactory.fillDefaults().hint(WIDTH, SWT.DEFAULT).applyTo(words);
    if (!behind.officers().isEmpty()) {
      new Label(middle, SWT.NONE).setText(text("vault.officer"));
      var names = new Combo(middle, SWT.READ_ONLY);
      names.setItems(behind.officers().toArray(String[]::new));
      names.select(Math.max(0, behind.officers().indexOf(behind.last())));
      GridDataFactory.fillDefaults().hint(WIDTH, SWT.DEFAULT).applyTo(names);
      officer = Optional.of(names);
    }
    new Label(middle, SWT.NONE).setText(text("vault.passphrase"));
    passphrase = MaskedFields.masked(middle);
    passphrase.addModifyListener(event -> open.setEnabled(passphrase.getCharCount() > 0));
    GridDataFactory.fillDefaults().hint(WIDTH, SWT.DEFAULT).applyTo(passphrase);
    message = new Label(middle, SWT.WRAP);
    message.setForeground(Colours.fault());
    GridDataFactory.fillDefaults().hint(WIDTH, 36).applyTo(message);
    var buttons = new Composite(middle, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(buttons);
    GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).applyTo(buttons);
    leave = button(buttons, "lock.leave", this::leave);
    open = button(buttons, "lock.open", this::unlock);
    open.setEnabled(false);
  }

  private static Button button(Composite parent, String key, Runnable act) {
    var button = new Button(parent, SWT.PUSH);
    button.setText(text(key));
    GridDataFactory.fillDefaults()
        .hint(Math.max(BUTTON, button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x), SWT.DEFAULT)
        .applyTo(button);
    button.addListener(SWT.Selection, event -> act.run());
    return button;
  }

  private void unlock() {
    String who = officer.map(Combo::getText).orElse("");
    String question = desk.locked().map(behind -> behind.question(who)).orElse("");
    Map<String, KeyMaterial> secrets = new HashMap<>();
    MaskedFields.take(passphrase, question, secrets);
    Secrets answers = Secrets.named(secrets);
    busy(true);
    Background.act(
        shell,
        text("lock.title"),
        () -> {
          try (answers) {
            return desk.unlock(who, answers);
          }
        },
        this::ended,
        failure -> failed(Failures.line(failure)));
  }

  /** The way out for whoever has no passphrase: nothing of the vault is left open. */
  private void leave() {
    if (MessageDialog.openConfirm(shell, text("lock.leave"), text("lock.leave.ask"))) {
      busy(true);
      Background.act(
          shell,
          text("lock.title"),
          desk::leave,
          this::ended,
          failure -> failed(Failures.line(failure)));
    }
  }

  private void ended(Performed done) {
    if (!done.ok()) {
      failed(done.message());
      return;
    }
    MaskedFields.wipe(passphrase);
    for (Shell each : hidden) {
      if (!each.isDisposed()) {
        each.setVisible(true);
      }
    }
    shell.dispose();
    window.getShell().setActive();
  }

  private void failed(String why) {
    busy(false);
    message.setText(why);
    passphrase.setFocus();
  }

  private void busy(boolean yes) {
    leave.setEnabled(!yes);
    passphrase.setEnabled(!yes);
    officer.ifPresent(names -> names.setEnabled(!yes));
    message.setText(yes ? text("act.busy") : "");
  }
}
