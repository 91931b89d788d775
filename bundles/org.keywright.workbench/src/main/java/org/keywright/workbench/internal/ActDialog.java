// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/**
 * A dialog that puts a statement together, shows it, and carries it out; it stays open, with what
 * was typed but for secrets, if that fails.
 */
abstract class ActDialog extends TitleAreaDialog {
  /** The desk that carries out. */
  protected final Desk desk;

  private final String key;
  private Optional<Text> preview = Optional.empty();
  private Optional<Performed> performed = Optional.empty();

  /**
   * Makes a dialog.
   *
   * @param key what its texts' keys begin with: {@code .title}, {@code .hint}, {@code .do}
   */
  ActDialog(Shell shell, Desk desk, String key) {
    super(shell);
    this.desk = desk;
    this.key = key;
    setHelpAvailable(false);
  }

  /** Puts the fields in. */
  protected abstract void fields(FieldGrid grid);

  /** What is missing or wrong; empty if nothing is. */
  protected abstract Optional<String> problem();

  /** What would be done; called if there is no problem. */
  protected abstract Statement statement();

  /** Takes the secrets out of their fields, which are empty then. */
  protected Secrets secrets() {
    return Secrets.NONE;
  }

  /** Done with what came of it, before the dialog closes; it went well. */
  protected void succeeded(Performed done) {
    // most have nothing to add
  }

  /** What stands in a field, without blanks around it; nothing if it is empty. */
  protected static Optional<String> given(Text field) {
    return Optional.of(field.getText().strip()).filter(typed -> !typed.isEmpty());
  }

  /** What came of it, if it was done. */
  Optional<Performed> performed() {
    return performed;
  }

  @Override
  protected void configureShell(Shell shell) {
    super.configureShell(shell);
    shell.setText(text(key + ".title"));
  }

  @Override
  protected boolean isResizable() {
    return true;
  }

  @Override
  protected Control createDialogArea(Composite parent) {
    setTitle(text(key + ".title"));
    setMessage(text(key + ".hint"));
    var area = (Composite) super.createDialogArea(parent);
    var body = new Composite(area, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(12, 12).spacing(0, 12).applyTo(body);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(body);
    var grid = new Composite(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(grid);
    fields(new FieldGrid(grid, this::check));
    var foot = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(foot);
    GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.END).applyTo(foot);
    new Label(foot, SWT.NONE).setText(text("act.statement"));
    var shown = new Text(foot, SWT.READ_ONLY | SWT.SINGLE);
    shown.setFont(org.eclipse.jface.resource.JFaceResources.getTextFont());
    GridDataFactory.fillDefaults().grab(true, false).applyTo(shown);
    preview = Optional.of(shown);
    Dialog.applyDialogFont(area);
    return area;
  }

  @Override
  protected void createButtonsForButtonBar(Composite parent) {
    createButton(parent, IDialogConstants.OK_ID, text(key + ".do"), true);
    createButton(parent, IDialogConstants.CANCEL_ID, text("button.cancel"), false);
    check();
    setErrorMessage(null);
  }

  /** Looks at the fields, says what is missing, and shows what would be done. */
  protected final void check() {
    var ok = getButton(IDialogConstants.OK_ID);
    if (ok == null) {
      return;
    }
    Optional<String> problem = problem();
    setErrorMessage(problem.orElse(null));
    ok.setEnabled(problem.isEmpty());
    preview.ifPresent(shown -> shown.setText(problem.isEmpty() ? statement().text() : ""));
  }

  @Override
  protected void okPressed() {
    Statement statement = statement();
    Secrets secrets = secrets();
    busy(true);
    Background.act(
        getShell(),
        text(key + ".title"),
        () -> {
          try (secrets) {
            return desk.perform(statement, secrets);
          }
        },
        this::ended,
        failure -> failed(Failures.line(failure)));
  }

  private void ended(Performed done) {
    if (!done.ok()) {
      failed(done.message());
      return;
    }
    performed = Optional.of(done);
    succeeded(done);
    setReturnCode(OK);
    close();
  }

  private void failed(String why) {
    busy(false);
    setErrorMessage(why);
  }

  private void busy(boolean yes) {
    getButton(IDialogConstants.OK_ID).setEnabled(!yes);
    getContents().setCursor(yes ? getShell().getDisplay().getSystemCursor(SWT.CURSOR_WAIT) : null);
    if (yes) {
      setErrorMessage(null);
      setMessage(text("act.busy"));
    } else {
      setMessage(text(key + ".hint"));
    }
  }
}
