// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.Kcv;
import org.keywright.workbench.internal.ActDialog;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.LifeStep;
import org.keywright.workbench.model.Statement;

/** Takes a key a step further in its life, for a reason; one that is destroyed is named twice. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class LifeDialog extends ActDialog {
  private final LifeStep step;
  private final String key;
  private final Kcv kcv;
  private Text reason;
  private Optional<Text> confirmation = Optional.empty();

  LifeDialog(Shell shell, Desk desk, LifeStep step, String key, Kcv kcv) {
    super(shell, desk, step.texts());
    this.step = step;
    this.key = key;
    this.kcv = kcv;
  }

  @Override
  protected void fields(FieldGrid grid) {
    Text which = grid.field("life.key");
    which.setText(text("life.key.kcv", key, kcv));
    which.setEditable(false);
    reason = grid.field("life.reason");
    reason.setMessage(text("life.reason.hint"));
    if (step == LifeStep.DESTROY) {
      Text typed = grid.field("life.confirm");
      typed.setMessage(text("life.confirm.hint"));
      confirmation = Optional.of(typed);
    }
    reason.setFocus();
  }

  @Override
  protected Optional<String> problem() {
    if (reason.getText().isBlank()) {
      return Optional.of(text("life.noreason"));
    }
    return confirmation
        .filter(typed -> !typed.getText().strip().equalsIgnoreCase(kcv.value().hex()))
        .map(typed -> text("life.unconfirmed"));
  }

  @Override
  protected String act() {
    return step.act();
  }

  @Override
  protected Statement statement() {
    return step.statement(key, reason.getText().strip());
  }
}
