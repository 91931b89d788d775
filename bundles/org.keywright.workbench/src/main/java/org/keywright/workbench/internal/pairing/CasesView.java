// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingRegister.CaseColumn;
import org.keywright.vault.PairingRegister.CaseFilter;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.RecordView;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.PairingWords;
import org.keywright.workbench.model.Statement;

/** The centre's cases: who asked for what, how it was decided, and why. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class CasesView extends RecordView<PairingCase, CaseColumn> {
  private Text module;
  private Text host;
  private Button open;
  private Offered close;
  private CaseFilter wanted = CaseFilter.ALL;

  /** Made by the platform. */
  public CasesView() {
    super("cases");
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
  protected List<Column<PairingCase, CaseColumn>> columns() {
    return List.of(
        Column.by(CaseColumn.NUMBER, "cases.number", 60, made -> Long.toString(made.number())),
        Column.by(CaseColumn.NUMBER, "cases.at", 150, made -> Moments.text(made.at())),
        Column.by(CaseColumn.KIND, "cases.kind", 130, PairingWords::kind),
        Column.by(CaseColumn.MODULE, "cases.module", 100, made -> made.request().module()),
        Column.by(CaseColumn.HOST, "cases.host", 100, made -> made.request().host()),
        Column.by(CaseColumn.INDEX, "cases.index", 60, PairingWords::index),
        Column.by(CaseColumn.GRANTED, "cases.decided", 90, PairingWords::decided),
        Column.by(CaseColumn.GROUND, "cases.ground", 240, PairingWords::ground),
        Column.by(CaseColumn.OPEN, "cases.state", 160, PairingWords::state),
        Column.by(CaseColumn.PURPOSE, "cases.purpose", 140, PairingCase::purpose),
        Column.by(CaseColumn.ACTOR, "cases.actor", 90, PairingCase::actor));
  }

  @Override
  protected Sorting<CaseColumn> usual() {
    return new Sorting<>(CaseColumn.NUMBER, true);
  }

  @Override
  protected Object identity(PairingCase made) {
    return made.number();
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
  protected List<PairingCase> next(
      Vault vault, Sorting<CaseColumn> sorting, Optional<PairingCase> last, int limit)
      throws VaultException {
    return vault.pairings().cases(wanted, sorting, last, limit);
  }

  @Override
  protected void choose(Optional<PairingCase> made) {
    close.possible(made.filter(PairingCase::open).isPresent());
  }
}
