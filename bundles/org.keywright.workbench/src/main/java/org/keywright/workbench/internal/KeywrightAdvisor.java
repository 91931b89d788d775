// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Optional;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** How the workbench begins: in which perspective, with the layout that it was left in. */
public final class KeywrightAdvisor extends WorkbenchAdvisor {
  /** By this name a display knows that the program ends. */
  private static final String ENDS = "org.keywright.workbench.ends";

  private final Runnable shown;

  /**
   * Makes the advisor of one workbench.
   *
   * @param shown called when the window is there
   */
  public KeywrightAdvisor(Runnable shown) {
    this.shown = shown;
  }

  /** The program ends, whatever is under way, so that nobody is asked about it any more. */
  public static void ends(Display display) {
    display.setData(ENDS, true);
  }

  @Override
  public void preStartup() {
    var layout = new RestoredLayout(getWorkbenchConfigurer().getWorkbench());
    layout.beginAtStart();
    layout.translate(getWorkbenchConfigurer().getWorkbench());
    layout.drawTopOnce();
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
  public boolean preShutdown() {
    IWorkbench workbench = getWorkbenchConfigurer().getWorkbench();
    return workbench.getDisplay().getData(ENDS) != null
        || Optional.ofNullable(workbench.getActiveWorkbenchWindow())
            .map(window -> new Leaving(window).may(window.getShell()))
            .orElse(true);
  }

  @Override
  public String getInitialWindowPerspectiveId() {
    return Ids.START_PERSPECTIVE;
  }

  @Override
  public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(
      IWorkbenchWindowConfigurer configurer) {
    return new WindowAdvisor(configurer);
  }
}
