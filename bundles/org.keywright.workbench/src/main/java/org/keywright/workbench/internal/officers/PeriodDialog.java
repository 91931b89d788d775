// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.internal.ActDialog;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.PeriodPlan;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/** Opens an authorised period, by the passphrases of as many security officers as it takes. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class PeriodDialog extends ActDialog {
  private static final int HOUR = 60;

  private final List<String> holders;
  private final int threshold;
  private Text keySets;
  private Text roots;
  private Text acts;
  private Spinner minutes;
  private QuorumFields quorum;

  /**
   * Makes the dialog.
   *
   * @param holders the security officers
   * @param threshold how many of them are needed
   */
  PeriodDialog(Shell shell, Desk desk, List<String> holders, int threshold) {
    super(shell, desk, "period.open");
    this.holders = holders;
    this.threshold = threshold;
  }

  @Override
  protected void fields(FieldGrid grid) {
    keySets = grid.field("period.keysets.field");
    keySets.setText("*");
    roots = grid.field("period.roots.field");
    roots.setText("*");
    acts = grid.field("period.acts.field");
    acts.setText(text("period.acts.usual"));
    minutes = grid.number("period.minutes", 1, PeriodPlan.LONGEST, HOUR);
    quorum = new QuorumFields(grid, holders, threshold);
    quorum.setFocus();
  }

  private PeriodPlan plan() {
    return new PeriodPlan(
        quorum.names(),
        threshold,
        keySets.getText(),
        roots.getText(),
        acts.getText(),
        minutes.getSelection());
  }

  @Override
  protected Optional<String> problem() {
    return plan().problem().or(quorum::problem);
  }

  @Override
  protected Statement statement() {
    return plan().statement();
  }

  @Override
  protected Secrets secrets() {
    Map<String, KeyMaterial> secrets = new HashMap<>();
    quorum.take(secrets);
    return Secrets.named(secrets);
  }

  @Override
  public boolean close() {
    quorum.wipe();
    return super.close();
  }
}
