// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.VaultPlan;

/** Opens an older copy of a vault in place of the newer one, by two officers and with a reason. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class OlderCopyDialog extends ActDialog {
  private final String proposed;
  private FieldGrid grid;
  private OfficerNames officers;
  private Text address;
  private Text reason;
  private Combo officer;
  private Text passphrase;
  private Combo second;
  private Text secondPassphrase;
  private Text databasePassword;

  OlderCopyDialog(Shell shell, Desk desk, String proposed) {
    super(shell, desk, "vault.older");
    this.proposed = proposed;
  }

  /** It is no act on the vault that is open. */
  @Override
  protected String act() {
    return "vault:open";
  }

  @Override
  protected void fields(FieldGrid fields) {
    grid = fields;
    address = grid.file("vault.file", new FileChooser(false, "vault.file.choose", ".kwv"));
    address.setMessage(text("vault.file.hint"));
    reason = grid.field("vault.older.reason");
    officer = grid.proposals("vault.officer");
    passphrase = grid.masked("vault.passphrase");
    second = grid.proposals("vault.second");
    secondPassphrase = grid.masked("vault.second.passphrase");
    databasePassword = grid.masked("vault.database");
    officers = new OfficerNames(desk, address, List.of(officer, second), this::check);
    address.addModifyListener(event -> officers.read());
    address.setText(proposed);
    (proposed.isEmpty() ? address : reason).setFocus();
  }

  @Override
  protected boolean early() {
    return VaultPlan.problem(address.getText(), false).isEmpty()
        && reason.getCharCount() == 0
        && passphrase.getCharCount() == 0;
  }

  /** Whether officers accept it; of a vault on a server that may be known only later. */
  private boolean byOfficers() {
    return onServer() || officers.any();
  }

  private boolean onServer() {
    return VaultPlan.onServer(address.getText());
  }

  @Override
  protected Optional<String> problem() {
    for (Control field : List.of(officer, second, secondPassphrase)) {
      grid.show(field, byOfficers());
    }
    grid.show(databasePassword, onServer());
    return VaultPlan.problem(address.getText(), false)
        .or(() -> missing(given(reason).isEmpty(), "vault.older.noreason"))
        .or(() -> missing(passphrase.getCharCount() == 0, "vault.passphrase.none"))
        .or(
            () ->
                missing(
                    officers.any() && secondPassphrase.getCharCount() == 0,
                    "vault.second.passphrase.none"));
  }

  /** Who accepts it; nobody by name in a vault for one person. */
  private List<String> by() {
    return byOfficers()
        ? List.of(officer, second).stream()
            .map(field -> field.getText().strip())
            .filter(name -> !name.isEmpty())
            .toList()
        : List.of();
  }

  @Override
  protected Statement statement() {
    var statement =
        Statement.of("vault:accept-older")
            .argument(address.getText().strip())
            .option("--reason", reason.getText().strip());
    for (String name : by()) {
      statement = statement.option("--by", name);
    }
    return statement.flag("--database-password", databasePassword.getCharCount() > 0);
  }

  @Override
  protected Secrets secrets() {
    String vault = VaultPlan.name(address.getText());
    Map<String, KeyMaterial> secrets = new HashMap<>();
    List<String> names = by();
    MaskedFields.take(
        passphrase, Secrets.passphraseOf(names.isEmpty() ? vault : names.getFirst()), secrets);
    MaskedFields.take(
        secondPassphrase, Secrets.passphraseOf(names.isEmpty() ? "" : names.getLast()), secrets);
    MaskedFields.take(databasePassword, Secrets.databasePassword(vault), secrets);
    passphrase.setFocus();
    return Secrets.named(secrets);
  }

  @Override
  public boolean close() {
    MaskedFields.wipe(passphrase, secondPassphrase, databasePassword);
    return super.close();
  }
}
