// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.List;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.SideValue;
import org.eclipse.e4.ui.model.application.ui.advanced.MPerspective;
import org.eclipse.e4.ui.model.application.ui.advanced.MPerspectiveStack;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MTrimmedWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.views.IViewDescriptor;

/** The layout that was left at the end, read and not shown yet. For the window's thread. */
final class RestoredLayout {
  private final EModelService models;
  private final MApplication layout;

  RestoredLayout(IWorkbench workbench) {
    models = workbench.getService(EModelService.class);
    layout = workbench.getService(MApplication.class);
  }

  private <T> List<T> all(Class<T> kind) {
    return models.findElements(layout, null, kind, null);
  }

  /** Begins with the start page alone, wherever somebody was: no vault is open. */
  void beginAtStart() {
    for (MPerspectiveStack stack : all(MPerspectiveStack.class)) {
      for (MPerspective perspective : stack.getChildren()) {
        if (perspective.getElementId().equals(Ids.START_PERSPECTIVE)) {
          stack.setSelectedElement(perspective);
        }
      }
    }
  }

  /** Calls all as in the language that is spoken now: what is kept has the words of then. */
  void translate(IWorkbench workbench) {
    for (MPerspective perspective : all(MPerspective.class)) {
      IPerspectiveDescriptor known =
          workbench.getPerspectiveRegistry().findPerspectiveWithId(perspective.getElementId());
      if (known != null) {
        perspective.setLabel(known.getLabel());
        perspective.setTooltip(known.getLabel());
      }
    }
    for (MTrimmedWindow window : all(MTrimmedWindow.class)) {
      for (MUIElement shared : window.getSharedElements()) {
        IViewDescriptor known = workbench.getViewRegistry().find(shared.getElementId());
        if (known != null && shared instanceof MPart view) {
          view.setLabel(known.getLabel());
        }
      }
    }
  }

  /**
   * Has the bars at the top drawn once. The platform fills them when there is a window already: it
   * takes away what it drew, and draws them anew.
   */
  void drawTopOnce() {
    for (MTrimmedWindow window : all(MTrimmedWindow.class)) {
      window.getTrimBars().stream()
          .filter(bar -> bar.getSide() == SideValue.TOP)
          .forEach(bar -> bar.setToBeRendered(false));
    }
  }
}
