// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.action.ControlContribution;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.VaultTitle;
import org.keywright.workbench.model.Watch;

/** In the status bar: first, which vault is open, what it is for, and who is signed in. */
final class VaultStatus extends ControlContribution {
  private final IWorkbenchWindow window;

  VaultStatus(IWorkbenchWindow window) {
    super("vault");
    this.window = window;
  }

  @Override
  protected Control createControl(Composite parent) {
    // The platform makes the line after the window, and tells only those who stand in it.
    parent.setLayout(new StatusLayout());
    var label = new CLabel(parent, SWT.NONE);
    Desk desk = window.getService(Desk.class);
    var display = parent.getDisplay();
    Runnable refresh =
        () -> {
          if (!label.isDisposed()) {
            Background.read(
                label, () -> VaultTitle.of(desk.vault()), title -> show(label, title), why -> {});
          }
        };
    Watch watch = desk.observe(() -> display.asyncExec(refresh));
    label.addListener(SWT.Dispose, event -> watch.close());
    refresh.run();
    return label;
  }

  private static void show(CLabel label, VaultTitle title) {
    label.setText(title.status());
    label.setImage(Icons.image(title.marked() ? "vault-test" : "vault"));
    label.setToolTipText(title.tooltip());
    label.requestLayout();
  }
}
