// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** How the workbench begins: in which perspective, with the layout that it was left in. */
public final class KeywrightAdvisor extends WorkbenchAdvisor {
  private final Runnable shown;

  /**
   * Makes the advisor of one workbench.
   *
   * @param shown called when the window is there
   */
  public KeywrightAdvisor(Runnable shown) {
    this.shown = shown;
  }

  @Override
  public void postStartup() {
    shown.run();
  }

  @Override
  public void initialize(IWorkbenchConfigurer configurer) {
    super.initialize(configurer);
    configurer.setSaveAndRestore(true);
    Themes.prepare(configurer.getWorkbench().getDisplay());
  }

  @Override
  public String getInitialWindowPerspectiveId() {
    return Ids.KEYS_PERSPECTIVE;
  }

  @Override
  public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(
      IWorkbenchWindowConfigurer configurer) {
    return new WindowAdvisor(configurer);
  }
}
