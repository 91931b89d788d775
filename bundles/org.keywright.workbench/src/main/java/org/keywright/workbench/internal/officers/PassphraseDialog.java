// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.internal.ActDialog;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.MaskedFields;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/** Changes the passphrase of whoever is signed in; no key changes. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class PassphraseDialog extends ActDialog {
  private final String name;
  private Text present;
  private FreshPassphrase fresh;

  PassphraseDialog(Shell shell, Desk desk, String name) {
    super(shell, desk, "officer.passphrase");
    this.name = name;
  }

  @Override
  protected void fields(FieldGrid grid) {
    present = grid.masked("officer.passphrase.present");
    fresh = new FreshPassphrase(grid, "officer.passphrase.fresh");
    present.setFocus();
  }

  @Override
  protected Optional<String> problem() {
    return missing(present.getCharCount() == 0, "vault.passphrase.none").or(fresh::problem);
  }

  @Override
  protected Statement statement() {
    return Statement.of("officer:passphrase");
  }

  @Override
  protected Secrets secrets() {
    Map<String, KeyMaterial> secrets = new HashMap<>();
    MaskedFields.take(present, Secrets.passphraseOf(name), secrets);
    fresh.take(Secrets.newPassphraseOf(name), secrets);
    present.setFocus();
    return Secrets.named(secrets);
  }

  @Override
  public boolean close() {
    MaskedFields.wipe(present);
    fresh.wipe();
    return super.close();
  }
}
