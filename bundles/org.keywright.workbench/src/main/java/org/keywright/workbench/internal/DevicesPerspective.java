// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Links at the left, devices beside, jobs below. */
public final class DevicesPerspective implements IPerspectiveFactory {
  /** Made by the platform. */
  public DevicesPerspective() {
    // the platform's way to make a perspective
  }

  @Override
  public void createInitialLayout(IPageLayout layout) {
    String editors = layout.getEditorArea();
    layout.addView(Ids.LINKS, IPageLayout.LEFT, 0.24f, editors);
    // Below all the rest: what passes over a link is told in long lines.
    var below = layout.createFolder("below", IPageLayout.BOTTOM, 0.62f, editors);
    below.addView(Ids.JOBS);
    below.addView(Ids.TRACE);
    below.addView(Ids.PROBLEMS);
    below.addView(Ids.CONSOLE);
    below.addView(Ids.PROPERTIES);
    below.addPlaceholder(Ids.PROGRESS);
    layout.createFolder("devices", IPageLayout.LEFT, 0.42f, editors).addView(Ids.DEVICES);
    KeysPerspective.shortcuts(layout);
  }
}
