// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Key sets at the left, their editors beside, console, jobs and log below. */
public final class KeysPerspective implements IPerspectiveFactory {
  /** Made by the platform. */
  public KeysPerspective() {
    // the platform's way to make a perspective
  }

  @Override
  public void createInitialLayout(IPageLayout layout) {
    String editors = layout.getEditorArea();
    layout.addView(Ids.KEY_SETS, IPageLayout.LEFT, 0.24f, editors);
    var below = layout.createFolder("below", IPageLayout.BOTTOM, 0.66f, editors);
    below.addView(Ids.CONSOLE);
    below.addView(Ids.JOBS);
    below.addView(Ids.AUDIT);
    below.addPlaceholder(Ids.REQUESTS);
    below.addPlaceholder(Ids.OFFICERS);
    below.addView(Ids.PROBLEMS);
    below.addPlaceholder(Ids.PROPERTIES);
    below.addPlaceholder(Ids.PROGRESS);
    shortcuts(layout);
  }

  /** What can be shown and gone to from here. */
  public static void shortcuts(IPageLayout layout) {
    for (String view :
        new String[] {
          Ids.KEY_SETS,
          Ids.LINKS,
          Ids.DEVICES,
          Ids.JOBS,
          Ids.CONSOLE,
          Ids.AUDIT,
          Ids.TRACE,
          Ids.PROBLEMS
        }) {
      layout.addShowViewShortcut(view);
    }
    layout.addShowViewShortcut(Ids.REQUESTS);
    layout.addShowViewShortcut(Ids.PROPERTIES);
    layout.addShowViewShortcut(Ids.OFFICERS);
    layout.addShowViewShortcut(Ids.PROGRESS);
    layout.addPerspectiveShortcut(Ids.START_PERSPECTIVE);
    layout.addPerspectiveShortcut(Ids.KEYS_PERSPECTIVE);
    layout.addPerspectiveShortcut(Ids.DEVICES_PERSPECTIVE);
    layout.addPerspectiveShortcut(Ids.JOBS_PERSPECTIVE);
    layout.addPerspectiveShortcut(Ids.PERSONALIZATION_PERSPECTIVE);
    layout.addPerspectiveShortcut(Ids.PAIRING_PERSPECTIVE);
  }
}
