// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.guide;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.commands.ActionHandler;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.model.GuidePlace;

/** The guide, page by page, with the way back. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class GuideView extends ViewPart {
  private GuidePane pane;
  private Action back;
  private Action forward;

  /** Made by the platform. */
  public GuideView() {
    // the platform's way to make a view
  }

  /** Shows a place of the guide in front. */
  static void show(IWorkbenchPage page, GuidePlace place) {
    try {
      if (page.showView(Ids.GUIDE) instanceof GuideView view) {
        view.pane.go(place);
      }
    } catch (PartInitException e) {
      throw new IllegalStateException("the guide cannot be shown", e);
    }
  }

  @Override
  public void createPartControl(Composite parent) {
    pane = new GuidePane(parent, this::offer);
    back = Buttons.action("guide.back", "back", () -> pane.back());
    forward = Buttons.action("guide.forward", "forward", () -> pane.forward());
    handle(ActionFactory.BACKWARD_HISTORY, back);
    handle(ActionFactory.FORWARD_HISTORY, forward);
    var bar = getViewSite().getActionBars().getToolBarManager();
    bar.add(back);
    bar.add(forward);
    bar.add(Buttons.action("guide.contents", "contents", () -> pane.go(GuidePlace.CONTENTS)));
    pane.go(GuidePlace.CONTENTS);
  }

  private void handle(ActionFactory key, Action action) {
    action.setActionDefinitionId(key.getCommandId());
    getSite()
        .getService(IHandlerService.class)
        .activateHandler(key.getCommandId(), new ActionHandler(action));
  }

  private void offer() {
    if (forward != null) {
      back.setEnabled(pane.trail().canGoBack());
      forward.setEnabled(pane.trail().canGoForward());
    }
  }

  @Override
  public void setFocus() {
    pane.control().setFocus();
  }
}
