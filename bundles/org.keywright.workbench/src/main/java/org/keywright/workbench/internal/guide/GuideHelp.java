// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.guide;

import org.eclipse.help.IContext;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.help.AbstractHelpUI;
import org.keywright.workbench.model.GuidePlace;

/** The guide is what the platform takes for help, as when Quick Access searches in it. */
public final class GuideHelp extends AbstractHelpUI {
  /** Made by the platform. */
  public GuideHelp() {
    // the platform's way to make its help
  }

  @Override
  public void displayHelp() {
    show(GuidePlace.CONTENTS);
  }

  @Override
  public void search(String words) {
    show(GuidePlace.search(words));
  }

  /** There are no contexts: F1 opens the chapter, by a command. */
  @Override
  public void displayContext(IContext context, int x, int y) {
    displayHelp();
  }

  @Override
  public void displayHelpResource(String file) {
    displayHelp();
  }

  @Override
  public boolean isContextHelpDisplayed() {
    return false;
  }

  private static void show(GuidePlace place) {
    IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
    if (window != null && window.getActivePage() != null) {
      GuideView.show(window.getActivePage(), place);
    }
  }
}
