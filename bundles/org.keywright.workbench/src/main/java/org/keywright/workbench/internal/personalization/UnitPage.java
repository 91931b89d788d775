// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.personalization;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.keywright.workbench.internal.FieldGrid;

/** Which unit personalizes, and how. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class UnitPage extends WizardPage {
  private final List<String> units;
  private Combo unit;
  private Button orders;
  private Button act;

  UnitPage(List<String> units) {
    super("unit");
    this.units = List.copyOf(units);
    setTitle(text("personalize.page"));
    setDescription(text("personalize.page.hint"));
    setPageComplete(false);
  }

  @Override
  public void createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    var grid = FieldGrid.page(body, this::check);
    unit = grid.choice("order.unit", units);
    orders = grid.check("personalize.orders");
    orders.setSelection(true);
    act = grid.check("personalize.act");
    act.setSelection(true);
    setControl(body);
    check();
  }

  private void check() {
    boolean chosen = unit.getSelectionIndex() >= 0;
    setErrorMessage(chosen ? null : text("personalize.nounit"));
    setPageComplete(chosen);
  }

  String unit() {
    return unit == null ? "" : unit.getText();
  }

  boolean orders() {
    return orders == null || orders.getSelection();
  }

  boolean act() {
    return act == null || act.getSelection();
  }
}
