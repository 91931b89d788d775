// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingRegister.CaseFilter;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.workbench.internal.LongTable.Column;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.RecordView;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.PairingWords;
import org.keywright.workbench.model.Statement;

/** The centre's cases: who asked for what, how it was decided, and why. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class CasesView extends RecordView<PairingCase> {
  private Text module;
  private Text host;
  private Button open;
  private Offered close;
  private CaseFilter wanted = CaseFilter.ALL;

  /** Made by the platform. */
  public CasesView() {
    // the platform's way to make a view
  }

  @Override
  protected void fill(Composite bar) {
    module = filter(bar, "cases.module");
    host = filter(bar, "cases.host");
    open = tick(bar, "cases.open");
    close =
        Offered.push(
            bar,
            desk,
            "cases.resolve",
            "pair:resolve",
            () -> chosen().ifPresent(chosen -> PairingDialogs.resolve(shell(), desk, chosen)));
  }

  @Override
  protected List<Column<PairingCase>> columns() {
    return List.of(
        new Column<>(text("cases.number"), 60, made -> Long.toString(made.number())),
        new Column<>(text("cases.at"), 150, made -> Moments.text(made.at())),
        new Column<>(text("cases.kind"), 130, PairingWords::kind),
        new Column<>(text("cases.module"), 100, made -> made.request().module()),
        new Column<>(text("cases.host"), 100, made -> made.request().host()),
        new Column<>(text("cases.index"), 60, PairingWords::index),
        new Column<>(text("cases.decided"), 90, PairingWords::decided),
        new Column<>(text("cases.ground"), 240, PairingWords::ground),
        new Column<>(text("cases.state"), 160, PairingWords::state),
        new Column<>(text("cases.purpose"), 140, PairingCase::purpose),
        new Column<>(text("cases.actor"), 90, PairingCase::actor));
  }

  @Override
  protected void prepare() {
    wanted =
        new CaseFilter(
            Statement.given(module.getText()),
            Statement.given(host.getText()),
            open.getSelection());
  }

  @Override
  protected List<PairingCase> next(Vault vault, Optional<PairingCase> last, int read, int limit)
      throws VaultException {
    return vault
        .pairings()
        .cases(wanted, last.map(PairingCase::number).orElse(Long.MAX_VALUE), limit);
  }

  @Override
  protected void choose(Optional<PairingCase> made) {
    close.possible(made.filter(PairingCase::open).isPresent());
  }
}
