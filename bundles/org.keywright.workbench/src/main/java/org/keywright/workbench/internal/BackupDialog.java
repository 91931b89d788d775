// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Files;
import java.util.Optional;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.NamedFile;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Statement;

/** Copies the open vault into a file. */
@SuppressWarnings("NullAway.Init") // the field is made after the dialog
final class BackupDialog extends ActDialog {
  private final String proposed;
  private Text file;

  /**
   * Makes the dialog.
   *
   * @param proposed a name for the file
   */
  BackupDialog(Shell shell, Desk desk, String proposed) {
    super(shell, desk, "vault.backup");
    this.proposed = proposed;
  }

  @Override
  protected void fields(FieldGrid grid) {
    file = grid.file("vault.backup", new FileChooser(true, "vault.backup.choose", ".kwv"));
    file.setText(proposed);
    file.setFocus();
    file.setSelection(proposed.length());
  }

  /** A backup takes the place of no other, so an existing file is none to be replaced. */
  @Override
  protected Optional<String> problem() {
    return missing(given(file).isEmpty(), "vault.backup.none")
        .or(() -> NamedFile.targetProblem(file.getText()))
        .or(
            () ->
                NamedFile.of(file.getText())
                    .filter(Files::exists)
                    .map(there -> text("file.exists", there)));
  }

  @Override
  protected Statement statement() {
    return Statement.of("vault:backup").argument(file.getText().strip());
  }

  /** Who made a backup is told where it is, and that it is whole. */
  @Override
  protected void succeeded(Performed done) {
    MessageDialog.openInformation(getShell(), text("vault.backup.title"), done.message());
  }
}
