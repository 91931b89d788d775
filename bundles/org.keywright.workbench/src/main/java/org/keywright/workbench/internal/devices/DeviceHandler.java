// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.Devices;
import org.keywright.workbench.internal.Ids;

/** Opens the pages of the devices that are chosen. */
public final class DeviceHandler extends AbstractHandler {
  /** Made by the platform. */
  public DeviceHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    var page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
    String serial = event.getParameter(Ids.DEVICE_SERIAL);
    if (serial != null) {
      open(page, serial);
    } else if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection chosen) {
      for (Object each : chosen.toList()) {
        if (each instanceof Devices.Device device) {
          open(page, device.serial());
        }
      }
    }
    return null;
  }

  private static void open(IWorkbenchPage page, String serial) throws ExecutionException {
    try {
      DeviceEditor.open(page, serial);
    } catch (WorkbenchException e) {
      throw new ExecutionException("the device cannot be shown", e);
    }
  }
}
