// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.guide;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.commands.ActionHandler;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.model.Guide;
import org.keywright.workbench.model.GuidePlace;
import org.keywright.workbench.model.GuideTrail;

/** The guide, page by page, with the way back. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class GuideView extends ViewPart {
  private final Guide guide =
      new Guide(file -> Optional.ofNullable(GuideView.class.getResource("/docs/" + file)));
  private final GuideTrail trail = new GuideTrail();
  private GuideSheet sheet;
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
        view.go(place);
      }
    } catch (PartInitException e) {
      throw new IllegalStateException("the guide cannot be shown", e);
    }
  }

  @Override
  public void createPartControl(Composite parent) {
    sheet = new GuideSheet(parent, this::go);
    back = action("guide.back", "back", trail::back);
    forward = action("guide.forward", "forward", trail::forward);
    handle(ActionFactory.BACKWARD_HISTORY, back);
    handle(ActionFactory.FORWARD_HISTORY, forward);
    var bar = getViewSite().getActionBars().getToolBarManager();
    bar.add(back);
    bar.add(forward);
    bar.add(action("guide.contents", "contents", () -> trail.go(GuidePlace.CONTENTS)));
    go(GuidePlace.CONTENTS);
  }

  private Action action(String key, String icon, Runnable step) {
    var action =
        new Action(text(key), Icons.descriptor(icon)) {
          @Override
          public void run() {
            step.run();
            load();
          }
        };
    action.setToolTipText(text(key));
    return action;
  }

  private void handle(ActionFactory key, Action action) {
    action.setActionDefinitionId(key.getCommandId());
    getSite()
        .getService(IHandlerService.class)
        .activateHandler(key.getCommandId(), new ActionHandler(action));
  }

  private void go(GuidePlace place) {
    trail.go(place);
    load();
  }

  private void load() {
    back.setEnabled(trail.canGoBack());
    forward.setEnabled(trail.canGoForward());
    trail
        .here()
        .ifPresent(
            place ->
                Background.read(
                    sheet.control(),
                    () -> LoadedPage.load(guide, place),
                    page -> show(place, page),
                    failure -> sheet.control().setText(text("guide.missing", place.page()))));
  }

  /** Shows what was read, if nobody has gone on meanwhile. */
  private void show(GuidePlace place, LoadedPage page) {
    if (trail.here().equals(Optional.of(place))) {
      sheet.show(page, place.heading());
    }
  }

  @Override
  public void setFocus() {
    sheet.control().setFocus();
  }
}
