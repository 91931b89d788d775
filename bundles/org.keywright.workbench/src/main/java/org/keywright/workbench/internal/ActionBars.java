// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.ICoolBarManager;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.action.ToolBarManager;
import org.eclipse.swt.SWT;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.actions.ActionFactory.IWorkbenchAction;
import org.eclipse.ui.actions.ContributionItemFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;

/**
 * The platform's own actions in menus; those of the workbench come in between from {@code
 * plugin.xml}.
 */
final class ActionBars extends ActionBarAdvisor {
  ActionBars(IActionBarConfigurer configurer) {
    super(configurer);
  }

  @Override
  protected void fillMenuBar(IMenuManager bar) {
    IWorkbenchWindow window = getActionBarConfigurer().getWindowConfigurer().getWindow();
    var file = menu(bar, "menu.file", IWorkbenchActionConstants.M_FILE);
    file.add(new GroupMarker("vault"));
    file.add(new Separator());
    file.add(action(ActionFactory.SAVE, "menu.save", window));
    file.add(action(ActionFactory.SAVE_ALL, "menu.saveall", window));
    file.add(action(ActionFactory.REVERT, "menu.revert", window));
    file.add(new Separator("script"));
    file.add(new Separator("end"));
    file.add(action(ActionFactory.QUIT, "menu.quit", window));
    var edit = menu(bar, "menu.edit", IWorkbenchActionConstants.M_EDIT);
    edit.add(action(ActionFactory.UNDO, "edit.undo", window));
    edit.add(action(ActionFactory.REDO, "edit.redo", window));
    edit.add(new Separator());
    edit.add(action(ActionFactory.COPY, "menu.copy", window));
    edit.add(action(ActionFactory.SELECT_ALL, "menu.selectall", window));
    edit.add(new Separator());
    edit.add(action(ActionFactory.FIND, "menu.find", window));
    // In the order of the work, whatever order the contributions are read in.
    for (String area : List.of("keys", "personalization", "pairing", "officers")) {
      bar.add(new GroupMarker(area));
    }
    bar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
    var show = menu(bar, "menu.window", IWorkbenchActionConstants.M_WINDOW);
    var views = new MenuManager(text("menu.views"), "views");
    views.add(ContributionItemFactory.VIEWS_SHORTLIST.create(window));
    show.add(views);
    var perspectives = new MenuManager(text("menu.perspectives"), "perspectives");
    perspectives.add(ContributionItemFactory.PERSPECTIVES_SHORTLIST.create(window));
    show.add(perspectives);
    show.add(action(ActionFactory.RESET_PERSPECTIVE, "menu.reset", window));
    show.add(new GroupMarker("columns"));
    show.add(new Separator("theme"));
    show.add(new Separator());
    show.add(action(ActionFactory.PREFERENCES, "menu.preferences", window));
    var help = menu(bar, "menu.help", IWorkbenchActionConstants.M_HELP);
    help.add(new GroupMarker("guide"));
    help.add(new Separator());
    help.add(action(ActionFactory.ABOUT, "menu.about", window));
  }

  private static MenuManager menu(IMenuManager bar, String key, String id) {
    var menu = new MenuManager(text(key), id);
    bar.add(menu);
    return menu;
  }

  private IWorkbenchAction action(ActionFactory factory, String key, IWorkbenchWindow window) {
    IWorkbenchAction action = factory.create(window);
    action.setText(text(key));
    register(action);
    return action;
  }

  @Override
  protected void fillCoolBar(ICoolBarManager bar) {
    bar.add(new ToolBarManager(SWT.FLAT | SWT.RIGHT));
    bar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
  }

  /** One line, however narrow the window is: toolbars of their own would wrap. */
  @Override
  protected void fillStatusLine(IStatusLineManager line) {
    IWorkbenchWindow window = getActionBarConfigurer().getWindowConfigurer().getWindow();
    line.add(new NoticeStatus(window));
    line.add(new PeriodStatus(window));
    line.add(new VaultStatus(window));
  }
}
