// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.vault.Request;
import org.keywright.workbench.internal.ActDialog;
import org.keywright.workbench.internal.AskedSecrets;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.RequestRow;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/** Carries out what another officer has approved, by the command that was asked for. */
final class CarryOutDialog extends ActDialog {
  private final Request request;
  private final Statement statement;

  CarryOutDialog(Shell shell, Desk desk, RequestRow row) {
    super(shell, desk, "request.carry");
    this.request = row.request();
    this.statement = row.statement().orElseThrow();
  }

  /** Leave was asked for, and given: the vault compares what is done with what was approved. */
  @Override
  protected String act() {
    return "";
  }

  @Override
  protected void fields(FieldGrid grid) {
    shown(
        grid,
        "request.carry.what",
        text("request.what", request.act().verb(), request.act().subject()));
    shown(grid, "request.carry.with", request.act().purpose());
    shown(grid, "request.carry.why", request.reason());
    shown(grid, "request.carry.by", request.decidedBy().orElse(""));
  }

  private static void shown(FieldGrid grid, String key, String words) {
    Text field = grid.field(key);
    field.setText(words);
    field.setEditable(false);
  }

  @Override
  protected Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  protected Statement statement() {
    return statement;
  }

  @Override
  protected Secrets secrets() {
    return new AskedSecrets(getShell());
  }
}
