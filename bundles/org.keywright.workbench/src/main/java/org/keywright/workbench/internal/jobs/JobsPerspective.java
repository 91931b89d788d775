// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.KeysPerspective;

/** The jobs in the whole window, the console below. */
public final class JobsPerspective implements IPerspectiveFactory {
  /** Made by the platform. */
  public JobsPerspective() {
    // the platform's way to make a perspective
  }

  @Override
  public void createInitialLayout(IPageLayout layout) {
    layout.setEditorAreaVisible(false);
    String editors = layout.getEditorArea();
    layout.createFolder("jobs", IPageLayout.TOP, 0.8f, editors).addView(Ids.JOBS);
    var below = layout.createFolder("below", IPageLayout.BOTTOM, 0.8f, "jobs");
    below.addView(Ids.CONSOLE);
    below.addPlaceholder(Ids.PROPERTIES);
    below.addPlaceholder(Ids.PROGRESS);
    KeysPerspective.shortcuts(layout);
  }
}
