// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.workbench.UIEvents;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.eclipse.ui.commands.ICommandService;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Offers;
import org.keywright.workbench.model.VaultTitle;
import org.keywright.workbench.model.Watch;

/** A window: what it has around the views, and its title, which names the open vault. */
final class WindowAdvisor extends WorkbenchWindowAdvisor {
  private static final Point SIZE = new Point(1280, 800);

  /** Smaller than this, views have no room for what they show. */
  private static final Point LEAST = new Point(640, 420);

  private Watch watch = () -> {};

  WindowAdvisor(IWorkbenchWindowConfigurer configurer) {
    super(configurer);
  }

  @Override
  public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
    return new ActionBars(configurer);
  }

  @Override
  public void preWindowOpen() {
    var configurer = getWindowConfigurer();
    configurer.setInitialSize(SIZE);
    configurer.setShowMenuBar(true);
    configurer.setShowCoolBar(true);
    configurer.setShowPerspectiveBar(true);
    configurer.setShowStatusLine(true);
    configurer.setShowProgressIndicator(true);
    configurer.setTitle(text("app.name"));
  }

  @Override
  public void postWindowOpen() {
    IWorkbenchWindow window = getWindowConfigurer().getWindow();
    window.getShell().setMinimumSize(LEAST);
    Themes.settle(window);
    Desk desk = window.getService(Desk.class);
    var display = window.getShell().getDisplay();
    Runnable title =
        () ->
            Background.read(
                window.getShell(),
                () -> VaultTitle.of(desk.vault()),
                vault -> getWindowConfigurer().setTitle(vault.window()),
                failure -> {});
    Runnable offers =
        () ->
            Background.read(window.getShell(), desk::readRights, read -> offer(window), why -> {});
    var whereabouts = new Whereabouts(window);
    window.addPerspectiveListener(whereabouts);
    Watch vaults = desk.observe(() -> display.asyncExec(whereabouts::settle));
    Watch titles = desk.observe(() -> display.asyncExec(title));
    Watch rights = desk.observe(() -> display.asyncExec(offers));
    Watch recents = Recents.keep(desk);
    watch =
        () -> {
          titles.close();
          rights.close();
          recents.close();
          vaults.close();
        };
    title.run();
    Dropping.files(window);
    var page = window.getActivePage();
    // A workbench that was killed left editors behind, and not what they were of.
    page.closeAllEditors(false);
    if (page.isEditorAreaVisible()) {
      StartEditor.show(page);
    }
  }

  /** Has menus and tool bars look again at what they offer. */
  private static void offer(IWorkbenchWindow window) {
    var commands = window.getService(ICommandService.class);
    Offers.commands().forEach(each -> commands.refreshElements(Ids.command(each), null));
    window
        .getService(IEventBroker.class)
        .send(UIEvents.REQUEST_ENABLEMENT_UPDATE_TOPIC, UIEvents.ALL_ELEMENT_ID);
  }

  @Override
  public void postWindowClose() {
    watch.close();
  }
}
