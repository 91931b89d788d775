// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.wizard.IWizard;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/**
 * The window of a wizard, with its buttons in the person's language and without help of its own.
 */
public class WizardWindow extends WizardDialog {
  /** Makes one that is not open yet. */
  public WizardWindow(Shell shell, IWizard wizard) {
    super(shell, wizard);
  }

  @Override
  protected final Point getInitialSize() {
    return Arrangement.size(
        getShell(), getWizard().getClass().getSimpleName(), super.getInitialSize());
  }

  /** Where the keyboard was is often a button that cannot be pressed on the page that comes. */
  @Override
  public final void showPage(IWizardPage page) {
    super.showPage(page);
    Control body = page.getControl();
    Control focus = body.getDisplay().getFocusControl();
    boolean within = false;
    for (Control each = focus; each != null && !within; each = each.getParent()) {
      within = each.equals(body);
    }
    if (!within) {
      body.setFocus();
    }
  }

  @Override
  public final boolean isHelpAvailable() {
    return false;
  }

  @Override
  protected final Button createButton(Composite parent, int id, String label, boolean preferred) {
    String words =
        switch (id) {
          case IDialogConstants.BACK_ID -> text("button.back");
          case IDialogConstants.NEXT_ID -> text("button.next");
          case IDialogConstants.FINISH_ID -> text("button.finish");
          case IDialogConstants.CANCEL_ID -> text("button.cancel");
          default -> label;
        };
    return super.createButton(parent, id, words, preferred);
  }
}
