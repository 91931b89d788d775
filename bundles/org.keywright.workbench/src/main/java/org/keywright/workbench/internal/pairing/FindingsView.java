// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingRegister.FindingColumn;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.RecordView;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.PairingWords;

/** What the centre has noticed that should not be, with the evidence. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class FindingsView extends RecordView<PairingFinding, FindingColumn> {
  private Offered revoke;
  private Text evidence;

  /** Made by the platform. */
  public FindingsView() {
    super("findings");
  }

  @Override
  protected void fill(Composite bar) {
    var hint = new Label(bar, SWT.NONE);
    hint.setText(text("findings.hint"));
    GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(hint);
    revoke =
        Offered.push(
            bar,
            desk,
            "findings.revoke",
            "pair:revoke",
            () -> chosen().ifPresent(finding -> PairingDialogs.revoke(shell(), desk, finding)));
  }

  @Override
  protected List<Column<PairingFinding, FindingColumn>> columns() {
    return List.of(
        Column.by(
            FindingColumn.NUMBER,
            "findings.number",
            60,
            finding -> Long.toString(finding.number())),
        Column.by(FindingColumn.KIND, "findings.kind", 250, PairingWords::kind),
        Column.by(FindingColumn.SUBJECT, "findings.subject", 110, PairingFinding::subject),
        Column.by(
            FindingColumn.TIMES,
            "findings.times",
            60,
            finding -> Integer.toString(finding.times())),
        Column.by(
            FindingColumn.FIRST, "findings.first", 150, finding -> Moments.text(finding.first())),
        Column.by(
            FindingColumn.LAST, "findings.last", 150, finding -> Moments.text(finding.last())));
  }

  @Override
  protected Sorting<FindingColumn> usual() {
    return new Sorting<>(FindingColumn.NUMBER, true);
  }

  @Override
  protected Object identity(PairingFinding finding) {
    return finding.number();
  }

  @Override
  protected void foot(Composite all) {
    evidence = new Text(all, SWT.READ_ONLY | SWT.MULTI | SWT.BORDER | SWT.V_SCROLL | SWT.WRAP);
    evidence.setMessage(text("findings.choose"));
    GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, 84).applyTo(evidence);
  }

  @Override
  protected List<PairingFinding> next(
      Vault vault, Sorting<FindingColumn> sorting, Optional<PairingFinding> last, int limit)
      throws VaultException {
    return vault.pairings().findings(sorting, last, limit);
  }

  @Override
  protected void choose(Optional<PairingFinding> finding) {
    revoke.possible(finding.isPresent());
    evidence.setText(finding.map(one -> String.join("\n", one.evidence())).orElse(""));
  }
}
