// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.KeysPerspective;

/** Modules and hosts at the left, the code desk beside, the centre's books below. */
public final class PairingPerspective implements IPerspectiveFactory {
  /** Made by the platform. */
  public PairingPerspective() {
    // the platform's way to make a perspective
  }

  @Override
  public void createInitialLayout(IPageLayout layout) {
    layout.setEditorAreaVisible(false);
    String editors = layout.getEditorArea();
    layout.createFolder("units", IPageLayout.TOP, 0.64f, editors).addView(Ids.PAIRED_UNITS);
    layout.createFolder("desk", IPageLayout.RIGHT, 0.66f, "units").addView(Ids.CODE_DESK);
    var below = layout.createFolder("below", IPageLayout.BOTTOM, 0.36f, editors);
    below.addView(Ids.CASES);
    below.addView(Ids.FINDINGS);
    below.addView(Ids.JOBS);
    below.addView(Ids.CONSOLE);
    below.addPlaceholder(Ids.PROPERTIES);
    below.addPlaceholder(Ids.PROGRESS);
    layout.addShowViewShortcut(Ids.PAIRED_UNITS);
    layout.addShowViewShortcut(Ids.CODE_DESK);
    layout.addShowViewShortcut(Ids.CASES);
    layout.addShowViewShortcut(Ids.FINDINGS);
    KeysPerspective.shortcuts(layout);
  }
}
