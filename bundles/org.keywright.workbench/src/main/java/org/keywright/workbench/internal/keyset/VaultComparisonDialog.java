// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.internal.ActDialog;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.FileChooser;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.KeyComparison;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/** Compares the open vault with another, which is opened beside it and closed again. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class VaultComparisonDialog extends ActDialog {
  private static final char[] NOTHING = {};

  private Text vault;
  private Text officer;
  private Text passphrase;

  VaultComparisonDialog(Shell shell, Desk desk) {
    super(shell, desk, "compare.vault");
  }

  @Override
  protected void fields(FieldGrid grid) {
    vault = grid.file("vault.file", new FileChooser(false, "vault.file.choose", ".kwv"));
    officer = grid.field("compare.officer");
    officer.setMessage(text("compare.officer.hint"));
    passphrase = grid.masked("vault.passphrase");
    vault.setFocus();
  }

  @Override
  protected Optional<String> problem() {
    if (vault.getText().isBlank()) {
      return Optional.of(text("vault.file.none"));
    }
    return passphrase.getCharCount() == 0
        ? Optional.of(text("vault.passphrase.none"))
        : Optional.empty();
  }

  @Override
  protected Statement statement() {
    return KeyComparison.withVault(vault.getText().strip(), given(officer)).flag("--json", true);
  }

  /** Everybody may open a vault that he has the passphrase of. */
  @Override
  protected String act() {
    return "vault:open";
  }

  /** Keys that differ are an answer too. */
  @Override
  protected boolean isAnswer(Performed done) {
    return KeyComparison.of(done).isPresent();
  }

  @Override
  protected Secrets secrets() {
    char[] typed = passphrase.getTextChars();
    passphrase.setTextChars(NOTHING);
    passphrase.setFocus();
    return Secrets.of(Secrets.consume(typed));
  }

  @Override
  public boolean close() {
    if (!passphrase.isDisposed()) {
      passphrase.setTextChars(NOTHING);
    }
    return super.close();
  }
}
