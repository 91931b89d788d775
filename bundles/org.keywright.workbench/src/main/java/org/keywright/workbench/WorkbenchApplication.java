// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.keywright.workbench.internal.GtkStyle;
import org.keywright.workbench.internal.HeadStart;
import org.keywright.workbench.internal.KeywrightAdvisor;

/** The application: a window until the last one is closed. */
public final class WorkbenchApplication implements IApplication {
  /** Made by the framework. */
  public WorkbenchApplication() {
    // the framework's way to make an application
  }

  @Override
  public Object start(IApplicationContext context) {
    HeadStart.begin();
    Display display = display();
    try {
      return run(display, () -> {}) == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
    } finally {
      display.dispose();
    }
  }

  /** Makes the display of the calling thread, for {@link #run}; the caller disposes of it. */
  public static Display display() {
    return GtkStyle.with(PlatformUI::createDisplay);
  }

  /**
   * Shows the workbench on a display of the calling thread, until it is closed.
   *
   * @param shown called by that thread when the window is there
   * @return how it ended, one of {@code PlatformUI.RETURN_…}
   */
  public static int run(Display display, Runnable shown) {
    return PlatformUI.createAndRunWorkbench(display, new KeywrightAdvisor(shown));
  }

  @Override
  public void stop() {
    if (PlatformUI.isWorkbenchRunning()) {
      var workbench = PlatformUI.getWorkbench();
      Display display = workbench.getDisplay();
      display.syncExec(
          () -> {
            if (!display.isDisposed()) {
              KeywrightAdvisor.ends(display);
              workbench.close();
            }
          });
    }
  }
}
