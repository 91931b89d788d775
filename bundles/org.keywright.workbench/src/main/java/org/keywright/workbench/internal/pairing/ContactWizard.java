// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.workbench.internal.jobs.PlanWizard;
import org.keywright.workbench.model.ContactPlan;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Performed;

/** Brings a module and a host together, and pairs them if they are not. */
final class ContactWizard extends PlanWizard {
  private final ContactPage page;

  private ContactWizard(IWorkbenchWindow window, Desk desk) {
    super(window, desk, "contact");
    this.page = new ContactPage(desk);
  }

  static void open(IWorkbenchWindow window, Desk desk) {
    new ContactWizard(window, desk).ask();
  }

  @Override
  protected void addChoices() {
    addPage(page);
  }

  @Override
  protected ContactPlan plan() {
    return page.plan();
  }

  @Override
  protected void began() {
    // no job is begun: what comes of it is told
  }

  @Override
  protected void ended(Performed done) {
    if (done.ok()) {
      MessageDialog.openInformation(window.getShell(), text("contact.title"), done.message());
    } else {
      super.ended(done);
    }
  }
}
