// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;

/** Asks for a secret that a command wants; its fields are wiped when it closes. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class SecretDialog extends Dialog {
  private final String what;
  private final boolean twice;
  private Text first;
  private Optional<Text> second = Optional.empty();
  private Optional<KeyMaterial> typed = Optional.empty();

  private SecretDialog(Shell shell, String what, boolean twice) {
    super(shell);
    this.what = what;
    this.twice = twice;
  }

  /** What was typed, which the caller closes; nothing if the person would not say it. */
  static Optional<KeyMaterial> ask(Shell shell, String what, boolean twice) {
    var dialog = new SecretDialog(shell, what, twice);
    dialog.open();
    return dialog.typed;
  }

  @Override
  protected void configureShell(Shell shell) {
    super.configureShell(shell);
    shell.setText(text("secret.title"));
    Chapters.mark(shell, "secret");
  }

  @Override
  protected Control createDialogArea(Composite parent) {
    var area = (Composite) super.createDialogArea(parent);
    GridLayoutFactory.swtDefaults().margins(12, 12).applyTo(area);
    new Label(area, SWT.NONE).setText(what);
    first = field(area);
    if (twice) {
      new Label(area, SWT.NONE).setText(text("secret.again"));
      second = Optional.of(field(area));
    }
    return area;
  }

  private Text field(Composite area) {
    Text field = MaskedFields.masked(area);
    GridDataFactory.fillDefaults().grab(true, false).hint(320, SWT.DEFAULT).applyTo(field);
    field.addModifyListener(event -> check());
    return field;
  }

  @Override
  protected void createButtonsForButtonBar(Composite parent) {
    super.createButtonsForButtonBar(parent);
    check();
  }

  private void check() {
    boolean same = second.map(other -> MaskedFields.same(first, other)).orElse(true);
    getButton(IDialogConstants.OK_ID).setEnabled(first.getCharCount() > 0 && same);
  }

  @Override
  protected void okPressed() {
    typed = Optional.of(MaskedFields.take(first));
    super.okPressed();
  }

  @Override
  public boolean close() {
    MaskedFields.wipe(first, second.orElse(first));
    return super.close();
  }
}
