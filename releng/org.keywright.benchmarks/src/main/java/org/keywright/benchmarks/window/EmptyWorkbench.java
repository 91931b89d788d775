// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks.window;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;

/** A workbench of the platform's with one perspective that has nothing in it. */
public final class EmptyWorkbench implements IApplication {
  static final String PERSPECTIVE = "org.keywright.benchmarks.window.perspective";

  /** Made by the framework. */
  public EmptyWorkbench() {
    // the framework's way to make an application
  }

  /** Its perspective. */
  public static final class Perspective implements IPerspectiveFactory {
    /** Made by the platform. */
    public Perspective() {
      // the platform's way to make a perspective
    }

    @Override
    public void createInitialLayout(IPageLayout layout) {
      // nothing is in it
    }
  }

  private static final class Advisor extends WorkbenchAdvisor {
    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
      super.initialize(configurer);
      configurer.setSaveAndRestore(true);
    }

    @Override
    public String getInitialWindowPerspectiveId() {
      return PERSPECTIVE;
    }
  }

  @Override
  public Object start(IApplicationContext context) {
    Display display = PlatformUI.createDisplay();
    try {
      PlatformUI.createAndRunWorkbench(display, new Advisor());
      return EXIT_OK;
    } finally {
      display.dispose();
    }
  }

  @Override
  public void stop() {
    PlatformUI.getWorkbench().close();
  }
}
