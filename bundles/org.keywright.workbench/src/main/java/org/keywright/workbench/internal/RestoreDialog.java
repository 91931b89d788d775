// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.VaultPlan;

/** Makes a vault of a backup. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class RestoreDialog extends ActDialog {
  private FieldGrid grid;
  private Text backup;
  private Text address;
  private Text databasePassword;

  RestoreDialog(Shell shell, Desk desk) {
    super(shell, desk, "vault.restore");
  }

  /** Where the vault is, once it is made. */
  String address() {
    return performed().map(done -> done.statement().words().get(2)).orElse("");
  }

  /** It is no act on the vault that is open. */
  @Override
  protected String act() {
    return "vault:open";
  }

  @Override
  protected void fields(FieldGrid fields) {
    grid = fields;
    backup = grid.file("vault.backup", new FileChooser(false, "vault.backup.choose", ".kwv"));
    address = grid.file("vault.file", new FileChooser(true, "vault.file.choose", ".kwv"));
    address.setMessage(text("vault.file.hint"));
    databasePassword = grid.masked("vault.database");
    backup.setFocus();
  }

  @Override
  protected Optional<String> problem() {
    grid.show(databasePassword, VaultPlan.onServer(address.getText()));
    return backupProblem().or(() -> VaultPlan.problem(address.getText(), true));
  }

  private Optional<String> backupProblem() {
    Optional<String> name = given(backup);
    if (name.isEmpty()) {
      return Optional.of(text("vault.backup.none"));
    }
    try {
      return Files.exists(Path.of(name.get()))
          ? Optional.empty()
          : Optional.of(text("file.missing", name.get()));
    } catch (InvalidPathException e) {
      return Optional.of(text("file.malformed", name.get()));
    }
  }

  @Override
  protected Statement statement() {
    return Statement.of("vault:restore")
        .argument(backup.getText().strip())
        .argument(address.getText().strip())
        .flag("--database-password", databasePassword.getCharCount() > 0);
  }

  @Override
  protected Secrets secrets() {
    Map<String, KeyMaterial> secrets = new HashMap<>();
    MaskedFields.take(
        databasePassword, Secrets.databasePassword(VaultPlan.name(address.getText())), secrets);
    return Secrets.named(secrets);
  }

  @Override
  public boolean close() {
    MaskedFields.wipe(databasePassword);
    return super.close();
  }
}
