// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.Officer;
import org.keywright.workbench.internal.ActDialog;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.MaskedFields;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Rights;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/** Signs another officer in; what is under way goes on. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class SignInDialog extends ActDialog {
  private final List<String> names;
  private final int proposed;
  private Combo officer;
  private Text passphrase;

  /** Makes the dialog, which proposes the first who is not signed in. */
  SignInDialog(Shell shell, Desk desk, Rights rights) {
    super(shell, desk, "officer.sign-in");
    names = rights.names();
    String signedIn = rights.who().map(Officer::name).orElse("");
    proposed = names.size() > 1 && names.getFirst().equals(signedIn) ? 1 : 0;
  }

  @Override
  protected void fields(FieldGrid grid) {
    officer = grid.choice("vault.officer", names);
    officer.select(proposed);
    passphrase = grid.masked("vault.passphrase");
    officer.setFocus();
  }

  @Override
  protected Optional<String> problem() {
    return passphrase.getCharCount() == 0
        ? Optional.of(text("vault.passphrase.none"))
        : Optional.empty();
  }

  @Override
  protected Statement statement() {
    return Statement.of("officer:sign-in").argument(officer.getText());
  }

  @Override
  protected Secrets secrets() {
    Map<String, KeyMaterial> secrets = new HashMap<>();
    MaskedFields.take(passphrase, Secrets.passphraseOf(officer.getText()), secrets);
    passphrase.setFocus();
    return Secrets.named(secrets);
  }

  @Override
  public boolean close() {
    MaskedFields.wipe(passphrase);
    return super.close();
  }
}
