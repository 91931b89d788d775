// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.personalization;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.KeysPerspective;

/** Work orders above, units and central systems below, the jobs beside them. */
public final class PersonalizationPerspective implements IPerspectiveFactory {
  /** Made by the platform. */
  public PersonalizationPerspective() {
    // the platform's way to make a perspective
  }

  @Override
  public void createInitialLayout(IPageLayout layout) {
    layout.setEditorAreaVisible(false);
    String editors = layout.getEditorArea();
    layout.createFolder("orders", IPageLayout.TOP, 0.4f, editors).addView(Ids.ORDERS);
    var below = layout.createFolder("below", IPageLayout.BOTTOM, 0.6f, editors);
    below.addView(Ids.PARTIES);
    below.addView(Ids.CERTIFICATES);
    below.addView(Ids.JOBS);
    below.addView(Ids.CONSOLE);
    below.addPlaceholder(Ids.PROPERTIES);
    below.addPlaceholder(Ids.PROGRESS);
    layout.addShowViewShortcut(Ids.ORDERS);
    layout.addShowViewShortcut(Ids.PARTIES);
    layout.addShowViewShortcut(Ids.CERTIFICATES);
    KeysPerspective.shortcuts(layout);
  }
}
