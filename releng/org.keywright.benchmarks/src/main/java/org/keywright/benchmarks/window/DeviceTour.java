// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks.window;

import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Statement;

/** Opens a vault in Keywright's workbench, and shows its devices. */
final class DeviceTour {
  private static final String PERSPECTIVE = "org.keywright.workbench.perspective.devices";

  private DeviceTour() {}

  static void show(Display display, String vault, String secretFile) {
    IWorkbench workbench = PlatformUI.getWorkbench();
    Performed opened =
        workbench
            .getService(Desk.class)
            .perform(
                Statement.of("vault:open").argument(vault).option("--secret-file", secretFile));
    if (!opened.ok()) {
      throw new IllegalStateException(opened.message());
    }
    display.syncExec(
        () -> {
          try {
            workbench.showPerspective(PERSPECTIVE, workbench.getWorkbenchWindows()[0]);
          } catch (WorkbenchException e) {
            throw new IllegalStateException("the devices are not shown", e);
          }
        });
  }
}
