// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** The start page in the whole window: views have nothing to show as long as no vault is open. */
public final class StartPerspective implements IPerspectiveFactory {
  /** Made by the platform. */
  public StartPerspective() {
    // the platform's way to make a perspective
  }

  @Override
  public void createInitialLayout(IPageLayout layout) {
    String editors = layout.getEditorArea();
    layout
        .createPlaceholderFolder("left", IPageLayout.LEFT, 0.24f, editors)
        .addPlaceholder(Ids.KEY_SETS);
    var below = layout.createPlaceholderFolder("below", IPageLayout.BOTTOM, 0.66f, editors);
    below.addPlaceholder(Ids.CONSOLE);
    below.addPlaceholder(Ids.JOBS);
    below.addPlaceholder(Ids.AUDIT);
    below.addPlaceholder(Ids.REQUESTS);
    below.addPlaceholder(Ids.OFFICERS);
    below.addPlaceholder(Ids.PROBLEMS);
    below.addPlaceholder(Ids.PROPERTIES);
    below.addPlaceholder(Ids.PROGRESS);
    KeysPerspective.shortcuts(layout);
  }
}
