// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.menus.WorkbenchWindowControlContribution;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.VaultTitle;
import org.keywright.workbench.model.Watch;

/** In the status bar: which vault is open, what it is for, and who is signed in. */
public final class VaultStatus extends WorkbenchWindowControlContribution {
  private static final int WIDTH = 300;

  private Watch watch = () -> {};

  /** Made by the platform. */
  public VaultStatus() {
    // the platform's way to make a contribution
  }

  @Override
  protected Control createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(4, 0).applyTo(body);
    var label = new CLabel(body, SWT.NONE);
    GridDataFactory.fillDefaults()
        .grab(true, true)
        .align(SWT.FILL, SWT.CENTER)
        .hint(WIDTH, SWT.DEFAULT)
        .applyTo(label);
    Desk desk = getWorkbenchWindow().getService(Desk.class);
    var display = parent.getDisplay();
    Runnable refresh =
        () -> {
          if (!label.isDisposed()) {
            Background.read(
                label, () -> VaultTitle.of(desk.vault()), title -> show(label, title), why -> {});
          }
        };
    watch = desk.observe(() -> display.asyncExec(refresh));
    refresh.run();
    return body;
  }

  private static void show(CLabel label, VaultTitle title) {
    label.setText(title.status());
    label.setImage(Icons.image(title.marked() ? "vault-test" : "vault"));
    label.setToolTipText(title.tooltip());
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
