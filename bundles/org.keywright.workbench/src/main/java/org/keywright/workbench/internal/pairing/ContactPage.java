// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.keywright.transport.sim.Role;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.model.ContactPlan;
import org.keywright.workbench.model.Desk;

/** Which module meets which host. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class ContactPage extends WizardPage {
  private final Desk desk;
  private Combo module;
  private Combo host;
  private Button coded;

  ContactPage(Desk desk) {
    super("contact");
    this.desk = desk;
    setTitle(text("contact.page"));
    setDescription(text("contact.page.hint"));
    setPageComplete(false);
  }

  @Override
  public void createControl(Composite parent) {
    var body = new Composite(parent, org.eclipse.swt.SWT.NONE);
    var grid = FieldGrid.page(body, this::check);
    var units = desk.engines().simulator().units();
    module = grid.proposals("contact.module", ContactPlan.simulated(units, Role.MS));
    host = grid.proposals("contact.host", ContactPlan.simulated(units, Role.MH));
    coded = grid.check("contact.coded");
    coded.setSelection(true);
    setControl(body);
    check();
    setErrorMessage(null);
  }

  private void check() {
    if (coded != null) {
      var problem = plan().problem();
      setErrorMessage(problem.orElse(null));
      setPageComplete(problem.isEmpty());
    }
  }

  ContactPlan plan() {
    return coded == null
        ? new ContactPlan("", "", true)
        : new ContactPlan(module.getText(), host.getText(), coded.getSelection());
  }
}
