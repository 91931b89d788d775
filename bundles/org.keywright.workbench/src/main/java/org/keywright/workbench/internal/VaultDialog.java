// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/** Opens a vault, or makes one, with a passphrase that is wiped from its field when it is used. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class VaultDialog extends ActDialog {
  private static final int LEAST = 8;
  private static final char[] NOTHING = {};

  private final boolean making;
  private final String proposed;
  private final Recents recents;
  private Text file;
  private Text passphrase;
  private Optional<Text> again = Optional.empty();
  private Optional<Button> test = Optional.empty();

  private VaultDialog(Shell shell, Desk desk, boolean making, String proposed, Recents recents) {
    super(shell, desk, making ? "vault.create" : "vault.open");
    this.making = making;
    this.proposed = proposed;
    this.recents = recents;
  }

  static VaultDialog opening(Shell shell, Desk desk, String proposed) {
    return new VaultDialog(shell, desk, false, proposed, new Recents());
  }

  static VaultDialog making(Shell shell, Desk desk) {
    return new VaultDialog(shell, desk, true, "", new Recents());
  }

  @Override
  protected void fields(FieldGrid grid) {
    file = grid.file("vault.file", new FileChooser(making, "vault.file.choose", ".kwv"));
    file.setText(proposed);
    passphrase = grid.masked("vault.passphrase");
    if (making) {
      again = Optional.of(grid.masked("vault.passphrase.again"));
      test = Optional.of(grid.check("vault.create.test"));
    }
    (proposed.isEmpty() ? file : passphrase).setFocus();
  }

  @Override
  protected Optional<String> problem() {
    String name = file.getText().strip();
    if (name.isEmpty()) {
      return Optional.of(text("vault.file.none"));
    }
    try {
      boolean there = Files.exists(Path.of(name));
      if (there == making) {
        return Optional.of(text(making ? "file.exists" : "file.missing", name));
      }
    } catch (InvalidPathException e) {
      return Optional.of(text("file.malformed", name));
    }
    return passphraseProblem();
  }

  private Optional<String> passphraseProblem() {
    char[] typed = passphrase.getTextChars();
    char[] repeated = again.map(Text::getTextChars).orElse(NOTHING);
    try {
      if (typed.length == 0) {
        return Optional.of(text("vault.passphrase.none"));
      } else if (making && typed.length < LEAST) {
        return Optional.of(text("vault.passphrase.short", LEAST));
      } else if (making && !Arrays.equals(typed, repeated)) {
        return Optional.of(text("vault.passphrase.differ"));
      }
      return Optional.empty();
    } finally {
      Arrays.fill(typed, '\0');
      Arrays.fill(repeated, '\0');
    }
  }

  @Override
  protected Statement statement() {
    var statement =
        Statement.of(making ? "vault:create" : "vault:open").argument(file.getText().strip());
    return statement.flag("--test", test.map(Button::getSelection).orElse(false));
  }

  @Override
  protected Secrets secrets() {
    char[] typed = passphrase.getTextChars();
    wipe();
    return Secrets.of(Secrets.consume(typed));
  }

  private void wipe() {
    passphrase.setTextChars(NOTHING);
    again.ifPresent(field -> field.setTextChars(NOTHING));
    passphrase.setFocus();
  }

  @Override
  protected void succeeded(Performed done) {
    recents.opened(Path.of(file.getText().strip()));
  }

  @Override
  public boolean close() {
    if (!passphrase.isDisposed()) {
      passphrase.setTextChars(NOTHING);
      again.ifPresent(field -> field.setTextChars(NOTHING));
    }
    return super.close();
  }
}
