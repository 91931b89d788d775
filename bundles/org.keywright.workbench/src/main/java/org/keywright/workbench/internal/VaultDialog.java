// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.PeriodPlan;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.VaultPlan;

/**
 * Opens a vault: one for one person, or one with officers, of whom one signs in. A second one can
 * be there, so that an authorised period is opened at once.
 */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class VaultDialog extends ActDialog {
  /** What it returns if the vault was refused as an older copy, and that is to be accepted. */
  static final int OLDER = IDialogConstants.CLIENT_ID + 1;

  private static final int HOUR = 60;

  private String typed;
  private FieldGrid grid;
  private OfficerNames officers;
  private Text address;
  private Combo officer;
  private Text passphrase;
  private Text databasePassword;
  private Button withPeriod;
  private Combo second;
  private Text secondPassphrase;
  private Text acts;
  private Spinner minutes;
  private Button older;

  VaultDialog(Shell shell, Desk desk, String proposed) {
    super(shell, desk, "vault.open");
    this.typed = proposed;
  }

  @Override
  protected void fields(FieldGrid fields) {
    grid = fields;
    address = grid.file("vault.file", new FileChooser(false, "vault.file.choose", ".kwv"));
    address.setMessage(text("vault.file.hint"));
    officer = grid.proposals("vault.officer");
    passphrase = grid.masked("vault.passphrase");
    databasePassword = grid.masked("vault.database");
    withPeriod = grid.check("vault.second.check");
    second = grid.proposals("vault.second");
    secondPassphrase = grid.masked("vault.second.passphrase");
    acts = grid.field("period.acts.field");
    acts.setText(text("period.acts.usual"));
    minutes = grid.number("period.minutes", 1, PeriodPlan.LONGEST, HOUR);
    officers = new OfficerNames(desk, address, List.of(officer, second), this::check);
    address.addModifyListener(event -> addressIs(address.getText()));
    address.setText(typed);
    (typed.isEmpty() ? address : passphrase).setFocus();
    officers.read();
  }

  /** Where the vault is, as it was typed. */
  String address() {
    return typed;
  }

  /** Whoever is told that it is an older copy can have it accepted from here. */
  @Override
  protected void createButtonsForButtonBar(Composite parent) {
    older = createButton(parent, OLDER, text("vault.older.instead"), false);
    showOlder(false);
    super.createButtonsForButtonBar(parent);
  }

  private void showOlder(boolean yes) {
    older.setVisible(yes);
  }

  @Override
  protected void buttonPressed(int button) {
    if (button == OLDER) {
      setReturnCode(OLDER);
      close();
    } else {
      super.buttonPressed(button);
    }
  }

  @Override
  protected void told(Performed done) {
    if (done.olderCopy()) {
      new Recents().refused(typed);
    }
    showOlder(done.olderCopy());
  }

  private void addressIs(String now) {
    typed = now;
    officers.read();
  }

  @Override
  protected boolean early() {
    return VaultPlan.problem(address.getText(), false).isEmpty() && passphrase.getCharCount() == 0;
  }

  private void showFields() {
    grid.show(databasePassword, onServer());
    grid.show(officer, signsIn());
    grid.show(withPeriod, signsIn());
    for (Control field : List.of(second, secondPassphrase, acts, minutes)) {
      grid.show(field, opensPeriod());
    }
  }

  private boolean onServer() {
    return VaultPlan.onServer(address.getText());
  }

  /** Whether officers sign in; of a vault on a server that may be known only later. */
  private boolean signsIn() {
    return onServer() || officers.any();
  }

  private boolean opensPeriod() {
    return signsIn() && withPeriod.getSelection();
  }

  @Override
  protected Optional<String> problem() {
    showFields();
    return VaultPlan.problem(address.getText(), false)
        .or(() -> missing(officers.any() && who().isEmpty(), "vault.officer.none"))
        .or(() -> missing(passphrase.getCharCount() == 0, "vault.passphrase.none"))
        .or(() -> opensPeriod() ? period().problem() : Optional.empty())
        .or(
            () ->
                missing(
                    opensPeriod() && secondPassphrase.getCharCount() == 0,
                    "vault.second.passphrase.none"));
  }

  private Optional<String> who() {
    return signsIn()
        ? Optional.of(officer.getText().strip()).filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  private PeriodPlan period() {
    return new PeriodPlan(
        List.of(who().orElse(""), second.getText().strip()),
        2,
        "*",
        "*",
        acts.getText(),
        minutes.getSelection());
  }

  @Override
  protected Statement statement() {
    return Statement.of("vault:open")
        .argument(address.getText().strip())
        .option("--as", who())
        .flag("--database-password", databasePassword.getCharCount() > 0);
  }

  @Override
  protected List<Statement> statements() {
    return opensPeriod() ? List.of(statement(), period().statement()) : List.of(statement());
  }

  @Override
  protected Secrets secrets() {
    String vault = VaultPlan.name(address.getText());
    Map<String, KeyMaterial> secrets = new HashMap<>();
    MaskedFields.take(passphrase, Secrets.passphraseOf(who().orElse(vault)), secrets);
    MaskedFields.take(databasePassword, Secrets.databasePassword(vault), secrets);
    MaskedFields.take(secondPassphrase, Secrets.passphraseOf(second.getText().strip()), secrets);
    passphrase.setFocus();
    return Secrets.named(secrets);
  }

  @Override
  public boolean close() {
    MaskedFields.wipe(passphrase, databasePassword, secondPassphrase);
    return super.close();
  }
}
