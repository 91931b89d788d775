// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.keywright.vault.Role;
import org.keywright.workbench.model.FoundingPlan;
import org.keywright.workbench.model.FoundingPlan.Appointee;

/** Who the officers of a new vault are, and how many of them open its roots together. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class FoundingOfficersPage extends WizardPage {
  private static final Role[] ROLES = Role.values();

  private final List<Appointee> appointees = new ArrayList<>();
  private Table table;
  private Text name;
  private Combo role;
  private Button add;
  private Button remove;
  private Spinner threshold;
  private Label holders;

  FoundingOfficersPage() {
    super("officers", text("founding.officers"), null);
    setDescription(text("founding.officers.hint"));
    setPageComplete(false);
  }

  @Override
  public void createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(4).margins(12, 12).spacing(8, 8).applyTo(body);
    name = new Text(body, SWT.BORDER | SWT.SINGLE);
    name.setMessage(text("founding.officer.name"));
    GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(name);
    role = new Combo(body, SWT.READ_ONLY);
    for (Role each : ROLES) {
      role.add(text(each));
    }
    role.select(0);
    add = Buttons.push(body, "founding.officer.add", this::add);
    remove = Buttons.push(body, "founding.officer.remove", this::remove);
    name.addModifyListener(event -> buttons());
    Buttons.onEnter(name, this::add);
    table = new Table(body, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
    table.setHeaderVisible(true);
    Columns.fixed(table, "founding.officer.name", 220);
    Columns.fixed(table, "founding.officer.role", 220);
    table.addListener(SWT.Selection, event -> buttons());
    GridDataFactory.fillDefaults().grab(true, true).span(4, 1).hint(460, 140).applyTo(table);
    threshold(body);
    check();
    setErrorMessage(null);
    setControl(body);
  }

  private void threshold(Composite body) {
    var row = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(3).spacing(8, 0).applyTo(row);
    GridDataFactory.fillDefaults().span(4, 1).applyTo(row);
    new Label(row, SWT.NONE).setText(text("founding.threshold"));
    threshold = new Spinner(row, SWT.BORDER);
    threshold.setValues(2, 2, FoundingPlan.MOST_HOLDERS, 0, 1, 1);
    threshold.addListener(SWT.Modify, event -> check());
    holders = new Label(row, SWT.NONE);
    GridDataFactory.fillDefaults()
        .hint(260, SWT.DEFAULT)
        .align(SWT.FILL, SWT.CENTER)
        .applyTo(holders);
  }

  private void add() {
    if (name.getText().isBlank()) {
      return;
    }
    var appointee = new Appointee(name.getText().strip(), ROLES[role.getSelectionIndex()]);
    appointees.add(appointee);
    new TableItem(table, SWT.NONE).setText(new String[] {appointee.name(), text(appointee.role())});
    name.setText("");
    name.setFocus();
    check();
  }

  private void remove() {
    int index = table.getSelectionIndex();
    if (index >= 0) {
      appointees.remove(index);
      table.remove(index);
      check();
    }
  }

  private void buttons() {
    add.setEnabled(!name.getText().isBlank());
    remove.setEnabled(table.getSelectionIndex() >= 0);
  }

  private void check() {
    buttons();
    var plan = new FoundingPlan("", appointees, threshold(), false, false);
    holders.setText(text("founding.of", plan.holders()));
    Optional<String> problem = plan.officersProblem();
    setErrorMessage(problem.orElse(null));
    setPageComplete(problem.isEmpty());
  }

  List<Appointee> appointees() {
    return List.copyOf(appointees);
  }

  int threshold() {
    return threshold.getSelection();
  }
}
